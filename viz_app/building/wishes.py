"""A program's text and one wish in; the text with one more line out, as a person would write it."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass

from viz_app.building.palette import palette

FIRST = "import torch"
FUNCTIONAL = "import torch.nn.functional as F"
NO_GRAD = "with torch.no_grad():"
INDENT = "    "


class Unwritable(Exception):
    """A wish that is no code: `key` names the sentence in the interface's tables."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


@dataclass(frozen=True)
class Leaf:
    """A new tensor from numbers as text: `2.5`, `[1., 2.]`, `[[1, 2], [3, 4]]`."""

    name: str
    numbers: str
    dtype: str = ""
    requires_grad: bool = True


@dataclass(frozen=True)
class Filled:
    """A new tensor of a shape (`2, 3`), every element the same number."""

    name: str
    shape: str
    number: str
    dtype: str = ""
    requires_grad: bool = True


@dataclass(frozen=True)
class Operation:
    """An operation of the palette on names or numbers; `keywords` are further arguments as text."""

    result: str
    name: str
    arguments: tuple[str, ...]
    keywords: str = ""
    no_grad: bool = False


@dataclass(frozen=True)
class Detach:
    """The same value without its history."""

    result: str
    name: str


@dataclass(frozen=True)
class Backward:
    """Walk back from a scalar."""

    name: str


@dataclass(frozen=True)
class Clear:
    """Set a leaf's `.grad` to None."""

    name: str


@dataclass(frozen=True)
class Step:
    """One step of gradient descent by hand."""

    names: tuple[str, ...]
    rate: str = "0.1"


Wish = Leaf | Filled | Operation | Detach | Backward | Clear | Step


def extended(code: str, wish: Wish) -> str:
    """The program with the wish at its end; what it needs is imported at its beginning."""
    for text in texts_of(wish):
        expression(text)
    lines, no_grad = written(wish)
    code = imported(code, FIRST)
    if any("F." in line for line in lines):
        code = imported(code, FUNCTIONAL)
    return appended(code, lines, no_grad)


def written(wish: Wish) -> tuple[list[str], bool]:
    """The lines of a wish, and whether they stand under no_grad."""
    match wish:
        case Leaf(name, numbers, dtype, requires_grad):
            return [f"{named(name)} = torch.tensor({numbers}{more(dtype, requires_grad)})"], False
        case Filled(name, shape, number, dtype, requires_grad):
            size = f"({shape.strip().strip('()').rstrip(',')},)" if shape.strip() else "()"
            size = size.replace(",)", ")") if "," in size[:-2] else size
            given = f"{size}, {number}{more(dtype, requires_grad)}"
            return [f"{named(name)} = torch.full({given})"], False
        case Operation(result, name, arguments, keywords, no_grad):
            call = palette()[name].written(arguments, keywords)
            return [f"{named(result)} = {call}" if result else call], no_grad
        case Detach(result, name):
            return [f"{named(result)} = {named(name)}.detach()"], False
        case Backward(name):
            return [f"{named(name)}.backward()"], False
        case Clear(name):
            return [f"{named(name)}.grad = None"], False
        case Step(names, rate):
            return [f"{named(name)} -= {rate} * {name}.grad" for name in names], True


def more(dtype: str, requires_grad: bool) -> str:
    """The further arguments of a new tensor."""
    kind = f", dtype=torch.{dtype}" if dtype else ""
    return kind + (", requires_grad=True" if requires_grad else "")


def named(name: str) -> str:
    """A name; Unwritable if Python would not take it for one."""
    try:
        expression(name)
    except Unwritable:
        raise Unwritable("build.no_name", name=name) from None
    if not name.isidentifier():
        raise Unwritable("build.no_name", name=name)
    return name


def expression(text: str) -> None:
    """Unwritable unless the text is one expression, or a list of arguments."""
    try:
        tree = ast.parse(f"f({text})", mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise Unwritable("build.no_expression", text=text) from None
    call = isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name)
    if not call or "#" in text or "\n" in text:
        raise Unwritable("build.no_expression", text=text)


def texts_of(wish: Wish) -> Sequence[str]:
    """Everything in a wish that a person has typed as an expression."""
    match wish:
        case Leaf(_, numbers):
            return (numbers,)
        case Filled(_, shape, number):
            return (shape, number)
        case Operation(_, _, arguments, keywords):
            return (*arguments, *([keywords] if keywords else []))
        case Step(_, rate):
            return (rate,)
    return ()


def imported(code: str, line: str) -> str:
    """The program with an import at its top, if it has none of this kind."""
    if line in (one.strip() for one in code.split("\n")):
        return code
    rest = code.split("\n") if code.strip() else []
    place = sum(one.startswith("import ") for one in rest[:2])
    return "\n".join([*rest[:place], line, *rest[place:]])


def appended(code: str, lines: Sequence[str], no_grad: bool) -> str:
    """The lines at the end; under no_grad, they join a block that stands there already."""
    code = code.rstrip()
    if not no_grad:
        return "\n".join([code, *lines]).lstrip("\n") + "\n"
    inside = [INDENT + line for line in lines]
    if not ends_in_no_grad(code):
        inside = [NO_GRAD, *inside]
    return "\n".join([code, *inside]).lstrip("\n") + "\n"


def ends_in_no_grad(code: str) -> bool:
    """Whether the last statement is a block of `with torch.no_grad():`, indented as ours are."""
    try:
        body = ast.parse(code).body
    except (SyntaxError, ValueError):
        return False
    last = body[-1] if body else None
    return (
        isinstance(last, ast.With)
        and last.body[0].col_offset == len(INDENT)
        and ast.unparse(last.items[0]) == "torch.no_grad()"
        and last.lineno != last.end_lineno
    )
