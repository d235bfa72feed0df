"""Arguments: sizes as a person gives them in, checked ints or PyTorch's own errors out."""

from __future__ import annotations

import operator
from typing import Any

from autograd_core import errors
from autograd_core.tensor import Tensor

Dims = tuple[int, ...]


def size_of(given: tuple[Any, ...]) -> tuple[int, ...]:
    """The sizes of `view(2, 3)` or `view((2, 3))`."""
    return tuple(given[0]) if len(given) == 1 and isinstance(given[0], (tuple, list)) else given


def whole(function: str, name: str, given: tuple[Any, ...], position: int = 1) -> Dims:
    """Sizes given one by one or as one sequence, as ints; PyTorch's TypeError for others."""
    nested = len(given) == 1 and isinstance(given[0], (tuple, list))
    sizes = given[0] if nested else given
    if not given:
        raise TypeError(f'{function}() missing 1 required positional arguments: "{name}"')
    found = []
    for index, size in enumerate(sizes):
        if type(size) is int:
            found.append(size)
            continue
        try:
            if isinstance(size, bool):
                raise TypeError
            found.append(operator.index(size))
        except TypeError:
            raise TypeError(not_whole(function, name, sizes, index, nested, position)) from None
    return tuple(found)


def not_whole(function: str, name: str, sizes: Any, index: int, nested: bool, position: int) -> str:
    """PyTorch's sentence for the first size that is no int."""
    kind = type(sizes[index]).__name__
    if index:
        return (
            f"{function}(): argument '{name}' failed to unpack the object at pos {index + 1} with "
            f'error "type must be tuple of ints,but got {kind}"'
        )
    if not nested and len(sizes) > 1:
        return f"{function}() takes 1 positional argument but {len(sizes)} were given"
    start = f"{function}(): argument '{name}' (position {position}) must be tuple of ints"
    return (
        f"{start}, but found element of type {kind} at pos 0" if nested else f"{start}, not {kind}"
    )


def inferred(size: Dims, count: int) -> Dims:
    """`size` with its one -1 replaced so that it holds `count` elements; PyTorch's errors."""
    known, hole = 1, None
    for index, each in enumerate(size):
        if each == -1:
            if hole is not None:
                raise RuntimeError("only one dimension can be inferred")
            hole = index
        elif each < 0:
            raise RuntimeError(
                f"invalid shape dimension {each} at index {index} of shape {errors.size_text(size)}"
            )
        else:
            known *= each
    if hole is None:
        if known == count:
            return size
    elif known and count % known == 0:
        return (*size[:hole], count // known, *size[hole + 1 :])
    elif known == 0 and count == 0:
        raise RuntimeError(
            f"cannot reshape tensor of 0 elements into shape {errors.size_text(size)} because the "
            "unspecified dimension size -1 can be any value and is ambiguous"
        )
    raise RuntimeError(f"shape '{errors.size_text(size)}' is invalid for input of size {count}")


def view_arguments(given: tuple[Any, ...]) -> str:
    """PyTorch's sentence for arguments of `view` that are neither sizes nor a dtype."""
    kinds = [type(each).__name__ for each in given]
    text = f"view() received an invalid combination of arguments - got ({', '.join(kinds)}), but "
    reason = ""
    if given:
        shown = [
            f"tuple of ({', '.join(type(each).__name__ for each in one)}{',' * (len(one) == 1)})"
            if isinstance(one, (tuple, list))
            else type(one).__name__
            for one in given
        ]
        wrong = ", ".join(f"!{each}!" for each in shown)
        reason = f"      didn't match because some of the arguments have invalid types: ({wrong})\n"
    return (
        f"{text}expected one of:\n * (torch.dtype dtype)\n{reason} * (tuple of ints size)\n{reason}"
    )


def input_text(input: Tensor) -> str:
    """How PyTorch's C++ names a tensor: torch.FloatTensor{[2, 3]}."""
    return f"{input.dtype.tensor_type}{{{errors.size_text(input._a.shape)}}}"
