"""A trace, or a program's text, in; what a notebook (Jupyter, marimo) shows of it out.

%load_ext viz_app.notebook       then a cell that begins with %%gradstep
viz_app.notebook.show(text)      a program
trace                            a Trace as the last expression of a cell shows itself
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any, Literal

from autograd_core.trace import Trace
from viz_app import pipeline
from viz_app.exporters import exporter_for

HEIGHT = 620
TITLE = "Gradstep"


@dataclass(frozen=True)
class Shown:
    """A run that shows itself as the last expression of a notebook's cell."""

    run: pipeline.Run
    executions: tuple[pipeline.Execution, ...]
    language: str = "en"
    theme: Literal["light", "dark"] = "light"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        """The player for the browser; what was printed for everything else."""
        exporter = exporter_for(".html")
        assert exporter is not None
        document = pipeline.document(
            self.run,
            self.executions,
            [{"kind": "code", "source": source} for _, source in self.executions],
            title=TITLE,
            language=self.language,
            theme=self.theme,
        )
        return {"text/html": frame(str(exporter.write(document))), "text/plain": self.text()}

    def text(self) -> str:
        """What the run printed, and how many steps there are to walk."""
        events = self.run.trace.events
        printed = "".join(event["text"] for event in events if event["kind"] == "output")
        return f"{printed}<Trace of {len(events)} events>"


def show(
    source: str | Trace,
    *,
    language: str = "en",
    theme: Literal["light", "dark"] = "light",
    seed: int = 0,
) -> Shown:
    """A program's text, run as the app runs it, or a trace that is there already."""
    if isinstance(source, Trace):
        run = pipeline.Run(source, "ok")
        cells = [event for event in source.events if event["kind"] == "cell"]
        executions = tuple((event["number"], source.cells[event["cell"]]) for event in cells)
    else:
        executions = ((0, source),)
        run = pipeline.run(executions, seed=seed)
    return Shown(run, executions, language, theme)


def mimebundle(trace: Trace) -> dict[str, str]:
    """What a Trace shows of itself: `autograd_core` asks for it by the name of an entry point."""
    return show(trace)._repr_mimebundle_()


def frame(page: str) -> str:
    """A whole page inside of another: its scripts can reach nothing outside of it."""
    style = f"width: 100%; height: {HEIGHT}px; border: 1px solid #8884; border-radius: 8px"
    return (
        f'<iframe title="{TITLE}" sandbox="allow-scripts" style="{style}"'
        f' srcdoc="{escape(page, quote=True)}"></iframe>'
    )


def load_ipython_extension(ipython: Any) -> None:
    """`%load_ext viz_app.notebook`: from then on, a cell under `%%gradstep` is walked."""

    def gradstep(line: str, cell: str) -> Shown:
        return show(cell, language=line.strip() or "en")

    ipython.register_magic_function(gradstep, magic_kind="cell", magic_name="gradstep")
