"""Every word is there in both languages, for every event, reason, step and operation."""

import re
from string import Formatter

import pytest

from autograd_core.ops import OPS
from autograd_core.trace.schema import EVENTS
from tests.viz_app.programs import LEAVES, REGION, SECOND
from tests.viz_app.stories import sentences, story_of
from viz_app import i18n
from viz_app.story.book import TELLERS
from viz_app.story.steps import HANDLERS, NEUTRAL, PASS
from viz_app.story.words import Marked, Words, first_sentence, plain

LANGUAGES = ["en", "zh_cn"]
EN, ZH = (i18n.table(language) for language in LANGUAGES)
NONE_REASONS = [
    "not_a_leaf",
    "requires_grad_false",
    "made_under_no_grad",
    "made_under_inference_mode",
    "detached",
    "never_reached",
    "no_backward_yet",
    "cleared",
    "not_differentiable",
]
UNRECORDED = [
    "no_grad",
    "inference_mode",
    "no_input_requires_grad",
    "not_differentiable",
    "detached",
]

each_language = pytest.mark.parametrize("language", LANGUAGES)


def own_keys(table):
    return {key for key in table if key.partition(".")[0] in OWN}


OWN = ("say", "part", "reason", "none", "unrecorded", "card", "row", "history", "segment")
OWN += ("ordinal", "title", "why", "view", "inbox", "remark", "leaf", "memory", "graph")
OWN += ("explain", "cause")


def test_both_languages_have_the_same_keys():
    assert own_keys(EN) == own_keys(ZH)


@pytest.mark.parametrize("key", sorted(own_keys(EN)))
def test_both_languages_fill_in_the_same_values(key):
    def fields(text):
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    optional = {"nth"}
    assert fields(EN[key]) - optional == fields(ZH[key]) - optional


@pytest.mark.parametrize("key", sorted(key for key in own_keys(EN) if key.startswith("say.")))
def test_marks_are_closed(key):
    for table in (EN, ZH):
        assert "<" not in re.sub(r"<([gvc])>[^<]*</\1>", "", table[key])


def test_every_kind_of_event_takes_part_in_a_step():
    assert set(HANDLERS) == set(EVENTS)


@pytest.mark.parametrize("kind", sorted(TELLERS))
@each_language
def test_every_kind_of_step_has_its_words(language, kind):
    table = i18n.table(language)
    assert any(key.startswith(f"say.{kind}") for key in table)
    assert f"title.{kind}" in table or kind == "retain"


def test_every_kind_of_step_is_forward_or_backward_or_neutral():
    assert set(TELLERS) == {*NEUTRAL, *PASS, "create", "op", "mode"}


@pytest.mark.parametrize("reason", NONE_REASONS)
@each_language
def test_every_none_says_its_reason(language, reason):
    table = i18n.table(language)
    assert table[f"none.{reason}"]
    assert len(table[f"reason.{reason}"]) <= 24


@pytest.mark.parametrize("reason", UNRECORDED)
@each_language
def test_every_unrecorded_operation_says_its_reason(language, reason):
    assert i18n.table(language)[f"unrecorded.{reason}"]


@pytest.mark.parametrize("name", sorted(OPS))
def test_every_operation_says_what_it_does(name):
    assert OPS[name].en.endswith(".")
    assert OPS[name].zh.endswith("。")


@each_language
def test_no_sentence_leaves_a_mark_or_a_gap(language):
    story = story_of(LEAVES, SECOND, REGION, order=[0, 1, 1, 2], language=language)
    for text in sentences(story):
        assert not re.search(r"[{}<>\ue000\ue001]|  |None\.grad", text)


def test_code_in_a_sentence_cannot_make_marks():
    said = Words("en").say("say.output", text="<g>1</g> {name}")
    assert plain(said) == "The program prints <g>1</g> {name}"
    assert [span.get("r") for span in said] == [None, "code"]


def test_a_sum_in_a_sentence_keeps_its_own_role():
    said = Words("en").say("say.accumulate.zero", name="a", sum=Marked("0 + 2 = <g>2</g>"))
    assert [span["t"] for span in said if span.get("r") == "grad"] == ["a.grad", "2"]


def test_names_are_listed():
    words = Words("en")
    assert [words.listed(names) for names in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]


def test_a_long_error_is_cut_after_its_first_sentence():
    assert first_sentence("One thing. Another e.g. thing.") == "One thing."
