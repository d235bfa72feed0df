"""A contribution in; the local slope that it was multiplied with, and what is special there, out.

The slope is the engine's own rule, applied to ones; it is shown only where it explains the very
number that arrived: `upstream × slope = contribution`.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from viz_app.graph.views import number, one_line
from viz_app.story import rules
from viz_app.story.stage import Node, Stage
from viz_app.story.telling import marked
from viz_app.story.words import Marked, Span

Event = dict[str, Any]
Value = dict[str, Any]
Numbers = list[float]

ELEMENTWISE = (
    *("activations", "arithmetic", "bounds", "by_number", "choosing", "division", "exponentials"),
    *("extremes_of_two", "hard_activations", "logits", "powers", "rounding"),
    *("smooth_activations", "trigonometry"),
)
"""Families of operations that compute each element from the elements at its place."""
LARGEST = 64
"""Elements of the largest tensor whose slopes are computed."""
PLACING = ("select", "slice", "index", "gather", "narrow", "unbind", "take", "masked_select")
"""Operations that pick elements; backward puts the numbers back to their places, among zeros."""
WRONG = (TypeError, ValueError, KeyError, IndexError, AttributeError, ArithmeticError)
"""What a rule may raise on numbers that no engine has noted, as in a trace from elsewhere."""


def floats(value: Value) -> Numbers | None:
    """The numbers of a real value."""
    data = value.get("data")
    if not data or not value["dtype"].startswith(("float", "bfloat", "int", "bool")):
        return None
    return [float(x) for x in data]


def slope(stage: Stage, made: Event, slot: int, arrived: int, result: int) -> Numbers | None:
    """The derivative by one argument, element by element; None where it is no such factor."""
    own = rules.entry(made)
    if own is None or own.family not in ELEMENTWISE or slot >= len(own.rules):
        return None
    rule, grad, to = own.rules[slot], stage.trace.values[arrived], stage.trace.values[result]
    upstream, contribution = floats(grad), floats(to)
    if rule is None or upstream is None or contribution is None or len(upstream) > LARGEST:
        return None
    if grad["shape"] != to["shape"] or not grad["dtype"].startswith("float"):
        return None
    try:
        tensors = [array(saved_value(stage, made, name)) for name in rule.tensors]
        values = {name: argument(stage, made, own, name) for name in rule.values}
        with np.errstate(all="ignore"):
            ones = np.ones(grad["shape"], grad["dtype"])[()]
            found = np.broadcast_to(rule.function(ones, *tensors, **values), grad["shape"])
            slopes = [float(x) for x in found.ravel()]
            explained = np.allclose(
                np.multiply(upstream, slopes), contribution, rtol=2e-3, atol=1e-30, equal_nan=True
            )
    except WRONG:
        return None
    return slopes if explained else None


def saved_value(stage: Stage, made: Event, name: str) -> Value:
    """What the node saved under a name."""
    for saved in made["node"]["saved"]:
        if saved["name"] == name and saved["value"] is not None:
            value: Value = stage.trace.values[saved["value"]]
            return value
    raise KeyError(name)


def array(value: Value) -> Any:
    numbers = [float(x) for x in value["data"]]
    return np.array(numbers, value["dtype"]).reshape(value["shape"])[()]


def argument(stage: Stage, made: Event, own: Any, name: str) -> Any:
    """A number with which the operation was called, or the shape of an argument."""
    if name in made["params"]:
        return made["params"][name]
    stem = name.removesuffix("_sizes")
    if stem != name and stem in own.args:
        given = made["inputs"][own.args.index(stem)]["tensor"]
        return tuple(stage.tensors[given].record["shape"])
    return (own.usual or {})[name]


def written(slopes: Numbers, shape: list[int]) -> str | None:
    """Slopes in one line, if they fit."""
    return one_line({"data": slopes, "shape": shape}, 30)


def product(stage: Stage, arrived: int, slopes: Numbers, result: int) -> Marked:
    """`2 × 0.9602 = 1.92`; of many different numbers, the first one's product."""
    shape = stage.trace.values[arrived]["shape"]
    own = written(slopes, shape)
    first, third = stage.views.short(arrived), stage.views.short(result)
    if own is not None and first is not None and third is not None:
        return marked(first, "×", own, third)
    data = [stage.trace.values[value]["data"][0] for value in (arrived, result)]
    one = marked(number(data[0]), "×", number(slopes[0]), number(data[1]))
    return Marked(stage.words.text("part.first", sum=one))


# What is special ----------------------------------------------------------------------------------


def remarks(
    stage: Stage, node: Node, slot: int, arrived: int, result: int, slopes: Numbers | None
) -> list[Span]:
    """A kink, a tie, a closed gate, an infinite slope, the first nan, a value gone wrong."""
    say, found = stage.words.say, list[Span]()
    made = None if node.made is None else stage.trace.events[node.made]
    if made is None:
        return found
    if node.record["name"] == "CopySlices" and slot == 0:
        found += say("remark.overwritten", name=stage.label(node.outputs[0]))
    if overwritten_unnoticed(stage, node):
        found += say("remark.behind", node=node.record["name"])
    upstream, contribution = (floats(stage.trace.values[value]) for value in (arrived, result))
    if upstream is None or contribution is None:
        return found
    if any(map(math.isnan, contribution)) and not any(map(math.isnan, upstream)):
        return found + born(stage, upstream, contribution, slopes)
    special = chosen(stage, made, node.made or 0, slot)
    if special:
        return found + special
    return found + gate(stage, made, upstream, slopes)


