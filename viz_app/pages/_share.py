"""What the workbench shows goes in; a link to it and files of it come out."""

from collections.abc import Callable, Sequence

import streamlit as st

from viz_app import pipeline
from viz_app.exporters import Exporter, TooMuch, formats
from viz_app.files import Unreadable
from viz_app.i18n import text
from viz_app.links import MOST_STEPS, Link, read_link, write_link
from viz_app.pages._frame import LANGUAGES, language
from viz_app.pages._notebooks import Notebook, rewritten
from viz_app.player.message import Execution

PARAMETER = "p"
"""The part of the address that holds the program."""
NAME = "gradstep"
PICTURES = frozenset({"svg", "png", "dot", "graphml", "mermaid", "worksheet"})
"""What shows one step, and not the whole walk."""


def share(
    notebook: Notebook,
    executions: Sequence[Execution],
    run: Callable[[], pipeline.Run],
    seed: int,
    step: int,
) -> None:
    """A menu with the link to this step and a button for every format."""

    def words(key: str) -> str:
        return text(language(), key)

    top = st.container(key="share")
    with top, st.popover(words("share.title"), type="tertiary"), st.container(width=340):
        st.caption(words("share.link"))
        try:
            link = write_link(link_of(notebook, executions, seed, step))
            st.code(address(link), language=None, wrap_lines=True, height=88)
        except Unreadable as problem:
            st.text(str(problem))
        st.caption(words("share.files"))
        for exporter in formats().values():
            button(exporter, notebook, executions, run, step)


def button(
    exporter: Exporter,
    notebook: Notebook,
    executions: Sequence[Execution],
    run: Callable[[], pipeline.Run],
    step: int,
) -> None:
    """One format; the file is made when it is asked for."""
    spoken, theme = language(), st.context.theme.type or "light"

    def made() -> str | bytes:
        document = pipeline.document(
            run(),
            executions,
            notebook.cells,
            title=NAME,
            language=spoken,
            theme=theme,
            steps=(0, step if exporter.key in PICTURES else None),
        )
        try:
            return exporter.write(document)
        except TooMuch as problem:
            return str(problem)

    st.download_button(
        text(spoken, f"export.{exporter.key}"),
        made,
        file_name=f"{NAME}{exporter.ending}",
        mime=exporter.media_type,
        key=f"export-{exporter.key}",
        type="tertiary",
        on_click="ignore",
    )


def link_of(notebook: Notebook, executions: Sequence[Execution], seed: int, step: int) -> Link:
    """The notebook with what ran; a cell that was edited has the text with which it ran last."""
    cells = rewritten(notebook.cells, dict(executions))
    parts = tuple((cell["kind"], cell["source"]) for cell in cells)
    return Link(parts, tuple(executions), seed, step)


def address(link: str) -> str:
    """Where the app answers, with a link in it."""
    here = (st.context.url or "").partition("?")[0]
    return f"{here}?{PARAMETER}={link}"


def step_range() -> tuple[int, int | None]:
    """The steps that the address asks for, as in ?steps=3-20; all of them where it does not."""
    first, _, last = st.query_params.get("steps", "").partition("-")
    start = int(first) if first.isdecimal() else 0
    end = int(last) if last.isdecimal() else None
    return start, None if end is not None and end < start else end


def bar(
    notebook: Notebook, executions: Sequence[Execution], seed: int, usual: Notebook
) -> dict[str, str]:
    """What stands in the address bar: the program, unless it is the usual one, and the language.

    A program that is too large for a link is left out.
    """
    spoken = "" if language() == LANGUAGES[0] else language()
    if (notebook.cells, tuple(executions)) == (usual.cells, usual.executions()):
        return {PARAMETER: "", "lang": spoken}
    try:
        link = write_link(link_of(notebook, executions, seed, 0))
    except Unreadable:
        link = ""
    return {PARAMETER: link, "lang": spoken}


def asked_step() -> int | None:
    """The step that the address asks for, as in ?step=12."""
    asked = st.query_params.get("step", "")
    return int(asked) if asked.isdecimal() and len(asked) <= len(str(MOST_STEPS)) else None


def linked() -> tuple[Notebook, tuple[Execution, ...], int] | None:
    """What the address asks for: a notebook, what ran of it, and the step; None if nothing.

    Unreadable says what is wrong with the link.
    """
    written = st.query_params.get(PARAMETER)
    if not written:
        return None
    link = read_link(written)
    cells = [{"kind": kind, "source": source} for kind, source in link.parts]
    return Notebook.of(cells), link.executions, link.step
