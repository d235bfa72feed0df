"""Sums over indices: an equation such as `ij,jk->ik` and tensors in, products summed out.

Every tensor is brought to the same order of dimensions (those of the result, then those to be
summed), and pairs are multiplied from left to right as batches of matrices, as PyTorch does it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from autograd_core.dispatch import apply
from autograd_core.ops.matmul import bmm
from autograd_core.ops.registry import METHODS, public
from autograd_core.ops.shapes import reshaped, view
from autograd_core.tensor import Tensor

ELLIPSIS = "..."
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def labels_of(text: str, offset: int, whole: str) -> list[str]:
    """The labels of one operand; PyTorch's errors for anything else."""
    labels: list[str] = []
    place = 0
    while place < len(text):
        each = text[place]
        if each == " ":
            place += 1
        elif each == ".":
            if ELLIPSIS in labels:
                raise RuntimeError(
                    f"einsum(): found '.' for {whole} for which an ellipsis was already found"
                )
            if text[place : place + 3] != ELLIPSIS:
                raise RuntimeError(
                    f"einsum(): found '.' for {whole} that is not part of any ellipsis"
                )
            labels.append(ELLIPSIS)
            place += 3
        elif each in LETTERS:
            labels.append(each)
            place += 1
        else:
            raise RuntimeError(
                f"einsum(): invalid subscript given at index {offset + place} in the equation "
                "string, subscripts must be in [a-zA-Z]"
            )
    return labels


def parsed(equation: str, count: int) -> tuple[list[list[str]], list[str] | None]:
    """The labels of every operand and of the result (None: implicit)."""
    left, arrow, right = equation.partition("->")
    inputs, offset = [], 0
    for number, text in enumerate(left.split(",")):
        if number >= count:
            raise RuntimeError(
                "einsum(): fewer operands were provided than specified in the equation"
            )
        inputs.append(labels_of(text, offset, f"operand {number}"))
        offset += len(text) + 1
    if len(inputs) < count:
        raise RuntimeError("einsum(): more operands were provided than specified in the equation")
    output = labels_of(right, len(left) + 2, "the output") if arrow else None
    return inputs, output


def broadcast_dims(inputs: list[list[str]], operands: Sequence[Any]) -> int:
    """How many dimensions the ellipses stand for at most; PyTorch's errors for other counts."""
    most = 0
    for number, (labels, operand) in enumerate(zip(inputs, operands, strict=True)):
        ndim = operand._a.ndim
        named = sum(label != ELLIPSIS for label in labels)
        if ELLIPSIS in labels:
            if named > ndim:
                raise RuntimeError(
                    f"einsum(): the number of subscripts in the equation ({named}) is more than "
                    f"the number of dimensions ({ndim}) for operand {number}"
                )
            most = max(most, ndim - named)
        elif named != ndim:
            raise RuntimeError(
                f"einsum(): the number of subscripts in the equation ({named}) does not match the "
                f"number of dimensions ({ndim}) for operand {number} and no ellipsis was given"
            )
    return most


def positions(
    inputs: list[list[str]], output: list[str] | None, hidden: int
) -> tuple[dict[str, int], int, int, int]:
    """Where each label comes: (places, where the ellipsis comes, dims of the result, all dims)."""
    counts = {label: sum(each.count(label) for each in inputs) for label in LETTERS}
    places: dict[str, int] = {}
    ellipsis, index = 0, 0
    if output is None:
        index = hidden
        for label in LETTERS:
            if counts[label] == 1:
                places[label] = index
                index += 1
    else:
        for label in output:
            if label == ELLIPSIS:
                ellipsis = index
                index += hidden
            elif label in places:
                raise RuntimeError(
                    f"einsum(): output subscript {label} appears more than once in the output"
                )
            elif counts[label] == 0:
                raise RuntimeError(
                    f"einsum(): output subscript {label} does not appear in the equation for any "
                    "input operand"
                )
            else:
                places[label] = index
                index += 1
    results = index
    if output is not None and ELLIPSIS not in output:
        ellipsis = index
        index += hidden
    for label in LETTERS:
        if counts[label] and label not in places:
            places[label] = index
            index += 1
    return places, ellipsis, results, index


def arranged(
    number: int,
    operand: Any,
    labels: list[str],
    places: dict[str, int],
    ellipsis: int,
    hidden: int,
    size: int,
) -> Any:
    """An operand with all dimensions in the common order, size 1 where it has none."""
    order = [-1] * size
    seen = 0
    missing = hidden - (operand._a.ndim - (len(labels) - 1))
    for label in labels:
        if label == ELLIPSIS:
            for _ in range(missing):
                operand = METHODS["unsqueeze"](operand, seen)
            for k in range(hidden):
                order[ellipsis + k] = seen
                seen += 1
        elif order[places[label]] != -1:
            dim = order[places[label]]
            shape = operand._a.shape
            if shape[dim] != shape[seen]:
                raise RuntimeError(
                    f"einsum(): subscript {label} is repeated for operand {number} but the sizes "
                    f"don't match, {shape[seen]} != {shape[dim]}"
                )
            operand = METHODS["movedim"](METHODS["diagonal"](operand, 0, dim, seen), -1, dim)
        else:
            order[places[label]] = seen
            seen += 1
    for place in range(size):
        if order[place] == -1:
            operand = METHODS["unsqueeze"](operand, -1)
            order[place] = seen
            seen += 1
    return METHODS["permute"](operand, tuple(order))


