"""The layout: left to right, nothing overlaps, chains are straight, the same everywhere."""

import json
import subprocess
import sys
import time
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support import ROOT
from tests.viz_app.graph.crossings import (
    RECORDED,
    curves_that_cross,
    examples,
    graph_of_program,
    ours,
    ours_down,
)
from tests.viz_app.graph.graphs import graph_of
from tests.viz_app.programs import LEAVES, REGION, SECOND, trace_of
from viz_app.graph.build import build, cards_of, edges_of, regions_of
from viz_app.graph.layout import arrange, arrange_down
from viz_app.graph.sizes import measure
from viz_app.graph.style import SPACING
from viz_app.graph.views import Views


@st.composite
def dags(draw):
    """Graphs of up to 24 cards of all sizes, with a region somewhere among them."""
    count = draw(st.integers(1, 24))
    inputs = [draw(st.lists(st.integers(0, i - 1), max_size=3)) if i else [] for i in range(count)]
    sizes = [
        (draw(st.sampled_from([140, 180, 260])), draw(st.sampled_from([64, 128, 200])))
    ] * count
    start, length = draw(st.integers(0, count)), draw(st.integers(0, 6))
    regions = ["r1" if start <= i < start + length else None for i in range(count)]
    return graph_of(inputs, sizes, regions)


def box(thing, margin=0):
    return (
        thing.x - thing.width / 2 - margin,
        thing.y - thing.height / 2 - margin,
        thing.x + thing.width / 2 + margin,
        thing.y + thing.height / 2 + margin,
    )


