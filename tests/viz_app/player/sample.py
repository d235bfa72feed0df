"""Nothing goes in; a small story comes out, written by hand: y = w * 3 with backward, twice."""

from typing import Any, Final

from viz_app.graph.style import METRICS

SOURCES: Final = (
    "w = tensor(2., requires_grad=True)",
    "y = w * 3 # 乘法\ny.backward()\nprint(w.grad)",
)
CELLS: Final = [
    {"kind": "markdown", "source": "## A <b>title</b>\nText with `code`"},
    {"kind": "code", "source": SOURCES[0]},
    {"kind": "code", "source": SOURCES[1]},
]
EXECUTIONS: Final = [(0, SOURCES[0]), (1, SOURCES[1]), (1, SOURCES[1])]
RULE: Final = "<math><mi>w</mi><mo>=</mo><mn>2</mn><script>1</script></math>"

VIEWS: Final = [
    {"kind": "scalar", "rows": [[text]], "shape": "scalar", "more": "", "levels": []}
    for text in ("2", "6", "1", "3", "6")
]
CARD: Final[dict[str, Any]] = {
    "phase": "hidden",
    "names": "",
    "source": "",
    "shape": "scalar",
    "leaf": False,
    "value": None,
    "node": "",
    "recorded": True,
    "inbox": "",
    "inbox_grad": None,
    "grad_sign": "absent",
    "grad": None,
    "grad_note": "",
    "saved": [],
    "version": 0,
}


class Teller:
    """Collects steps, and turns what each of them sets into reversible changes."""

    def __init__(self, initial: dict[str, Any]) -> None:
        self.now = dict(initial)
        self.steps: list[dict[str, Any]] = []

    def tell(self, sentence: str, at: tuple[int, int, str] | None = None, **step: Any) -> None:
        sets = step.pop("sets", {})
        changes = [[key, self.now[key], value] for key, value in sets.items()]
        self.now |= sets
        panel = {"title": sentence, "rule": None, "numbers": [], "history": [], "saved": []}
        self.steps.append(
            {
                "kind": step.pop("kind", "op"),
                "at": None if at is None else _place(*at),
                "scene": step.pop("scene", "first"),
                "focus": step.pop("focus", []),
                "segment": step.pop("segment", 0),
                "sentence": [{"t": sentence}],
                "panel": {**panel, "why": "", **step},
                "changes": changes,
            }
        )


def _place(run: int, line: int, part: str) -> dict[str, int]:
    cell = (0, 1, 1)[run]
    col = SOURCES[cell].split("\n")[line - 1].index(part)
    ends = {"end_line": line, "end_col": col + len(part)}
    return {"cell": cell, "run": run, "line": line, "col": col, **ends}


def _pass(teller: Teller, run: int) -> None:
    y, edge = "card/y/", "edge/e/"
    segment = 2 * run - 1
    teller.tell(
        f"y is 6, time {run}",
        (run, 1, "w * 3"),
        focus=["y", "e"],
        segment=segment - 1,
        sets={y + "phase": "live", y + "names": "y", y + "value": 1, edge + "phase": "live"},
    )
    gradient = {edge + "flow": 3, edge + "flow_text": "3", y + "inbox": "1 of 1"}
    teller.tell("a gradient flows", (run, 2, "y.backward()"), segment=segment, sets=gradient)
    tray = {"card/w/grad_sign": "value", "card/w/grad": 2 + run, "card/w/grad_note": f"pass {run}"}
    teller.tell(
        "w.grad grows",
        (run, 2, "y.backward()"),
        kind="accumulate",
        focus=["w"],
        segment=segment,
        sets=tray,
        rule=RULE,
        numbers=[{"label": "tray", "view": 2 + run, "role": "grad"}],
        history=["pass 1: +3"],
    )
    teller.tell("it prints", (run, 3, "print(w.grad)"), segment=segment, sets={f"output/{run}": 1})
    back = {edge + "flow": None, edge + "flow_text": "", y + "inbox": ""}
    teller.tell("the pass is over", (run, 3, "print(w.grad)"), segment=segment, sets=back)


def story() -> dict[str, Any]:
    """Two scenes, three runs of two cells, a leaf that accumulates, an unrecorded result."""
    cards = [
        {"id": "w", "scene": "first", "kind": "leaf", "x": 0, "y": 0, "width": 138, "height": 130},
        {"id": "y", "scene": "first", "kind": "op", "x": 220, "y": 0, "width": 138, "height": 126},
        {"id": "m", "scene": "then", "kind": "op", "x": 220, "y": 0, "width": 138, "height": 109},
    ]
    edge = {"id": "e", "scene": "first", "from": "w", "to": "y", "slot": 0, "recorded": True}
    region = {"id": "r", "scene": "then", "label": "no_grad", "x": 220, "y": 0}
    region |= {"width": 170, "height": 150}
    initial: dict[str, Any] = {
        f"card/{card['id']}/{field}": value for card in cards for field, value in CARD.items()
    }
    initial |= {"edge/e/phase": "hidden", "edge/e/flow": None, "edge/e/flow_text": ""}
    initial |= {"region/r/phase": "hidden", "frame/mode": "grad"}
    initial |= {"output/0": 0, "output/1": 0, "output/2": 0}
    teller = Teller(initial)
    source = {"card/y/source": "w * 3", "card/y/node": "MulBackward0", "card/m/source": "w + 1"}
    teller.tell("Nothing has run yet", sets={"card/y/phase": "future", **source})
    leaf = {"card/w/phase": "live", "card/w/names": "w", "card/w/leaf": True, "card/w/value": 0}
    leaf |= {"card/w/grad_sign": "none", "card/w/grad_note": "no backward yet"}
    teller.tell("w is a leaf", (0, 1, "tensor(2., requires_grad=True)"), sets=leaf, focus=["w"])
    _pass(teller, 1)
    _pass(teller, 2)
    cut = {"card/m/phase": "live", "card/m/recorded": False, "region/r/phase": "live"}
    cut |= {"frame/mode": "no_grad"}
    teller.tell("not recorded", (2, 3, "print(w.grad)"), scene="then", segment=3, sets=cut)
    bounds = [("forward", 0, 2), ("backward", 3, 6), ("forward", 7, 7), ("backward", 8, 12)]
    printed = [{"kind": "stdout", "text": "tensor(3.)\n", "line": 3}]
    return {
        "format": "gradstep-story",
        "version": 1,
        "language": "en",
        "texts": list(SOURCES),
        "runs": [
            {"run": 0, "cell": 0, "number": 0, "count": 1, "first": 1, "last": 1},
            {"run": 1, "cell": 1, "number": 1, "count": 1, "first": 2, "last": 6},
            {"run": 2, "cell": 1, "number": 1, "count": 2, "first": 7, "last": 12},
        ],
        "views": VIEWS,
        "scenes": [{"id": name, "width": 400, "height": 200} for name in ("first", "then")],
        "cards": cards,
        "edges": [edge],
        "regions": [region],
        "outputs": [[], printed, [{"kind": "stdout", "text": "tensor(6.)\n", "line": 3}]],
        "metrics": METRICS,
        "network": {
            "nodes": [
                {"id": c["id"], "x": c["x"], "y": c["y"], "shape": "custom", "fixed": True}
                for c in cards
            ],
            "edges": [{"id": "e", "from": "w", "to": "y"}],
            "options": {"physics": {"enabled": False}},
        },
        "segments": [
            {"kind": kind, "label": kind, "first": first, "last": last}
            for kind, first, last in bounds
        ],
        "ticks": [4, 9],
        "initial": initial,
        "steps": teller.steps,
    }
