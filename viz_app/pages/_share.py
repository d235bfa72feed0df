"""What the workbench shows goes in; a link to it and files of it come out."""

from collections.abc import Callable, Sequence
from typing import Final

import streamlit as st

from viz_app import pipeline
from viz_app.exporters import Exporter, TooMuch, formats
from viz_app.files import Unreadable
from viz_app.i18n import text
from viz_app.links import LONGEST, MOST_STEPS, Link, read_link, write_link
from viz_app.pages._frame import LANGUAGES, language
from viz_app.pages._notebooks import Notebook, rewritten
from viz_app.player.message import Execution

PARAMETER: Final = "p"
"""The part of the address that holds the program; of a comparison, the left one."""
OTHER: Final = "q"
"""The part that holds the right one."""
Whole = tuple[Notebook, tuple[Execution, ...]]
"""A notebook, and what ran of it."""
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


def share_pair(left: Link, right: Link, step: int) -> None:
    """A menu with the link to this step of a comparison."""
    top = st.container(key="share")
    title = text(language(), "share.title")
    with top, st.popover(title, type="tertiary"), st.container(width=340):
        st.caption(text(language(), "share.link"))
        try:
            links = pair_links(left, right)
        except Unreadable as problem:
            st.text(str(problem))
            return
        whole = f"{address(links[0])}&{OTHER}={links[1]}&step={step}"
        st.code(whole, language=None, wrap_lines=True, height=88)


def bar_pair(left: Link, right: Link) -> dict[str, str]:
    """What stands in the address bar of a comparison, where it is not too large for that."""
    try:
        return dict(zip((PARAMETER, OTHER), pair_links(left, right), strict=True))
    except Unreadable:
        return {PARAMETER: "", OTHER: ""}


def pair_links(left: Link, right: Link) -> tuple[str, str]:
    """Both sides of a comparison as links that fit into one address; Unreadable if they do not."""
    links = write_link(left), write_link(right)
    length = sum(map(len, links))
    if length > LONGEST:
        raise Unreadable(text("en", "link.too_long", length=length, longest=LONGEST))
    return links


def linked_pair() -> tuple[Whole, Whole] | None:
    """The two notebooks that the address asks for, and what ran of them; None if it asks for none.

    Unreadable says what is wrong with one of the links.
    """
    left, right = (read(name) for name in (PARAMETER, OTHER))
    return None if left is None or right is None else (left[:2], right[:2])


def step_range() -> tuple[int, int | None]:
    """The steps that the address asks for, as in ?steps=3-20; all of them where it does not."""
    first, _, last = st.query_params.get("steps", "").partition("-")
    start, end = step_number(first) or 0, step_number(last)
    return start, None if end is not None and end < start else end


def step_number(asked: str) -> int | None:
    """The number of a step; None for what is none, or is too long for one."""
    return int(asked) if asked.isdecimal() and len(asked) <= len(str(MOST_STEPS)) else None


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
    return step_number(st.query_params.get("step", ""))


def linked() -> tuple[Notebook, tuple[Execution, ...], int] | None:
    """What the address asks for: a notebook, what ran of it, and the step; None if nothing.

    Unreadable says what is wrong with the link.
    """
    return read(PARAMETER)


def read(parameter: str) -> tuple[Notebook, tuple[Execution, ...], int] | None:
    """The notebook in one part of the address, what ran of it, and the step; None if none."""
    written = st.query_params.get(parameter)
    if not written:
        return None
    link = read_link(written)
    cells = [{"kind": kind, "source": source} for kind, source in link.parts]
    return Notebook.of(cells), link.executions, link.step
