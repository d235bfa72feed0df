"""A trace with its graph in; its story in chapters out, each told when somebody asks for it.

What happens is cheap, what is said of it is not: a long run is told chapter by chapter. To tell
one, all that comes before it happens without a word; the stage is kept at a few places, so that
going back does not begin at the start. Whatever the order of asking, a chapter says the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock
from typing import Any

from autograd_core.trace import Trace
from viz_app import collector
from viz_app.graph.build import Graph
from viz_app.graph.calls import calls
from viz_app.graph.layout import Layout, arrange_down
from viz_app.graph.source import TextKey
from viz_app.graph.views import Views
from viz_app.story import tell_backward, tell_check, tell_forward
from viz_app.story.directing import opening_step, walked_steps
from viz_app.story.happenings import happen
from viz_app.story.ledger import State
from viz_app.story.opening import open_stage
from viz_app.story.rounds import loops
from viz_app.story.saving import save
from viz_app.story.scenes import first_scene, scene_of
from viz_app.story.segments import segments
from viz_app.story.stage import Stage
from viz_app.story.statics import places, statics
from viz_app.story.steps import Group
from viz_app.story.telling import Telling
from viz_app.story.words import Words

TELLERS = tell_forward.TELLERS | tell_backward.TELLERS | tell_check.TELLERS
"""What is said of each kind of step."""

CHAPTER = 200
"""Steps of a chapter."""
PLACES = 8
"""At how many places of a long walk the stage is kept."""

Story = dict[str, Any]
Step = dict[str, Any]


@dataclass(slots=True)
class Walker:
    """The stage after `position` steps have happened, and what else a telling has to know there.

    scene   the scene that was shown last
    cells   the place in the story's texts of each text of the trace, as far as it has run
    """

    stage: Stage
    position: int
    scene: str
    cells: dict[int, int]

    def copy(self) -> Walker:
        return Walker(self.stage.copy(), self.position, self.scene, dict(self.cells))


class Book:
    """One run's story; several people may read in it at the same time."""

    size = CHAPTER

    def __init__(
        self, graph: Graph, layout: Layout, trace: Trace, language: str, views: Views
    ) -> None:
        self.graph, self.layout, self.trace, self.views = graph, layout, trace, views
        self.words = Words(language)
        self.groups = walked_steps(trace)
        self.texts: dict[TextKey, int] = {}
        self.runs: list[dict[str, Any]] = []
        self.outputs: list[list[dict[str, Any]]] = []
        self.list_texts()
        self.list_outputs()
        self.list_steps()
        self.segments = segments(self.groups, trace, self.words)
        self.lock = Lock()
        self.kept: dict[int, Walker] = {}
        self.walker = self.begin()
        self.first = self.walker.stage.ledger.first

    # What is known at once ------------------------------------------------------------------------

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

    def list_outputs(self) -> None:
        """What stands under the cells in the end."""
        run = -1
        for event in self.trace.events:
            if event["kind"] == "cell":
                run = event["run"]
            elif event["kind"] in ("output", "warning", "error") and self.outputs:
                self.outputs[run].append(self.told(event))

    def told(self, event: dict[str, Any]) -> dict[str, Any]:
        """An entry under a cell: what was printed, warned of, or went wrong."""
        kind = event.get("stream", event["kind"])
        at = event["at"]
        line = None if at is None else self.trace.sites[at]["line"]
        text = event["text"]
        if kind == "warning":
            text = f"{event['category']}: {text}"
        if kind == "error":
            text = self.words.stopped(event)
            if event["stage"] == "run":
                text = f"{event['type']}: {text}"
        if kind == "error" and line is not None:
            text = self.words.text("told.line", line=line, text=text)
        return {"kind": kind, "text": text, "line": line}

    def list_steps(self) -> None:
        """The first and the last step of every run."""
        events = enumerate(self.trace.events)
        begins = {index: event["run"] for index, event in events if event["kind"] == "cell"}
        run = -1
        for number, group in enumerate(self.groups):
            for index in begins.keys() & group.all:
                run = max(run, begins[index])
            if run >= 0:
                self.runs[run]["first"] = self.runs[run]["first"] or number
                self.runs[run]["last"] = number

    def opening(self) -> Story:
        """The story without its steps, views and fields: what is known before the first picture."""
        return {
            "format": "gradstep-story",
            "version": 1,
            "language": self.words.language,
            "texts": [text for _, text in self.texts],
            "runs": self.runs,
            **statics(self.graph, self.layout),
            "outputs": self.outputs,
            "segments": self.segments.segments,
            "ticks": [i for i, group in enumerate(self.groups) if group.kind == "accumulate"],
            "loops": loops(self.groups, self.trace),
            "calls": calls(self.graph, self.trace),
            "start": opening_step(self.groups),
        }

    def down(self) -> dict[str, Any]:
        """Where everything stands when the picture runs from top to bottom."""
        with collector.paused():
            return places(*arrange_down(self.graph))

    @property
    def initial(self) -> State:
        """Every visible field before anything has happened."""
        return self.walker.stage.ledger.initial()

    def complete(self) -> Story:
        """The whole story at once."""
        chapters = range(self.chapters)
        steps = [step for number in chapters for step in self.chapter(number)]
        told = {"initial": self.initial, "views": self.views.all(), "steps": steps}
        return {**self.opening(), **told}

    # Chapters -------------------------------------------------------------------------------------

    @property
    def chapters(self) -> int:
        return -(-len(self.groups) // CHAPTER)

    def chapter(self, number: int) -> list[Step]:
        """The steps of a chapter."""
        with self.lock, collector.paused():
            self.reach(number * CHAPTER)
            return list(self.tell_on((number + 1) * CHAPTER))

    def state(self, number: int) -> State:
        """What is visible before a chapter and was not so in the beginning."""
        with self.lock, collector.paused():
            self.reach(number * CHAPTER)
            return self.walker.stage.ledger.different()

    def reach(self, goal: int) -> None:
        """Let everything happen that comes before a step."""
        if self.walker.position > goal:
            near = max((at for at in self.kept if at <= goal), default=None)
            self.walker = self.begin() if near is None else self.kept[near].copy()
        while self.walker.position < goal:
            self.happen()
            self.walker.stage.ledger.close()

    def begin(self) -> Walker:
        """A walker at the start."""
        stage = Stage(self.trace, self.graph, self.views, self.words)
        open_stage(stage, len(self.runs))
        return Walker(stage, 0, first_scene(stage), {})

    def happen(self) -> Group:
        """The next step happens; now and then the place is kept."""
        walker, events = self.walker, self.trace.events
        if walker.position and walker.position % self.stride == 0:
            self.kept.setdefault(walker.position, walker.copy())
        group = self.groups[walker.position]
        for index in group.all:
            event = events[index]
            happen(walker.stage, index)
            if event["kind"] == "cell":
                walker.cells[event["cell"]] = self.runs[event["run"]]["cell"]
        if group.kind == "op" and group.lead is not None:
            save(walker.stage, events[group.lead])
        walker.scene = scene_of(walker.stage, group, walker.scene)
        walker.position += 1
        return group

    @property
    def stride(self) -> int:
        """Steps from one kept place to the next, in whole chapters."""
        return CHAPTER * -(-self.chapters // PLACES)

    def tell_on(self, end: int) -> Iterator[Step]:
        """The next steps happen and are told."""
        while self.walker.position < min(end, len(self.groups)):
            segment = self.segments.of_step[self.walker.position]
            group = self.happen()
            lead = {} if group.lead is None else self.trace.events[group.lead]
            telling: Telling = TELLERS[group.kind](self.walker.stage, group, lead)
            warned = tell_forward.warned(self.walker.stage, group)
            if warned:
                telling.why = f"{telling.why} {warned}"
            yield {
                "kind": group.kind,
                "at": self.place(lead.get("at", group.at)),
                "origin": self.place(telling.origin),
                "scene": self.walker.scene,
                "focus": telling.focus,
                "segment": segment,
                "sentence": telling.sentence,
                "panel": telling.panel() | ({"notes": group.notes} if group.notes else {}),
                "changes": self.walker.stage.ledger.close(),
            }

    def place(self, at: int | None) -> dict[str, int] | None:
        """A place of the trace as the player highlights it."""
        if at is None:
            return None
        site = self.trace.sites[at]
        span = {key: site[key] for key in ("line", "col", "end_line", "end_col")}
        return {"cell": self.walker.cells[site["cell"]], "run": self.walker.stage.run, **span}
