"""The core's operations in; what a builder offers, with how each is written, out."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from autograd_core.ops import OPS
from autograd_core.ops.registry import FUNCTIONAL, FUNCTIONS, METHODS

INFIX: Final[dict[str, str]] = {
    "add": "+",
    "sub": "-",
    "mul": "*",
    "div": "/",
    "pow": "**",
    "matmul": "@",
    "eq": "==",
    "ne": "!=",
    "lt": "<",
    "le": "<=",
    "gt": ">",
    "ge": ">=",
}
"""Operations that people write between their operands."""
TENSORS: Final = frozenset({"input", "self", "tensors", "condition"})
"""How the first parameter of an operation on tensors is called."""


@dataclass(frozen=True)
class Parameter:
    """One argument: `tensor` if one belongs there; `default` as text, None if it must be given."""

    name: str
    tensor: bool
    default: str | None
    starred: bool = False


@dataclass(frozen=True)
class Entry:
    """One operation of the palette.

    where       "torch", "F" (torch.nn.functional) or "" (a method of its first argument)
    parameters  those that may be given by position
    en, zh      one sentence; formula the forward as an expression, "" where there is none
    """

    name: str
    where: str
    parameters: tuple[Parameter, ...]
    en: str
    zh: str
    formula: str

    def written(self, arguments: Sequence[str], keywords: str = "") -> str:
        """The call as PyTorch code; `keywords` are further arguments as text."""
        infix = INFIX.get(self.name)
        if infix and len(arguments) == 2 and not keywords:
            return f" {infix} ".join(map(operand, arguments))
        given = [*arguments, *([keywords] if keywords else [])]
        if self.where:
            return f"{self.where}.{self.name}({', '.join(given)})"
        return f"{operand(arguments[0])}.{self.name}({', '.join(given[1:])})"


def operand(text: str) -> str:
    """A text that may stand beside an operator or before a dot."""
    plain = text.isidentifier() or (text.startswith("[") and text.endswith("]"))
    return text if plain or text.replace(".", "", 1).isdigit() else f"({text})"


@cache
def palette() -> dict[str, Entry]:
    """Every operation that people can ask for, by name, in the order of the alphabet."""
    # Of `add.Scalar` and `add.Tensor`, the one of two tensors says it best.
    order = sorted(OPS.values(), key=lambda op: op.name.endswith((".Tensor", ".Tensor_Tensor")))
    sentences = {op.public: op for op in order}
    found: dict[str, Entry] = {}
    for where, table in (("torch", FUNCTIONS), ("F", FUNCTIONAL), ("", METHODS)):
        for name, function in table.items():
            parameters = parameters_of(function)
            offered = name not in found and not name.startswith("_")
            if not offered or not parameters or parameters[0].name not in TENSORS:
                continue
            op = sentences.get(name) or sentences.get(name.removesuffix("_"))
            said = op.en if op else first_line(function)
            found[name] = Entry(
                name, where, parameters, said, op.zh if op else said, op.formula if op else ""
            )
    return dict(sorted(found.items()))


def parameters_of(function: Callable[..., Any]) -> tuple[Parameter, ...]:
    """The parameters that may be given by position."""
    parameters = []
    for parameter in inspect.signature(function).parameters.values():
        if parameter.kind in (parameter.KEYWORD_ONLY, parameter.VAR_KEYWORD):
            continue
        kind = str(parameter.annotation)
        tensor = parameter.name in TENSORS or (kind.startswith("Tensor") and "|" not in kind)
        given = parameter.default is parameter.empty
        plain = isinstance(parameter.default, (int, float, str, bool, type(None)))
        default = None if given else repr(parameter.default) if plain else "…"
        starred = parameter.kind is parameter.VAR_POSITIONAL
        parameters.append(Parameter(parameter.name, tensor, default, starred))
    return tuple(parameters)


def first_line(function: Callable[..., Any]) -> str:
    """The first line of what a function says of itself."""
    return (inspect.getdoc(function) or "").partition("\n")[0]
