"""A thousand generated programs: the contributions that are shown add up to `.grad` exactly.

The numbers are whole and small, so that what is written out is the number itself.
"""

import random
from collections import defaultdict

import numpy as np
import pytest

from tests.viz_app.programs import trace_of
from tests.viz_app.stories import sentences, story_of_trace
from tests.viz_app.story.test_numbers import check_calculations
from viz_app.story.ledger import forward

PARTS = 8
PROGRAMS = 1000
EXACT = 1e6
"""Whole numbers below this are written digit by digit."""


def generated(seed):
    """A program whose operations use scalars and vectors, each any number of times."""
    draw = random.Random(seed)
    size = draw.choice([2, 3, 4])
    names = ["a", "b", "v"]
    vector = [float(draw.randint(-2, 2)) for _ in range(size)]
    lines = [
        "import torch",
        f"a = torch.tensor({draw.randint(-3, 3)}.0, requires_grad=True)",
        f"b = torch.tensor({draw.randint(-3, 3)}.0, requires_grad=True)",
        f"v = torch.tensor({vector}, requires_grad=True)",
    ]
    for index in range(draw.randint(1, 6)):
        one, other = draw.choice(names), draw.choice([*names, "2", "3"])
        text = f"{one} {draw.choice('++--*')} {other}"
        wrapped = [f"({text}).sum()", f"-({text})", f"torch.relu({text})"]
        lines.append(f"t{index} = {draw.choice([text, text, text, *wrapped])}")
        names.append(f"t{index}")
    last = names[-1]
    for _ in range(draw.randint(1, 3)):
        lines.append(f"{last}.sum().backward(retain_graph=True)")
        if draw.random() < 0.2:
            lines.append(f"{draw.choice('abv')}.grad = None")
    return "\n".join(lines)


def acceptable(trace):
    """Whether every number is whole and small enough to be written out."""
    numbers = (x for value in trace.values for x in value.get("data", ()))
    return all(abs(x) < EXACT for x in numbers if not isinstance(x, str))


def grid(story, view):
    return np.array(
        [[float(x.replace("−", "-")) for x in row] for row in story["views"][view]["rows"]]
    )


def check(trace):
    """Recompute inboxes and trays from the numbers shown; how many trays were checked."""
    story = story_of_trace(trace)
    state = dict(story["initial"])
    arriving, trays, checked = defaultdict(lambda: 0.0), {}, 0
    for step in story["steps"]:
        forward(state, step)
        numbers = step["panel"]["numbers"]
        if step["kind"] == "contribution":
            views = [row["view"] for row in numbers if row.get("view") is not None]
            arriving[step["focus"][-1]] = arriving[step["focus"][-1]] + grid(story, views[-1])
        elif step["kind"] == "accumulate":
            (leaf,) = step["focus"]
            assert np.array_equal(arriving.pop(leaf), grid(story, numbers[0]["view"]))
            trays[leaf] = trays.get(leaf, 0.0) + grid(story, numbers[0]["view"])
            assert np.array_equal(trays[leaf], grid(story, state[f"card/{leaf}/grad"]))
            checked += 1
        elif step["kind"] == "leave":
            arriving.pop(step["focus"][0], None)
        elif step["kind"] == "grad":
            trays.pop(step["focus"][0], None)
    check_calculations(sentences(story))
    return checked


@pytest.mark.parametrize("part", range(PARTS))
def test_the_contributions_shown_add_up_to_the_gradient(part):
    seed, programs, trays = part, 0, 0
    while programs < PROGRAMS // PARTS:
        trace = trace_of(generated(seed))
        seed += PARTS
        if acceptable(trace):
            programs += 1
            trays += check(trace)
    assert trays > programs
