"""A story is walked forward and back: every step can be taken back, every step can be reached."""

import json

import pytest

from tests.viz_app.programs import LEAVES, REGION, SECOND
from tests.viz_app.stories import story_of
from viz_app.story import state_at
from viz_app.story.ledger import back, forward

PROGRAMS = {
    "the second example twice, then no_grad": ((LEAVES, SECOND, REGION), [0, 1, 1, 2]),
    "a training loop": (
        (
            "import torch\nw = torch.tensor(1.0, requires_grad=True)\nfor i in range(3):\n"
            "    loss = (w - 3) ** 2\n    loss.backward()\n    with torch.no_grad():\n"
            "        w -= 0.1 * w.grad\n    w.grad = None",
        ),
        [0],
    ),
    "an error": (
        ("import torch\nx = torch.ones(3, requires_grad=True)\ny = x * 2\ny.backward()",),
        [0],
    ),
    "nothing drawn": (("import math\nprint(math.pi)",), [0]),
    "nothing at all": (("",), [0]),
    "refused": (("import torch\nimport os",), [0]),
}

each_program = pytest.mark.parametrize(("cells", "order"), PROGRAMS.values(), ids=PROGRAMS)


@each_program
def test_there_and_back_is_the_beginning(cells, order):
    story = story_of(*cells, order=order)
    state = state_at(story, 0)
    start = json.dumps(state)
    for step in story["steps"][1:]:
        forward(state, step)
    assert state == state_at(story, len(story["steps"]) - 1)
    for step in reversed(story["steps"][1:]):
        back(state, step)
    assert json.dumps(state) == start


@each_program
def test_a_jump_is_the_same_as_the_steps(cells, order):
    story = story_of(*cells, order=order)
    state = state_at(story, 0)
    for number, step in enumerate(story["steps"][1:], 1):
        forward(state, step)
        assert state == state_at(story, number)


@each_program
def test_a_change_says_what_was_there_before(cells, order):
    story = story_of(*cells, order=order)
    state = dict(story["initial"])
    for step in story["steps"]:
        keys = [key for key, _, _ in step["changes"]]
        assert len(keys) == len(set(keys))
        for key, old, new in step["changes"]:
            assert state[key] == old
            assert old != new
            state[key] = new


@each_program
@pytest.mark.parametrize("language", ["en", "zh_cn"])
def test_everything_refers_to_something(cells, order, language):
    story = story_of(*cells, order=order, language=language)
    assert json.loads(json.dumps(story, allow_nan=False)) == story
    cards = {card["id"] for card in story["cards"]}
    edges = {edge["id"] for edge in story["edges"]}
    regions = {region["id"] for region in story["regions"]}
    scenes = {scene["id"] for scene in story["scenes"]}
    for step in story["steps"]:
        assert set(step["focus"]) <= cards | edges | regions
        assert step["scene"] in scenes or not scenes
        assert step["sentence"]
        assert step["panel"]["title"]
        for row in step["panel"]["numbers"]:
            assert row.get("view") is None or 0 <= row["view"] < len(story["views"])
        for key in ("at", "origin"):
            if step[key] is not None:
                assert 0 <= step[key]["cell"] < len(story["texts"])
    for edge in story["edges"]:
        assert {edge["from"], edge["to"]} <= cards
    assert story["segments"][0]["first"] == 0
    assert story["segments"][-1]["last"] == len(story["steps"]) - 1


@each_program
def test_every_run_has_its_steps(cells, order):
    story = story_of(*cells, order=order)
    last = 0
    for run in story["runs"]:
        if run["first"]:
            assert run["first"] == last + 1
            last = run["last"]
    assert last == len(story["steps"]) - 1 or not story["runs"][-1]["first"]