def overwritten_unnoticed(stage: Stage, node: Node) -> bool:
    """Whether a node that runs had a saved value overwritten without anybody counting."""
    return any(chip[1] == "stale" for chip in node.saved)


def born(
    stage: Stage, upstream: Numbers, contribution: Numbers, slopes: Numbers | None
) -> list[Span]:
    """The first nan of a pass, with the product that makes it."""
    place = next(i for i, x in enumerate(contribution) if math.isnan(x))
    if slopes is None or len(upstream) != len(slopes):
        return stage.words.say("remark.nan")
    factors = {"grad": number(upstream[place]), "factor": number(slopes[place])}
    return stage.words.say("remark.nan.product", **factors)


def gate(stage: Stage, made: Event, upstream: Numbers, slopes: Numbers | None) -> list[Span]:
    """Where nothing gets through, or without bound."""
    if slopes is None or not any(upstream):
        return []
    say, count = stage.words.say, sum(x == 0 for x in slopes)
    name = rules.public(made)
    if any(map(math.isinf, slopes)):
        return say("remark.infinite", function=name)
    if name in FLAT:
        return say("remark.flat", function=name)
    if count == len(slopes):
        return say("remark.closed")
    return say("remark.partly_closed", count=count, of=len(slopes)) if count else []


FLAT = ("round", "floor", "ceil", "trunc", "sign", "fix")
"""Steps: their slope is 0 wherever they have one."""


def chosen(stage: Stage, made: Event, position: int, slot: int) -> list[Span]:
    """Where a function has several slopes or none: what PyTorch has chosen there."""
    finder = CHOICES.get(made["op"]) or CHOICES.get(rules.public(made))
    own = inputs_then(stage, made, position)
    return [] if finder is None or not own else finder(stage, made, own, slot)


def inputs_then(stage: Stage, made: Event, position: int) -> list[Numbers]:
    """The numbers of an operation's arguments when it ran; none if one is too large to be known."""
    found = []
    for given in made["inputs"]:
        if "tensor" not in given:
            continue
        value = stage.value_before(given["tensor"], position)
        numbers = None if value is None else floats(stage.trace.values[value])
        if numbers is None:
            return []
        found.append(numbers)
    return found


def kink_at_zero(stage: Stage, made: Event, own: list[Numbers], slot: int) -> list[Span]:
    return kink(stage, made, "0", "0") if 0.0 in own[0] else []


def kink_at_bound(stage: Stage, made: Event, own: list[Numbers], slot: int) -> list[Span]:
    for bound in (made["params"].get("min"), made["params"].get("max")):
        if isinstance(bound, (int, float)) and float(bound) in own[0]:
            return kink(stage, made, number(float(bound)), "1")
    return []


def kink(stage: Stage, made: Event, point: str, slope: str) -> list[Span]:
    function = rules.public(made).removeprefix("linalg_vector_")
    return stage.words.say("remark.kink", function=function, point=point, slope=slope)


def tie_of_two(stage: Stage, made: Event, own: list[Numbers], slot: int) -> list[Span]:
    tie = len(own) == 2 and any(one == other for one, other in zip(*own, strict=False))
    return stage.words.say("remark.tie", count=2) if tie else []


def tie_of_all(stage: Stage, made: Event, own: list[Numbers], slot: int) -> list[Span]:
    best = (min if "min" in made["op"] else max)(own[0])
    count = own[0].count(best)
    return stage.words.say("remark.tie", count=count) if count > 1 else []


def tie_along(stage: Stage, made: Event, own: list[Numbers], slot: int) -> list[Span]:
    best = (min if "min" in made["op"] else max)(own[0])
    count = own[0].count(best) if made["outputs"] and not made["outputs"][0]["shape"] else 0
    return stage.words.say("remark.tie.first", count=count) if count > 1 else []


def kink_at_origin(stage: Stage, made: Event, own: list[Numbers], slot: int) -> list[Span]:
    return kink(stage, made, "0", "0") if not any(own[0]) else []


Choice = Callable[[Stage, Event, list[Numbers], int], list[Span]]
CHOICES: dict[str, Choice] = {
    "relu": kink_at_zero,
    "abs": kink_at_zero,
    "clamp": kink_at_bound,
    "maximum": tie_of_two,
    "minimum": tie_of_two,
    "max": tie_of_all,
    "min": tie_of_all,
    "amax": tie_of_all,
    "amin": tie_of_all,
    "max.dim": tie_along,
    "min.dim": tie_along,
    "linalg_vector_norm": kink_at_origin,
    "norm": kink_at_origin,
}
"""Operations with kinks and ties, and how one sees that an input lies there."""
