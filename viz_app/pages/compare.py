"""Two programs go in, by choice or by edit; their runs, walked side by side, come out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import streamlit as st

from viz_app import pipeline
from viz_app.comparing.pairs import PAIRS
from viz_app.files import Unreadable
from viz_app.i18n import text
from viz_app.links import Link
from viz_app.pages._frame import language, run_app
from viz_app.pages._notebooks import Cell, rewritten
from viz_app.pages._session import own
from viz_app.pages._share import asked_step, bar_pair, linked_pair, share_pair
from viz_app.player.component import code
from viz_app.player.message import Execution, payload
from viz_app.player.pairing import Side, pair
from viz_app.settings import PUBLIC, chosen

ORDER: Final = 30
SEED: Final = 0
FIRST: Final = "zero_grad"
MOST_STEPS: Final = 2_000

Cells = tuple[Cell, ...]


@dataclass(frozen=True)
class Half:
    """One side: its notebook, and what of it ran."""

    cells: Cells
    executions: tuple[Execution, ...]


def words(key: str, **values: object) -> str:
    return text(language(), f"compare.{key}", **values)


def show() -> None:
    """The page: what is compared stays with the session."""
    if "pair" not in own():
        begin()
    menu()
    code("compare")
    bench()


def begin() -> None:
    """What a new session compares: what its address asks for, else the first pair."""
    take(FIRST)
    try:
        asked = linked_pair()
    except Unreadable as problem:
        st.toast(str(problem), duration="long")
        return
    if asked is not None:
        put("link", *(Half(notebook.cells, executions) for notebook, executions in asked))
        own()["pair_limits"] = PUBLIC  # whoever follows a link has not asked for more
    own()["pair_step"] = asked_step() or 0


def take(name: str) -> None:
    """A classic pair."""
    programs = PAIRS[name]
    put(name, single(programs.left), single(programs.right))


def take_playground() -> None:
    """What the playground shows, on both sides: the one or the other can then be edited."""
    notebook, executions = own()["notebook"], own()["executions"]
    half = Half(notebook.cells, executions)
    put("playground", half, half)


def put(name: str, left: Half, right: Half) -> None:
    count = own().get("pair_count", 0) + 1
    own()["pair_count"] = count
    own()["pair"] = {"left": left, "right": right}
    own()["pair_document"] = f"{name}-{count}"
    own()["pair_step"], own()["pair_limits"] = 0, chosen()


def single(program: str) -> Half:
    """A program as a notebook of one cell."""
    return Half(({"kind": "code", "source": program},), ((0, program),))


@st.fragment
def bench() -> None:
    """Both sides; a fragment, so that a run redraws nothing around it."""
    halves: dict[str, Half] = own()["pair"]
    left, right = (ran(halves[side]) for side in ("left", "right"))
    found = pipeline.compared(left, right, language=language(), most=MOST_STEPS)
    if isinstance(found, tuple):
        st.warning(words("too_long", left=found[0], right=found[1], most=MOST_STEPS))
        return
    links = link(halves["left"]), link(halves["right"])
    step = pair(
        message("left", found),
        message("right", found),
        found["comparison"],
        document=own()["pair_document"],
        step=own()["pair_step"],
        address=bar_pair(*links),
        on_run=_executed,
    )
    share_pair(*links, step)


def ran(half: Half) -> pipeline.Run:
    return pipeline.run(half.executions, seed=SEED, limits=own()["pair_limits"])


def link(half: Half) -> Link:
    """One side as a link."""
    parts = tuple((cell["kind"], cell["source"]) for cell in half.cells)
    return Link(parts, half.executions, SEED)


def message(side: Side, found: Mapping[str, str]) -> dict[str, Any]:
    """What the browser needs to play one side."""
    half: Half = own()["pair"][side]
    return payload(
        found[side],
        cells=half.cells,
        executions=half.executions,
        language=language(),
        document=f"{own()['pair_document']}-{side}",
        down=found[f"{side}_down"],
    )


def menu() -> None:
    """Other pairs."""
    bar = st.container(key="notebook")
    opened = f"pairs-{own()['pair_count']}"
    with bar, st.popover(words("pairs"), type="tertiary", key=opened):
        for name in PAIRS:
            st.button(
                words(f"pair.{name}"),
                key=f"pair-{name}",
                type="tertiary",
                on_click=take,
                args=(name,),
            )
        if "notebook" in own():
            st.caption(words("playground_hint"))
            st.button(words("playground"), type="tertiary", on_click=take_playground)


def _executed(side: Side, executions: list[Execution]) -> None:
    """One side has been edited and run: it is a program, every cell once, as it is written now."""
    halves: dict[str, Half] = own()["pair"]
    latest = dict(executions)
    own()["pair_limits"] = chosen()
    own()["pair"] = {
        **halves,
        side: Half(rewritten(halves[side].cells, latest), tuple(sorted(latest.items()))),
    }


if __name__ == "__main__":
    run_app()
