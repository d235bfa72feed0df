"""A long run is told chapter by chapter: in any order, and always the same."""

import pytest

from tests.viz_app.programs import trace_of
from tests.viz_app.stories import book_of, story_of_trace
from viz_app.story import state_at
from viz_app.story.book import CHAPTER

TRAINING = """import torch
w = torch.tensor(2.0, requires_grad=True)
for step in range(90):
    y = torch.tanh(w * 3)
    loss = (y - 1) ** 2
    loss.backward()
    with torch.no_grad():
        w -= 0.1 * w.grad
    w.grad = None
"""
CHAIN = """import torch
x = torch.tensor(1.0, requires_grad=True)
y = x
for i in range(400):
    y = y * x
y.backward()
"""


@pytest.fixture(scope="module", params=[TRAINING, CHAIN], ids=["a training loop", "a chain"])
def trace(request):
    return trace_of(request.param)


@pytest.fixture(scope="module")
def story(trace):
    return story_of_trace(trace)


@pytest.mark.parametrize("order", [(2, 0, 1), (1, 0, 2), (0, 2, 2), (2, 1, 0)])
def test_chapters_say_the_same_in_any_order(trace, story, order):
    book = book_of(trace)
    assert book.chapters == -(-len(story["steps"]) // CHAPTER) >= 3
    for number in order:
        own = story["steps"][number * CHAPTER : (number + 1) * CHAPTER]
        assert book.chapter(number) == own


def test_the_state_before_a_chapter_is_that_after_the_step_before(trace, story):
    book = book_of(trace)
    for number in reversed(range(1, book.chapters)):
        assert {**book.initial, **book.state(number)} == state_at(story, number * CHAPTER - 1)


def test_the_opening_is_the_story_without_steps_views_and_fields(trace, story):
    opening = book_of(trace).opening()
    assert opening == {key: story[key] for key in opening}
    assert set(story) - set(opening) == {"initial", "steps", "views"}


def test_a_step_is_in_the_scene_of_what_it_lights(story):
    scene = {thing["id"]: thing["scene"] for thing in [*story["cards"], *story["regions"]]}
    for step in story["steps"]:
        assert {scene[name] for name in step["focus"] if name in scene} <= {step["scene"]}
