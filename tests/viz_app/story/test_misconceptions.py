"""The thirty misconceptions of learners: each one's story shows what a visualiser needs to show."""

import pytest

from tests.viz_app.stories import SNIPPETS, snippet_story
from tests.viz_app.story import misconceptions_on_graphs, misconceptions_on_state
from tests.viz_app.story.misconceptions import CHECKS, run
from viz_app.story.words import plain

ROOMS = (misconceptions_on_state, misconceptions_on_graphs)
TABLE = [pytest.param(number, id=f"{number:02} {CHECKS[number][0]}") for number in sorted(CHECKS)]


def test_there_are_thirty():
    assert ROOMS
    assert sorted(CHECKS) == list(range(1, 31))


@pytest.mark.parametrize("number", TABLE)
def test_the_story_shows(number):
    run(number)


@pytest.mark.parametrize("language", ["en", "zh_cn"])
@pytest.mark.parametrize("name", sorted(path.stem for path in SNIPPETS.glob("*.py")))
def test_every_snippet_is_told_without_a_gap(name, language):
    story = snippet_story(name, language)
    for step in story["steps"]:
        own = "·".join(span["t"] for span in step["sentence"] if span.get("r") != "code")
        assert own.strip("·")
        assert "  " not in own
        assert "None.grad" not in plain(step["sentence"])
