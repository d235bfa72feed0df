"""Gradient rules: a function over a gradient and saved names in, the rule it states out."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FunctionType
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from autograd_core.node import Node

RuleFunction = Callable[..., Any]


@dataclass(slots=True, eq=False)
class Rule:
    """How the gradient of an argument is computed: `function(grad, *tensors, **values)`.

    What the function names is what the node saves, exactly as in PyTorch's derivatives.yaml:
    an argument's name saves that argument, `result` the output; a keyword-only name takes a number
    the operation was called with, and `<argument>_sizes` the argument's shape.

    slots   where in `Node.saved` the tensors lie; `single`: the slot, if there is just one
    usual   the function with the numbers that the operation is called with if nothing is said
    """

    function: RuleFunction
    tensors: tuple[str, ...]
    values: tuple[str, ...]
    own_formula: str | None = None
    slots: tuple[int, ...] = ()
    single: int | None = None
    usual: RuleFunction = field(init=False)

    def __post_init__(self) -> None:
        self.usual = self.function

    def result(self, node: Node, grad: Any, unpack: Callable[[Node, Any], Any]) -> Any:
        """What the rule gives for a node, whose saved entries `unpack` turns into values."""
        slots, entries = self.slots, node.saved
        if self.values and node.values is not node.op.usual:
            numbers: Any = node.values
            named = {name: numbers[name] for name in self.values}
            tensors = [unpack(node, entries[slot]) for slot in slots]
            return self.function(grad, *tensors, **named)
        if self.single is not None:  # the most frequent case, without a list
            return self.usual(grad, unpack(node, entries[self.single]))
        return self.usual(grad, *[unpack(node, entries[slot]) for slot in slots])

    @property
    def formula(self) -> str:
        """The rule as a Python expression over `grad` and the saved names."""
        return self.own_formula if self.own_formula is not None else returned(self.function)


def rule(function: RuleFunction, formula: str | None = None) -> Rule:
    """The rule that `function` states; its parameters say what must be saved."""
    parameters = list(inspect.signature(function).parameters.values())[1:]
    tensors = tuple(p.name for p in parameters if p.kind is p.POSITIONAL_OR_KEYWORD)
    values = tuple(p.name for p in parameters if p.kind is p.KEYWORD_ONLY)
    return Rule(function, tensors, values, formula)


def defaults(function: Callable[..., Any]) -> dict[str, Any] | None:
    """The keyword-only numbers of a forward with their defaults; None if one has none."""
    parameters = inspect.signature(function).parameters.values()
    numbers = {p.name: p.default for p in parameters if p.kind is p.KEYWORD_ONLY}
    return None if inspect.Parameter.empty in numbers.values() else numbers


def with_numbers(
    function: RuleFunction, names: tuple[str, ...], numbers: dict[str, Any] | None
) -> RuleFunction:
    """`function` with these numbers as its defaults: calling it so costs a third."""
    if not names or numbers is None or not all(name in numbers for name in names):
        return function
    own = cast(FunctionType, function)
    usual = FunctionType(own.__code__, own.__globals__, own.__name__, None, own.__closure__)
    usual.__kwdefaults__ = {name: numbers[name] for name in names}
    return usual


def returned(function: Callable[..., Any]) -> str:
    """The expression that a function's last statement returns, as source text ("" if none)."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    definition = tree.body[0]
    assert isinstance(definition, ast.FunctionDef)
    last = definition.body[-1]
    return ast.unparse(last.value) if isinstance(last, ast.Return) and last.value else ""
