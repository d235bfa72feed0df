"""The network: pyvis's, with positions given, ready for vis-network without a connection."""

from tests.viz_app.programs import LEAVES, SECOND
from tests.viz_app.stories import story_of
from viz_app.graph.network import vis_network_files, vis_network_source


def test_nodes_and_edges_are_those_of_the_story():
    story = story_of(LEAVES, SECOND)
    network = story["network"]
    assert {node["id"]: (node["x"], node["y"]) for node in network["nodes"]} == {
        card["id"]: (card["x"], card["y"]) for card in story["cards"]
    }
    assert {(edge["id"], edge["from"], edge["to"]) for edge in network["edges"]} == {
        (edge["id"], edge["from"], edge["to"]) for edge in story["edges"]
    }
    assert {node["shape"] for node in network["nodes"]} == {"custom"}
    assert network["options"]["physics"] == {"enabled": False}


def test_a_square_keeps_both_its_edges():
    story = story_of("import torch\nx = torch.tensor(3.0, requires_grad=True)\ny = x * x")
    assert len(story["network"]["edges"]) == 2


def test_vis_network_comes_with_pyvis():
    script, style = vis_network_files()
    assert script.is_file()
    assert style.is_file()
    assert "vis-network" in vis_network_source()[:2000]
