"""Two programs go in, by choice or by edit; their runs, walked side by side, come out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import streamlit as st

from viz_app import pipeline
from viz_app.comparing.pairs import PAIRS
from viz_app.i18n import text
from viz_app.pages._frame import language, run_app
from viz_app.pages._notebooks import Cell, rewritten
from viz_app.pages._runs import run
from viz_app.pages._session import own
from viz_app.player.component import code
from viz_app.player.message import Execution, payload
from viz_app.player.pairing import Side, pair

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
        take(FIRST)
    menu()
    code("compare")
    bench()


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


def single(program: str) -> Half:
    """A program as a notebook of one cell."""
    return Half(({"kind": "code", "source": program},), ((0, program),))


@st.fragment
def bench() -> None:
    """Both sides; a fragment, so that a run redraws nothing around it."""
    halves: dict[str, Half] = own()["pair"]
    left, right = (run(halves[side].executions, SEED) for side in ("left", "right"))
    found = pipeline.compared(left, right, language=language(), most=MOST_STEPS)
    if isinstance(found, tuple):
        st.warning(words("too_long", left=found[0], right=found[1], most=MOST_STEPS))
        return
    pair(
        message("left", found["left"]),
        message("right", found["right"]),
        found["comparison"],
        on_run=_executed,
    )


def message(side: Side, story: str) -> dict[str, Any]:
    """What the browser needs to play one side."""
    half: Half = own()["pair"][side]
    return payload(
        story,
        cells=half.cells,
        executions=half.executions,
        language=language(),
        document=f"{own()['pair_document']}-{side}",
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
    own()["pair"] = {
        **halves,
        side: Half(rewritten(halves[side].cells, latest), tuple(sorted(latest.items()))),
    }


if __name__ == "__main__":
    run_app()
