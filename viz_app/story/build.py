"""A graph with its layout and its trace in; the story, as plain JSON-able data, out."""

from __future__ import annotations

from typing import Any

from autograd_core.trace import Trace
from viz_app.graph.build import Graph
from viz_app.graph.layout import Layout
from viz_app.graph.network import network
from viz_app.graph.source import TextKey
from viz_app.graph.style import METRICS
from viz_app.graph.views import Views
from viz_app.story import tell_backward, tell_forward
from viz_app.story.happenings import happen
from viz_app.story.opening import open_stage
from viz_app.story.segments import segments
from viz_app.story.stage import Stage
from viz_app.story.steps import Group, groups
from viz_app.story.words import Words

TELLERS = tell_forward.TELLERS | tell_backward.TELLERS
"""What is said of each kind of step."""

Story = dict[str, Any]


def tell(graph: Graph, layout: Layout, trace: Trace, language: str, views: Views) -> Story:
    """The story of a trace: everything that the player shows, step by step."""
    return Teller(graph, layout, trace, language, views).run()


class Teller:
    """Lets the groups of events happen one after another and notes what is seen and said."""

    def __init__(
        self, graph: Graph, layout: Layout, trace: Trace, language: str, views: Views
    ) -> None:
        self.graph, self.layout, self.trace, self.language = graph, layout, trace, language
        self.stage = Stage(trace, graph, views, Words(language))
        self.texts: dict[TextKey, int] = {}
        self.runs: list[dict[str, Any]] = []
        self.outputs: list[list[dict[str, Any]]] = []
        self.steps: list[dict[str, Any]] = []
        self.cells: dict[int, int] = {}

    def run(self) -> Story:
        stage, all_groups = self.stage, groups(self.trace)
        self.list_texts()
        open_stage(stage, len(self.runs))
        for group in all_groups:
            self.step(group)
        self.fill_scenes()
        places = segments(all_groups, self.trace, stage.words)
        for step, number in zip(self.steps, places.of_step, strict=True):
            step["segment"] = number
        cards, edges = list(stage.cards.values()), list(stage.edges.values())
        return {
            "format": "gradstep-story",
            "version": 1,
            "language": self.language,
            "texts": [text for _, text in self.texts],
            "runs": self.runs,
            "views": stage.views.list,
            "scenes": [
                {"id": scene.id, "width": scene.width, "height": scene.height}
                for scene in self.layout.scenes
            ],
            "cards": [
                {
                    "id": card.id,
                    "scene": card.scene,
                    "kind": card.kind,
                    "x": card.x,
                    "y": card.y,
                    "width": card.width,
                    "height": card.height,
                }
                for card in cards
            ],
            "edges": [
                {
                    "id": edge.id,
                    "scene": stage.cards[edge.source].scene,
                    "from": edge.source,
                    "to": edge.target,
                    "slot": edge.slot,
                    "recorded": edge.recorded,
                    **({"points": [list(point) for point in edge.points]} if edge.points else {}),
                }
                for edge in edges
            ],
            "regions": [
                {
                    "id": region.id,
                    "scene": region.scene,
                    "label": region.label,
                    "x": region.x,
                    "y": region.y,
                    "width": region.width,
                    "height": region.height,
                }
                for region in stage.regions.values()
            ],
            "network": network(cards, edges),
            "outputs": self.outputs,
            "metrics": METRICS,
            "segments": places.segments,
            "ticks": [i for i, group in enumerate(all_groups) if group.kind == "accumulate"],
            "initial": stage.ledger.initial,
            "steps": self.steps,
        }

    def list_texts(self) -> None:
        """The executed texts, each once, and the runs of them."""
        counts: dict[TextKey, int] = {}
        for event in self.trace.events:
            if event["kind"] == "cell":
                key = (event["number"], self.trace.cells[event["cell"]])
                counts[key] = counts.get(key, 0) + 1
                self.runs.append(
                    {
                        "run": event["run"],
                        "cell": self.texts.setdefault(key, len(self.texts)),
                        "number": event["number"],
                        "count": counts[key],
                        "first": 0,
                        "last": 0,
                    }
                )
                self.outputs.append([])

    def step(self, group: Group) -> None:
        """Let one group happen, and say what happened."""
        stage = self.stage
        for index in group.events:
            event = self.trace.events[index]
            happen(stage, index)
            if event["kind"] == "cell":
                self.cells[event["cell"]] = self.runs[event["run"]]["cell"]
            if event["kind"] in ("output", "warning", "error") and self.outputs:
                self.outputs[stage.run].append(self.told(event))
        lead = {} if group.lead is None else self.trace.events[group.lead]
        telling = TELLERS[group.kind](stage, group, lead)
        number = len(self.steps)
        if stage.run >= 0:
            run = self.runs[stage.run]
            run["first"] = run["first"] or number
            run["last"] = number
        self.steps.append(
            {
                "kind": group.kind,
                "at": self.place(lead.get("at")),
                "origin": self.place(telling.origin),
                "scene": self.scene_of(telling.focus),
                "focus": telling.focus,
                "segment": 0,
                "sentence": telling.sentence,
                "panel": telling.panel(),
                "changes": stage.ledger.close(),
            }
        )

    def told(self, event: dict[str, Any]) -> dict[str, Any]:
        """An entry under a cell: what was printed, warned of, or went wrong."""
        kind = event.get("stream", event["kind"])
        at = event["at"]
        line = None if at is None else self.trace.sites[at]["line"]
        text = event["text"]
        if kind == "warning":
            text = f"{event['category']}: {text}"
        if kind == "error":
            text = self.stage.words.stopped(event)
            if event["stage"] == "run":
                text = f"{event['type']}: {text}"
        if kind == "error" and line is not None:
            text = self.stage.words.text("told.line", line=line, text=text)
        return {"kind": kind, "text": text, "line": line}

    def place(self, at: int | None) -> dict[str, int] | None:
        """A place of the trace as the player highlights it."""
        if at is None:
            return None
        site = self.trace.sites[at]
        span = {key: site[key] for key in ("line", "col", "end_line", "end_col")}
        return {"cell": self.cells[site["cell"]], "run": self.stage.run, **span}

    def scene_of(self, focus: list[str]) -> str:
        """The scene of what a step lights up; "" if it lights nothing."""
        for name in focus:
            if name in self.stage.cards:
                return self.stage.cards[name].scene
            if name in self.stage.regions:
                return self.stage.regions[name].scene
        return ""

    def fill_scenes(self) -> None:
        """A step that lights nothing shows what was shown before it."""
        run_scene: dict[int, str] = {}
        for run in self.runs:
            steps = self.steps[run["first"] : run["last"] + 1]
            run_scene[run["run"]] = next((step["scene"] for step in steps if step["scene"]), "")
        before = next((step["scene"] for step in self.steps if step["scene"]), "")
        for step in self.steps:
            if not step["scene"]:
                at = step["at"]
                step["scene"] = before or ("" if at is None else run_scene.get(at["run"], ""))
            before = step["scene"]