def check_sizes(
    operands: Sequence[Any], places: dict[str, int], size: int, missing: Sequence[int]
) -> None:
    """PyTorch's error for a label with two sizes."""
    names = {place: label for label, place in places.items()}
    sizes = [1] * size
    for number, operand in enumerate(operands):
        for dim, length in enumerate(operand._a.shape):
            if length != 1 and sizes[dim] not in (1, length):
                if dim not in names:
                    covered = [each for each in range(size) if each not in names].index(dim)
                    covered -= missing[number]
                    raise RuntimeError(
                        f"einsum(): dimension {covered} covered by ellipsis in operand {number}has "
                        f"size {length} which does not broadcast with previously seen ellipsis "
                        f"with size {sizes[dim]} for the respective dimension"
                    )
                raise RuntimeError(
                    f"einsum(): subscript {names[dim]} has size {length} for operand "
                    f"{number} which does not broadcast with previously seen size {sizes[dim]}"
                )
            if length != 1:
                sizes[dim] = length


def multiplied(left: Any, right: Any, dims: Sequence[int]) -> Any:
    """Two operands multiplied and summed over `dims`, which stay as size 1."""
    if not dims:
        return METHODS["mul"](left, right)
    both, first, second = [], [], []
    sizes = {"both": 1, "first": 1, "second": 1, "sum": 1}
    for dim, (a, b) in enumerate(zip(left._a.shape, right._a.shape, strict=True)):
        if dim in dims:
            sizes["sum"] *= a
        elif a != 1 and b != 1:
            both.append(dim)
            sizes["both"] *= a
        elif a != 1:
            first.append(dim)
            sizes["first"] *= a
        else:
            second.append(dim)
            sizes["second"] *= b
    shape = (
        *(left._a.shape[dim] for dim in (*both, *first)),
        *(1 for _ in dims),
        *(right._a.shape[dim] for dim in second),
    )
    order = [*both, *first, *dims, *second]
    rows = reshaped(
        METHODS["permute"](left, tuple(order)), (sizes["both"], sizes["first"], sizes["sum"])
    )
    columns = reshaped(
        METHODS["permute"](right, (*both, *dims, *second, *first)),
        (sizes["both"], sizes["sum"], sizes["second"]),
    )
    product = apply(view, (bmm(rows, columns),), {"size": shape})
    return METHODS["permute"](product, tuple(order.index(dim) for dim in range(len(order))))


def contracted(operands: list[Any], results: int, size: int) -> Any:
    """All operands multiplied from left to right; what only two of them share is summed there."""
    counts = [sum(operand._a.shape[dim] != 1 for operand in operands) for dim in range(size)]
    first = operands[0]
    for second in operands[1:]:
        together, alone = [], ([], [])  # type: tuple[list[int], tuple[list[int], list[int]]]
        for dim in range(results, size):
            a, b = first._a.shape[dim] != 1, second._a.shape[dim] != 1
            if a and b:
                counts[dim] -= 1
                if counts[dim] == 1:
                    together.append(dim)
                    counts[dim] = 0
            elif counts[dim] == 1 and (a or b):
                alone[0 if a else 1].append(dim)
                counts[dim] = 0
        if alone[0]:
            first = METHODS["sum"](first, tuple(alone[0]), True)
        if alone[1]:
            second = METHODS["sum"](second, tuple(alone[1]), True)
        first = multiplied(first, second, together)
    if size == results:
        return first
    if len(operands) == 1:
        return METHODS["sum"](first, tuple(range(results, size)))
    return apply(view, (first,), {"size": first._a.shape[:results]})


def written_out(operands: Sequence[Any]) -> tuple[str, list[Any]]:
    """The equation of the form `einsum(a, [0, 1], b, [1, 2], [0, 2])`."""

    def text(indices: Any) -> str:
        return "".join(ELLIPSIS if each is Ellipsis else LETTERS[each] for each in indices)

    pairs = len(operands) // 2
    equation = ",".join(text(operands[2 * k + 1]) for k in range(pairs))
    if len(operands) % 2:
        equation += "->" + text(operands[-1])
    return equation, [operands[2 * k] for k in range(pairs)]


@public("einsum", method=False)
def einsum(*args: Any) -> Any:
    """Products summed over the indices that the result does not name (torch.einsum)."""
    if len(args) < 2:
        raise ValueError(
            "einsum(): must specify the equation string and at least one operand, or at least one "
            "operand and its subscripts list"
        )
    if isinstance(args[0], Tensor):
        equation, operands = written_out(args)
    else:
        equation, operands = args[0], list(args[1:])
    if len(operands) == 1 and isinstance(operands[0], (list, tuple)):
        operands = list(operands[0])
    inputs, output = parsed(equation, len(operands))
    hidden = broadcast_dims(inputs, operands)
    places, ellipsis, results, size = positions(inputs, output, hidden)
    arrayed = [
        arranged(number, operand, inputs[number], places, ellipsis, hidden, size)
        for number, operand in enumerate(operands)
    ]
    missing = [
        hidden - (operand._a.ndim - len(labels) + 1)
        for labels, operand in zip(inputs, operands, strict=True)
    ]
    check_sizes(arrayed, places, size, missing)
    return contracted(arrayed, results, size)
