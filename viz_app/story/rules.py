"""A recorded operation in; its formula, its rules and what their letters stand for here out."""

from __future__ import annotations

from functools import cache
from typing import Any

from autograd_core.dispatch import Op
from autograd_core.ops import OPS
from viz_app.graph.views import number, shape_text
from viz_app.story.formulas import Names, Piece, bar, expression, factor, math, row, tensor
from viz_app.story.formulas import number as digits
from viz_app.story.stage import Stage

Event = dict[str, Any]


def entry(event: Event) -> Op | None:
    """The entry of an operation's event."""
    return OPS.get(event["op"])


def public(event: Event) -> str:
    """The name by which a program calls an operation: `max` for `max.dim`."""
    return str(event["op"]).partition(".")[0]


def does(stage: Stage, event: Event) -> str:
    """One sentence: what the operation does."""
    own = entry(event)
    if own is None:
        return ""
    return own.zh if stage.words.language.startswith("zh") else own.en


def argument(event: Event, slot: int) -> str:
    """The name of an operation's tensor argument."""
    own = entry(event)
    return own.args[slot] if own is not None and slot < len(own.args) else ""


def letters(stage: Stage, event: Event) -> Names:
    """What the letters of an operation's formulas stand for: the person's names and numbers."""
    found: dict[str, Piece] = {}
    for slot, given in enumerate(event["inputs"]):
        name = argument(event, slot)
        if "const" in given:
            found[name] = constant(given["const"])
        elif given.get("tensor") in stage.tensors:
            known = stage.tensors[given["tensor"]]
            found[name] = tensor(stage.letter(given["tensor"]))
            found[f"{name}_sizes"] = Piece(f"<mtext>{shape_text(known.record['shape'])}</mtext>")
            found["numel"] = digits(str(count(known.record["shape"])))
    for name, value in event["params"].items():
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            found[name] = digits(number(value))
    if event["outputs"]:
        made = result(stage, event)
        found["result"] = made
        found["grad"] = bar(made)
    return found


def result(stage: Stage, event: Event) -> Piece:
    """What an operation made; without a name, it has a stroke where an input is called the same."""
    made = event["outputs"][0]["id"]
    letter = stage.letter(made)
    given = {stage.letter(one["tensor"]) for one in event["inputs"] if "tensor" in one}
    return tensor(f"{letter}′" if letter in given and not stage.has_name(made) else letter)


def constant(text: str) -> Piece:
    try:
        return digits(number(float(text)))
    except ValueError:
        return Piece(f"<mtext>{text.replace('<', '&lt;')}</mtext>")


def count(shape: list[int]) -> int:
    total = 1
    for size in shape:
        total *= size
    return total


def product_sign(event: Event) -> str:
    """Elementwise products of tensors have a sign of their own."""
    shaped = event["outputs"] and event["outputs"][0]["shape"]
    return "⊙" if shaped else "·"


def forward_formula(stage: Stage, event: Event) -> str | None:
    """`y = w · a`, with the person's names."""
    names = letters(stage, event)
    right = expression(stated_formula(event["op"]), names, product_sign(event))
    if right is None or not event["outputs"]:
        return None
    label = stage.letter(event["outputs"][0]["id"])
    if not label.isidentifier():
        return math(right.xml)
    return math(f"{tensor(label).xml}<mo>=</mo>{right.xml}")


def rule_of(event: Event, slot: int) -> str:
    """The gradient rule of one argument as a Python expression; "" if the entry states none."""
    return stated_rule(event["op"], slot)


@cache
def stated_rule(op: str, slot: int) -> str:
    own = OPS.get(op)
    if own is None or slot >= len(own.rules):
        return ""
    rule = own.rules[slot]
    return "" if rule is None else rule.formula


@cache
def stated_formula(op: str) -> str:
    """The forward of an operation as a Python expression."""
    own = OPS.get(op)
    return "" if own is None else own.formula


def backward_formula(stage: Stage, event: Event, slot: int) -> str | None:
    """`∂(w·a)/∂a = w ⇒ ā += ȳ ⊙ w`; without the first half where the rule is no product."""
    formula = rule_of(event, slot)
    names = letters(stage, event)
    sign = product_sign(event)
    right = expression(formula, names, sign) if formula else None
    given = event["inputs"][slot].get("tensor")
    if right is None or given is None:
        return None
    to = tensor(stage.letter(given))
    rule = f"{bar(to).xml}<mo>+=</mo>{right.xml}"
    local = factor(formula)
    whole = expression(stated_formula(event["op"]), names) if local else None
    derivative = expression(local, names, sign) if local else None
    if whole is None or derivative is None:
        return math(rule)
    top = f"<mo>∂</mo>{whole.at_least(4)}"
    fraction = f"<mfrac>{row(top)}{row(f'<mo>∂</mo>{to.xml}')}</mfrac>"
    return math(f"{fraction}<mo>=</mo>{derivative.xml}<mo>⇒</mo>{rule}")


def tray_formula(label: str) -> str:
    """`a.grad += ā`: what a leaf does with a finished gradient."""
    own = tensor(label)
    return math(f"{own.xml}<mtext>.grad</mtext><mo>+=</mo>{bar(own).xml}")


def factor_slot(event: Event, slot: int) -> int | None:
    """The argument with which a rule multiplies the gradient, if it is just one argument."""
    own = entry(event)
    local = factor(rule_of(event, slot))
    if own is None or local not in own.args:
        return None
    return own.args.index(local)
