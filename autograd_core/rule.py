"""Gradient rules: a function over a gradient and saved names in, the rule it states out."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

RuleFunction = Callable[..., Any]


@dataclass(slots=True, eq=False)
class Rule:
    """How the gradient of an argument is computed: `function(grad, *tensors, **values)`.

    What the function names is what the node saves, exactly as in PyTorch's derivatives.yaml:
    an argument's name saves that argument, `result` the output; a keyword-only name takes a number
    the operation was called with, and `<argument>_sizes` the argument's shape.
    """

    function: RuleFunction
    tensors: tuple[str, ...]
    values: tuple[str, ...]
    own_formula: str | None = None
    slots: tuple[int, ...] = ()

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


def returned(function: Callable[..., Any]) -> str:
    """The expression that a function's last statement returns, as source text ("" if none)."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    definition = tree.body[0]
    assert isinstance(definition, ast.FunctionDef)
    last = definition.body[-1]
    return ast.unparse(last.value) if isinstance(last, ast.Return) and last.value else ""