def overlap(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def passes(p, q, own):
    """Whether the level piece of an edge between two way points runs through a box."""
    return (
        p[1] == q[1]
        and own[1] < p[1] < own[3]
        and min(p[0], q[0]) < own[2]
        and max(p[0], q[0]) > own[0]
    )


@settings(max_examples=150, deadline=None)
@given(dags())
def test_nothing_overlaps_and_everything_runs_from_left_to_right(graph):
    layout = arrange(graph)
    cards, edges, regions = cards_of(graph), edges_of(graph), regions_of(graph)
    for one, other in combinations(cards.values(), 2):
        if one.scene == other.scene:
            assert not overlap(box(one, 8), box(other, 8))
    for edge in edges.values():
        source, target = cards[edge.source], cards[edge.target]
        if source.region == target.region:
            assert box(source)[2] + 40 <= box(target)[0]
    for card in cards.values():
        left, top, right, bottom = box(card)
        scene = next(each for each in layout.scenes if each.id == card.scene)
        assert left >= 0
        assert top >= 0
        assert right <= scene.width
        assert bottom <= scene.height
        assert card.x % 2 == card.y % 2 == 0
        for region in regions.values():
            if card.region == region.id:
                own = box(region)
                assert own[0] < left
                assert own[1] < top
                assert right < own[2]
                assert bottom < own[3]
            elif card.scene == region.scene:
                assert not overlap(box(card), box(region))


@settings(max_examples=150, deadline=None)
@given(dags())
def test_from_top_to_bottom_nothing_overlaps_either(graph):
    arrange(graph)
    before = [(card.x, card.y) for card in cards_of(graph).values()]
    down, layout = arrange_down(graph)
    assert [(card.x, card.y) for card in cards_of(graph).values()] == before
    cards, regions = cards_of(down), regions_of(down)
    for one, other in combinations(cards.values(), 2):
        if one.scene == other.scene:
            assert not overlap(box(one, 8), box(other, 8))
    for edge in edges_of(down).values():
        source, target = cards[edge.source], cards[edge.target]
        if source.region == target.region:
            assert box(source)[3] + 40 <= box(target)[1]
    for name, card in cards.items():
        left, top, right, bottom = box(card)
        same = cards_of(graph)[name]
        assert (card.width, card.height, card.scene) == (same.width, same.height, same.scene)
        scene = next(each for each in layout.scenes if each.id == card.scene)
        assert 0 <= left < right <= scene.width
        assert 0 <= top < bottom <= scene.height
        for region in regions.values():
            if card.region == region.id:
                own = box(region)
                assert own[0] < left
                assert own[1] + SPACING["region_top"] <= top
                assert right < own[2]
                assert bottom < own[3]
            elif card.scene == region.scene:
                assert not overlap(box(card), box(region))


def test_from_top_to_bottom_a_chain_is_straight_and_stays_where_it_is_when_it_grows():
    small, large = graph_of([[], [0], [1]]), graph_of([[], [0], [1], [2]])
    before, after = (cards_of(arrange_down(graph)[0]) for graph in (small, large))
    assert len({card.x for card in before.values()}) == 1
    assert all((before[c].x, before[c].y) == (after[c].x, after[c].y) for c in before)


@settings(max_examples=100, deadline=None)
@given(dags())
def test_an_edge_that_passes_columns_runs_through_no_card(graph):
    arrange(graph)
    cards = cards_of(graph)
    for edge in edges_of(graph).values():
        for card in cards.values():
            if card.scene == cards[edge.source].scene:
                for p, q in zip(edge.points, edge.points[1:], strict=False):
                    assert not passes(p, q, box(card))


def test_a_chain_is_straight():
    graph = graph_of([[], *[[i] for i in range(20)]])
    arrange(graph)
    assert len({card.y for card in cards_of(graph).values()}) == 1


def test_a_chain_stays_straight_when_leaves_join_it():
    inputs = [[]]
    last = 0
    for _ in range(6):
        inputs.append([])
        inputs.append([last, len(inputs) - 1])
        last = len(inputs) - 1
    graph = graph_of(inputs)
    arrange(graph)
    ops = [card for card in cards_of(graph).values() if card.kind == "op"]
    assert len({card.y for card in ops}) == 1


def test_the_notebooks_second_example_has_no_crossing_and_a_straight_chain():
    trace = trace_of(LEAVES, SECOND, REGION)
    graph = build(trace)
    measure(graph, Views(trace.values))
    arrange(graph)
    at = {next(iter(card.names)): card for card in cards_of(graph).values()}
    assert at["y"].y == at["t"].y == at["z"].y
    assert {at[name].x for name in "abw"} == {at["a"].x}
    assert crossings(graph) == 0


def crossings(graph):
    """Pairs of recorded edges between the same two columns of cards that cross."""
    cards = cards_of(graph)
    lines = []
    for edge in filter(lambda edge: edge.recorded, edges_of(graph).values()):
        source, target = cards[edge.source], cards[edge.target]
        stops = [(source.x, source.y), *edge.points, (target.x, target.y + edge.slot)]
        lines += [(stops[i], stops[i + 1]) for i in range(len(stops) - 1)]
    found = 0
    for ((x1, y1), (x2, y2)), ((x3, y3), (x4, y4)) in combinations(lines, 2):
        if abs(x1 - x3) < 100 and abs(x2 - x4) < 100:
            found += (y1 - y3) * (y2 - y4) < 0
    return found


def test_a_region_that_nothing_uses_stands_below_and_drives_no_columns_apart():
    inputs = [[], [0], [1], [0], [3], [4], [5]]
    plain, boxed = graph_of(inputs), graph_of(inputs, None, [*[None] * 3, *["r1"] * 4])
    arrange(plain)
    arrange(boxed)
    cards, (region,) = cards_of(boxed), regions_of(boxed).values()
    assert [cards[c].x for c in ("c1", "c2", "c3")] == [
        cards_of(plain)[c].x for c in ("c1", "c2", "c3")
    ]
    assert region.y - region.height / 2 > max(cards[c].y for c in ("c1", "c2", "c3"))


def test_an_edge_into_a_region_goes_round_its_cards():
    graph = graph_of([[], [0], [1], [2, 0]], None, [None, "r1", "r1", "r1"])
    arrange(graph)
    cards = cards_of(graph)
    (edge,) = [e for e in edges_of(graph).values() if (e.source, e.target) == ("c1", "c4")]
    assert len(edge.points) >= 2
    for p, q in zip(edge.points, edge.points[1:], strict=False):
        assert not any(passes(p, q, box(card)) for card in cards.values())


def test_places_lie_on_the_grid():
    graph = graph_of([[], [], [0, 1], [2, 0], [3]])
    arrange(graph)
    step = SPACING["grid"]
    for card in cards_of(graph).values():
        assert (card.x - card.width // 2) % step == 0


def test_the_picture_of_a_shorter_program_hardly_changes_when_it_grows():
    inputs = [[], [], [0, 1], [2], [3, 1]]
    small, large = graph_of(inputs), graph_of([*inputs, [4]])
    arrange(small)
    arrange(large)
    before, after = cards_of(small), cards_of(large)
    assert all((before[c].x, before[c].y) == (after[c].x, after[c].y) for c in before)


PROGRAM = """
import json
from tests.viz_app.programs import LEAVES, REGION, SECOND
from tests.viz_app.programs import trace_of
from tests.viz_app.stories import story_of
from viz_app.pipeline import book
story = story_of(LEAVES, SECOND, REGION, order=[0, 1, 1, 2])
print(json.dumps({**story, "down": book(trace_of(LEAVES, SECOND, REGION)).down()}))
"""


def test_the_story_is_the_same_text_in_every_process():
    texts = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed, "PATH": ""},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("0", "1", "42")
    }
    assert len(texts) == 1
    assert json.loads(texts.pop())["format"] == "gradstep-story"


