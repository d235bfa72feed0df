"""The numbers in the sentences are true: they are computed again from what was shown."""

import re
from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.viz_app.programs import LEAVES, SECOND, trace_of
from tests.viz_app.stories import sentences, story_of_trace
from viz_app.graph.views import number
from viz_app.story import state_at

NUMBER = r"\(?−?\d[\d.e−]*\)?"
CALCULATION = re.compile(rf"({NUMBER}(?: \+ {NUMBER})+|{NUMBER} × {NUMBER}) = ({NUMBER})")


@st.composite
def programs(draw):
    """Programs of up to eight operations over two leaves, each result used later or not."""
    lines = ["import torch"]
    names = []
    for name in "ab":
        value = draw(st.integers(-4, 4))
        lines.append(f"{name} = torch.tensor({value}.0, requires_grad=True)")
        names.append(name)
    for index in range(draw(st.integers(1, 8))):
        left, right = draw(st.sampled_from(names)), draw(st.sampled_from(names))
        lines.append(f"v{index} = {left} {draw(st.sampled_from('+-*'))} {right}")
        names.append(f"v{index}")
    for _ in range(draw(st.integers(1, 2))):
        lines.append(f"{names[-1]}.backward(retain_graph=True)")
    return "\n".join(lines)


def check_calculations(texts):
    found = 0
    for text in texts:
        for calculation, result in CALCULATION.findall(text):
            parts = [value_of(part) for part in re.split(" [+×] ", calculation)]
            expected = sum(parts) if "+" in calculation else parts[0] * parts[1]
            assert value_of(result) == pytest.approx(expected, rel=2e-3), text
            found += 1
    return found


def value_of(text):
    return float(text.strip("()").replace("−", "-"))


def test_the_sentences_of_the_second_example_calculate_rightly():
    story = story_of_trace(trace_of(LEAVES, SECOND, order=[0, 1, 1, 1]))
    assert check_calculations(sentences(story)) == 6 + 6


@settings(max_examples=60, deadline=None)
@given(programs())
def test_every_calculation_in_a_sentence_is_right(program):
    check_calculations(sentences(story_of_trace(trace_of(program))))


@settings(max_examples=60, deadline=None)
@given(programs())
def test_the_contributions_add_up_to_the_gradient(program):
    trace = trace_of(program)
    story = story_of_trace(trace)
    node_of = {}
    sums = defaultdict(float)
    grads = {}
    for event in trace.events:
        if event["kind"] == "op":
            node_of |= {each["id"]: each["tensor"] for each in event["accumulators"]}
        if event["kind"] == "contribution" and event["to"] in node_of:
            sums[node_of[event["to"]]] += trace.values[event["value"]]["data"][0]
        if event["kind"] == "accumulate":
            grads[event["tensor"]] = trace.values[event["new"]]["data"][0]
    state = state_at(story, len(story["steps"]) - 1)
    shown = {}
    for card in story["cards"]:
        if state[f"card/{card['id']}/grad"] is not None:
            name = state[f"card/{card['id']}/names"]
            shown[name] = story["views"][state[f"card/{card['id']}/grad"]]["rows"][0][0]
    leaves = {1: "a", 2: "b"}
    assert {leaves[t]: number(float(total)) for t, total in sums.items()} == shown
    assert {leaves[t]: number(float(grad)) for t, grad in grads.items()} == shown


@settings(max_examples=30, deadline=None)
@given(programs())
def test_what_flows_on_the_edges_into_a_leaf_is_what_its_tray_gets(program):
    story = story_of_trace(trace_of(program))
    last_pass = state_at(story, len(story["steps"]) - 1)["frame/pass"]
    assert last_pass in (1, 2)
    for number_, step in enumerate(story["steps"]):
        if step["kind"] != "accumulate":
            continue
        state = state_at(story, number_)
        (card,) = step["focus"]
        flows = [
            float(state[f"edge/{edge['id']}/flow_text"].replace("−", "-"))
            for edge in story["edges"]
            if edge["from"] == card and state[f"edge/{edge['id']}/flow"] is not None
        ]
        arrives = story["views"][step["panel"]["numbers"][0]["view"]]["rows"][0][0]
        assert sum(flows) == pytest.approx(float(arrives.replace("−", "-")))
