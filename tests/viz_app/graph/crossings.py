"""A program in; how often edges of its picture cross, in our layout and in Graphviz's dot, out.

python -m tests.viz_app.graph.crossings

records dot's counts (`apt-get install graphviz`) in tests/recorded/dot_crossings.json. What counts
is the same for both: pairs of drawn curves that meet although they share no card.
"""

import json
import subprocess
from itertools import combinations
from typing import Any

from autograd_core.trace import Trace
from tests.support import ROOT
from tests.viz_app.programs import trace_of
from viz_app.exporters.geometry import routes
from viz_app.graph.build import Graph, build, cards_of, edges_of
from viz_app.graph.layout import arrange, arrange_down, turned
from viz_app.graph.sizes import measure
from viz_app.graph.views import Views
from viz_app.story.statics import card_data, edge_data

RECORDED = ROOT / "tests" / "recorded" / "dot_crossings.json"
SNIPPETS = ROOT / "tests" / "recorded" / "snippets"
SAMPLES = 16
INCH = 72

Point = tuple[float, float]
Line = list[Point]
Drawn = dict[str, tuple[set[str], Line]]
"""Per edge its two cards and its curve in short straight pieces."""

LAYER = """import torch
h = [torch.tensor(float(i)) for i in range(3)]
a = [torch.tensor(0.1, requires_grad=True), torch.tensor(0.2, requires_grad=True)]
h1 = torch.tanh(a[0] * h[0] + a[1] * h[1])
h2 = torch.tanh(a[1] * h[0] + a[0] * h[2])
o1 = torch.sigmoid(h1 * 0.5 + h2 * 0.25)
o2 = torch.sigmoid(h1 * 0.75 + h2)
loss = (o1 - 1) ** 2 + (o2 - h1) ** 2
loss.backward()
"""
LSTM = """import torch
w = torch.tensor(0.5, requires_grad=True)
u = torch.tensor(0.25, requires_grad=True)
h = torch.tensor(0.0)
c = torch.tensor(0.0)
for x in (1.0, 2.0, 3.0):
    i = torch.sigmoid(w * x + u * h)
    f = torch.sigmoid(u * x + w * h)
    g = torch.tanh(w * x + u * h)
    c = f * c + i * g
    h = torch.tanh(c) * i
h.backward()
"""
WOVEN = """import torch
a = torch.tensor(1.5, requires_grad=True)
b = torch.tensor(0.5, requires_grad=True)
for i in range(6):
    a, b = a * b, a + b
(a + b).backward()
"""


def examples() -> dict[str, str]:
    """The example set: the recorded snippets, and some programs that are woven on purpose."""
    found = {path.stem: path.read_text("utf-8") for path in sorted(SNIPPETS.glob("*.py"))}
    return {**found, "layer": LAYER, "lstm": LSTM, "woven": WOVEN}


def graph_of_program(source: str) -> Graph:
    trace: Trace = trace_of(source)
    graph = build(trace)
    measure(graph, Views(trace.values))
    arrange(graph)
    return graph


def ours_down(graph: Graph) -> int:
    """Crossings from top to bottom: the player draws them as the others, with x and y exchanged."""
    return ours(turned(arrange_down(graph)[0]))


def ours(graph: Graph) -> int:
    """Crossings as the player draws them from left to right."""
    cards, edges = cards_of(graph), edges_of(graph)
    scene = {name: card.scene for name, card in cards.items()}
    drawn = routes(
        [card_data(card) for card in cards.values()],
        [edge_data(edge, scene[edge.source]) for edge in edges.values()],
    )
    total = 0
    for one in dict.fromkeys(scene.values()):
        total += curves_that_cross(
            {
                name: ({edge.source, edge.target}, flattened(drawn[name].value))
                for name, edge in edges.items()
                if scene[edge.source] == one
            }
        )
    return total


def dots(graph: Graph, direction: str = "LR") -> int:
    """Crossings as dot draws the same cards and edges."""
    given = f"rankdir={direction}; ranksep=1; nodesep=0.4; node [shape=box, fixedsize=true];"
    lines = ["digraph {", given]
    for name, card in cards_of(graph).items():
        lines.append(f"{name} [width={card.width / INCH:.3f}, height={card.height / INCH:.3f}];")
    for edge in edges_of(graph).values():
        lines.append(f"{edge.source} -> {edge.target} [label={edge.id}];")
    text = "\n".join([*lines, "}"])
    plain = subprocess.run(
        ["dot", "-Tplain"], input=text, text=True, capture_output=True, check=True
    ).stdout
    drawn: Drawn = {}
    for line in plain.splitlines():
        kind, *parts = line.split()
        if kind == "edge":
            count = int(parts[2])
            numbers = [float(part) for part in parts[3 : 3 + 2 * count]]
            points = list(zip(numbers[::2], numbers[1::2], strict=True))
            pieces = [tuple(points[at : at + 4]) for at in range(0, count - 1, 3)]
            drawn[parts[3 + 2 * count]] = ({parts[0], parts[1]}, flattened(pieces))
    return curves_that_cross(drawn)


def flattened(pieces: Any) -> Line:
    """Cubic pieces as short straight ones."""
    line: Line = []
    for p, a, b, q in pieces:
        for i in range(SAMPLES + 1):
            t = i / SAMPLES
            s = 1 - t
            k = (s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t)
            x, y = (
                sum(w * c[axis] for w, c in zip(k, (p, a, b, q), strict=True)) for axis in (0, 1)
            )
            line.append((x, y))
    return line


def curves_that_cross(drawn: Drawn) -> int:
    """Pairs of curves that meet and share no card."""
    return sum(
        meet(one, other)
        for (ends, one), (others, other) in combinations(drawn.values(), 2)
        if not ends & others
    )


def meet(one: Line, other: Line) -> bool:
    if min(p[0] for p in one) > max(p[0] for p in other) or max(p[0] for p in one) < min(
        p[0] for p in other
    ):
        return False
    return any(
        cut(one[i], one[i + 1], other[j], other[j + 1])
        for i in range(len(one) - 1)
        for j in range(len(other) - 1)
    )


def cut(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether two straight pieces cross."""

    def side(p: Point, q: Point, r: Point) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0


def main() -> None:
    """Record dot's counts, and print both."""
    counts = {}
    for name, source in examples().items():
        graph = graph_of_program(source)
        if graph.number_of_edges() < 2:
            continue
        counts[name] = dots(graph), dots(graph, "TB")
        own = ours(graph), ours_down(graph)
        if own != (0, 0) or counts[name] != (0, 0):
            print(f"{name:30} ours {own}   dot {counts[name]}")
    lines = [f" {json.dumps(name)}: {json.dumps(found)}" for name, found in counts.items()]
    RECORDED.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