@pytest.mark.parametrize(
    "inputs",
    [
        pytest.param([[], *[[i] for i in range(10_000)]], id="a chain of 10,000"),
        pytest.param([[], *[[i, i] for i in range(100)]], id="100 doublings"),
        pytest.param([[], *[[i, 0] for i in range(2_000)]], id="one leaf used 2,000 times"),
        pytest.param([[] for _ in range(3_000)] + [list(range(3_000))], id="3,000 inputs"),
        pytest.param([[], *[[i, i // 2] for i in range(2_000)]], id="2,000 long links"),
    ],
)
def test_large_graphs_come_out_quickly(inputs):
    graph = graph_of(inputs)
    start = time.process_time()
    arrange(graph)
    assert time.process_time() - start < 6


def test_a_layout_says_how_many_edges_it_did_not_lead_round_the_cards():
    assert arrange(graph_of([[], *[[i, 0] for i in range(40)]])).direct == 0
    assert arrange(graph_of([[], *[[i, 0] for i in range(2_000)]])).direct > 1_000


DOT = json.loads(RECORDED.read_text("utf-8"))


# The shaded box of an optimizer's step keeps its cards together; dot draws no such box.
FOR_THE_BOX = {"04f_retain_then_step": 1, "28_freeze": 2, "28b_freeze_wd": 1}


@pytest.mark.parametrize("name", DOT)
def test_edges_cross_no_more_often_than_in_dots_picture(name):
    graph, extra = graph_of_program(examples()[name]), FOR_THE_BOX.get(name, 0)
    across, down = DOT[name]
    assert ours(graph) <= across + extra
    assert ours_down(graph) <= down + extra


def test_crossings_are_counted():
    one = ({"a", "b"}, [(0.0, 0.0), (2.0, 2.0)])
    other = ({"c", "d"}, [(0.0, 2.0), (2.0, 0.0)])
    beside = ({"e", "f"}, [(0.0, 3.0), (2.0, 3.0)])
    from_a = ({"a", "d"}, [(0.0, 2.0), (2.0, 0.0)])
    assert curves_that_cross({"e1": one, "e2": other, "e3": beside}) == 1
    assert curves_that_cross({"e1": one, "e2": from_a}) == 0
