"""From a trace to cards: what is one card, what is one edge, what belongs together."""

from tests.viz_app.programs import LEAVES, REGION, SECOND, trace_of
from viz_app.graph.build import build, cards_of, edges_of, regions_of
from viz_app.graph.layout import arrange
from viz_app.graph.sizes import measure
from viz_app.graph.views import Views

X = "import torch\nx = torch.tensor(3.0, requires_grad=True)"


def graph_of(*cells, order=None):
    trace = trace_of(*cells, order=order)
    graph = build(trace)
    measure(graph, Views(trace.values))
    return graph, arrange(graph)


def cards(*cells, order=None):
    graph, _ = graph_of(*cells, order=order)
    return list(cards_of(graph).values())


def test_every_result_is_a_card_with_the_persons_text():
    assert [(card.kind, card.source) for card in cards(LEAVES, SECOND)][3:] == [
        ("op", "w * a"),
        ("op", "y + b"),
        ("op", "t.sum()"),
    ]


def test_a_use_is_an_edge_so_a_square_has_two():
    graph, _ = graph_of(X, "y = x * x")
    assert [(edge.source, edge.target, edge.slot) for edge in edges_of(graph).values()] == [
        ("c1", "c2", 0),
        ("c1", "c2", 1),
    ]


def test_a_cell_that_runs_again_fills_the_same_cards():
    once = cards(LEAVES, SECOND)
    five_times = cards(LEAVES, SECOND, order=[0, 1, 1, 1, 1, 1])
    assert [card.id for card in once] == [card.id for card in five_times]


def test_a_changed_cell_gets_new_cards():
    found = cards(X, "y = x * x", "y = x + x")
    assert [card.source for card in found if card.kind == "op"] == ["x * x", "x + x"]


def test_the_same_text_in_two_cells_is_two_cards():
    found = cards(X, "y = x * x", "y = x * x")
    assert len([card for card in found if card.kind == "op"]) == 2


def test_rounds_that_repeat_share_cards_and_rounds_that_grow_do_not():
    training = "for i in range(4):\n    loss = x * x\n    loss.backward()"
    assert len(cards(X, training)) == 2
    chain = "y = x\nfor i in range(4):\n    y = y * x"
    assert len(cards(X, chain)) == 5


def test_a_number_is_part_of_the_text_and_no_card():
    assert [card.source for card in cards(X, "y = x * 10")][1:] == ["x * 10"]


def test_a_tensor_that_never_wants_a_gradient_is_a_constant():
    found = cards(X, "c = torch.tensor(2.0)\ny = x * c")
    assert [card.kind for card in found] == ["leaf", "constant", "op"]


def test_requires_grad_switched_on_later_makes_a_leaf_with_a_tray():
    (card,) = cards("import torch\nb = torch.tensor(2.0)\nb.requires_grad = True")
    assert (card.kind, card.tray) == ("leaf", True)


def test_a_gradient_that_the_program_computes_with_is_a_constant_with_its_text():
    found = cards(X, "y = x * x\ny.backward()\nstep = x.grad * 2")
    assert ("constant", "x.grad") in [(card.kind, card.source) for card in found]


def test_unrecorded_operations_are_there_and_marked():
    graph, _ = graph_of(LEAVES, REGION)
    card = list(cards_of(graph).values())[-1]
    edge = list(edges_of(graph).values())[-1]
    assert (card.source, card.recorded, edge.recorded) == ("a * 10", False, False)


def test_a_region_is_a_box_around_what_ran_in_it():
    graph, _ = graph_of(LEAVES, REGION)
    (region,) = regions_of(graph).values()
    assert region.label == "no_grad"
    assert [card.source for card in cards_of(graph).values() if card.region] == ["a * 10"]


def test_a_mode_that_changes_nothing_is_no_box():
    graph, _ = graph_of(X, "with torch.set_grad_enabled(True):\n    y = x * x")
    assert not regions_of(graph)


def test_recording_switched_on_inside_is_a_box_in_a_box():
    cell = "with torch.no_grad():\n    y = x * x\n    with torch.enable_grad():\n        z = x * x"
    graph, _ = graph_of(X, cell)
    outer, inner = regions_of(graph).values()
    assert (outer.label, inner.label, inner.parent) == ("no_grad", "enable_grad", outer.id)


def test_a_function_inside_and_outside_of_no_grad_has_two_cards():
    cell = "f = lambda v: v * v\na = f(x)\nwith torch.no_grad():\n    b = f(x)"
    assert len([card for card in cards(X, cell) if card.kind == "op"]) == 2


def test_what_is_never_needed_together_is_in_different_scenes():
    first = "import torch\np = torch.tensor(1.0, requires_grad=True)\nq = p * p"
    second = "r = torch.tensor(1.0, requires_grad=True)\ns = r * r"
    _, layout = graph_of(first, second)
    assert [scene.cards for scene in layout.scenes] == [["c1", "c2"], ["c3", "c4"]]


def test_cells_that_use_each_other_are_one_scene():
    _, layout = graph_of(LEAVES, SECOND, REGION)
    assert len(layout.scenes) == 1


def test_an_empty_trace_is_an_empty_graph():
    graph, layout = graph_of("import math")
    assert not cards_of(graph)
    assert not layout.scenes
