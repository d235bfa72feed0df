"""Every known error and warning has a plain explanation, and the line where its cause lies."""

import pytest

from tests.viz_app.programs import trace_of
from tests.viz_app.stories import story_of, story_of_trace
from tests.viz_app.story.mistakes import MISTAKES
from tests.viz_app.story.raised import raised
from tests.viz_app.story.rarer_programs import PYTHON_MISTAKES, RARER
from viz_app import i18n
from viz_app.story.error_families import FAMILIES
from viz_app.story.explain import PATTERNS, explained, explained_error, quoted
from viz_app.story.python_errors import PYTHON, SYNTAX, TYPED

PLAIN = PYTHON_MISTAKES | RARER
LIBRARY_ONLY = {"inside_pass"}
"""What `import autograd_core` offers and a pasted program does not reach."""

each_mistake = pytest.mark.parametrize("key", sorted(MISTAKES))
each_language = pytest.mark.parametrize("language", ["en", "zh_cn"])
FALSE_REMEDIES = {
    "second_backward": "retain_graph=True",
    "inplace": ".data",
    "no_grad_fn": "requires_grad_(True) makes the error go away and trains nothing",
    "leaf_inplace": "the next w.grad is None",
    "nonleaf_grad": "Silencing the warning leaves the None",
    "copy_construct": "silences the warning and keeps the cut",
    "unused_input": "allow_unused=True",
    "state_dict": "strict=False",
    "gradcheck": "A larger tolerance hides the fault",
    "shapes": "A transpose put in by trial may fit",
    "none_attribute": "before guarding with `if`",
    "clip_nonfinite": "Skipping the check trains on with nan",
    "independent": "strict=False answers zeros",
    "distribution": "validate_args=False hides the fault",
    "key": "only moves the fault to a later line",
    "recursion": "only lets it run longer",
    "assertion": "Deleting the assert hides the fault",
}


def test_every_explanation_belongs_to_a_mistake_that_is_really_made():
    assert set(MISTAKES) == set(PATTERNS)
    assert set(RARER) == set(FAMILIES) - LIBRARY_ONLY
    assert set(PYTHON_MISTAKES) == set(TYPED | PYTHON | SYNTAX)


@each_language
def test_every_pattern_has_its_words(language):
    keys = {key for key in i18n.table(language) if key.startswith("explain.")}
    assert keys == {f"explain.{key}" for key in set(MISTAKES) | set(PLAIN) | LIBRARY_ONLY}


@each_mistake
@each_language
def test_a_mistake_is_explained(key, language):
    trace = trace_of(MISTAKES[key])
    told = [event for event in trace.events if event["kind"] in ("warning", "error")]
    found = [explained(event["text"]) for event in told]
    assert f"explain.{key}" in found, [event["text"] for event in told]
    story = story_of_trace(trace, language)
    panels = [step["panel"]["why"] for step in story["steps"]]
    assert any(i18n.text(language, f"explain.{key}") in why for why in panels)


@pytest.mark.parametrize("key", sorted(PLAIN))
@each_language
def test_a_rarer_mistake_is_explained(key, language):
    trace = trace_of(PLAIN[key])
    why = story_of_trace(trace, language)["steps"][-1]["panel"]["why"]
    assert i18n.text(language, f"explain.{key}") in why, trace.events[-1]["text"]


def test_every_sentence_that_the_engine_writes_out_is_explained():
    sentences = raised()
    assert len(sentences) > 900
    assert [found for found in sentences if explained_error(found[1], found[2]) is None] == []


@pytest.mark.parametrize(
    "program",
    [
        "raise ValueError('the lengths must be positive')",
        "assert 1 == 2, 'two tensors of equal length expected'",
        "def f():\n    raise RuntimeError('expected a batch of 3 dimensions')\nf()",
    ],
)
def test_a_sentence_of_the_program_itself_is_not_explained_as_pytorchs(program):
    why = story_of(program)["steps"][-1]["panel"]["why"]
    assert why == i18n.text("en", "why.error")


@pytest.mark.parametrize(("key", "remark"), FALSE_REMEDIES.items())
def test_a_popular_remedy_that_only_hides_the_fault_is_named(key, remark):
    assert remark in i18n.text("en", f"explain.{key}")


CAUSES = {
    "second_backward": "MulBackward0 (line 3: x * x) saved x; pass 1 freed it.",
    "inplace": "ExpBackward0 saved y at version 0 (line 3: x.exp()). Line 4 changed it to version "
    "1: y.add_(1).",
    "no_grad_fn": "The history ends at line 3, x.detach(): detach cuts the history here.",
    "not_scalar": "x * x has 2 elements: it needs 2 seeds, and only you know which.",
    "none_attribute": "x.grad is None: no backward has run yet.",
    "none_operand": "x.grad is None: no backward has run yet.",
    "none_subscript": "x.grad is None: no backward has run yet.",
    "inference_saved": "b is an inference tensor since line 4: x * 2.",
    "inference_flag": "b is an inference tensor since line 4: x * 2.",
    "inference_update": "b is an inference tensor since line 4: x * 2.",
}


@pytest.mark.parametrize(("key", "cause"), CAUSES.items())
def test_an_error_names_the_line_of_its_cause(key, cause):
    assert story_of(MISTAKES[key])["steps"][-1]["panel"]["why"].startswith(cause)


def test_a_cause_in_another_cell_names_that_cell():
    cells = (
        "import torch\nw = torch.tensor(2.0, requires_grad=True)\nv = w.detach()",
        "v.backward()",
    )
    why = story_of(*cells)["steps"][-1]["panel"]["why"]
    assert why.startswith("The history ends at line 3 of cell [1], w.detach(): detach cuts")


def test_a_caught_error_is_explained_where_it_is_printed():
    program = MISTAKES["no_grad_fn"].split("\n")
    body = [*program[:2], "try:", f"    {program[2]}", "except RuntimeError as e:", "    print(e)"]
    why = story_of("\n".join(body))["steps"][-1]["panel"]["why"]
    assert why.startswith(
        "The program caught this error and printed it. The history ends at line 4"
    )


@pytest.mark.parametrize(
    "text", ["loss 0.5", "accuracy is out of range", "w.grad None", "no attribute", "shape (2, 3)"]
)
def test_what_a_program_prints_otherwise_is_not_explained(text):
    assert quoted(text) is None
