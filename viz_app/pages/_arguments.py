"""An operation and clicks in the picture go in; the fields of its arguments come out.

One argument is armed: the next card that is clicked fills it, and then the next argument is armed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from viz_app.building.palette import Entry, Parameter
from viz_app.i18n import text
from viz_app.pages._frame import language
from viz_app.pages._session import held, own
from viz_app.player.component import PlayerResult

OPERANDS: Final = ("other", "exponent")
"""Parameters for which a tensor or a number may be given."""
LISTS: Final = "tensors"
"""The parameter that takes several tensors as a list."""


def required(entry: Entry) -> list[int]:
    """Which arguments must be given."""
    return [i for i, one in enumerate(entry.parameters) if one.default is None]


def clickable(parameter: Parameter) -> bool:
    """Whether a tensor of the picture can be this argument."""
    return parameter.tensor or parameter.name in OPERANDS


def arguments(entry: Entry, place: int, known: Sequence[str], shown: PlayerResult) -> list[str]:
    """The keys of every required argument's field; at each `place` in the history all is new."""
    scope = f"{entry.name}-{place}"
    fields = [index for index in required(entry) if clickable(entry.parameters[index])]
    if own().get("armed_scope") != scope:
        own().update(armed_scope=scope, armed=0, clicked=shown.click)
    take_click(entry, scope, fields, known, shown)
    if fields and known:
        st.caption(text(language(), "build.click"))
    return [field(entry, index, scope, fields, known) for index in required(entry)]


def take_click(
    entry: Entry, scope: str, fields: Sequence[int], known: Sequence[str], shown: PlayerResult
) -> None:
    """The card that has been clicked goes into the armed argument."""
    state = own()
    if not fields or shown.click == state["clicked"]:
        return
    names = [name for name in shown.selected.split(", ") if name in known]
    if names:
        armed = state["armed"] % len(fields)
        index = fields[armed]
        key = f"{scope}-{index}"
        listed = entry.parameters[index].name == LISTS
        # A rerun may interrupt here: then the click counts as not taken yet.
        st.session_state[key] = longer(held().get(key) or "", names[0]) if listed else names[0]
        state["armed"] = armed if listed else (armed + 1) % len(fields)
    state["clicked"] = shown.click


def longer(written: str, name: str) -> str:
    """A list of names with one more: `[a]` becomes `[a, b]`."""
    inside = written.strip().removeprefix("[").removesuffix("]").strip()
    return f"[{inside}, {name}]" if inside else f"[{name}]"


def field(entry: Entry, index: int, scope: str, fields: Sequence[int], known: Sequence[str]) -> str:
    """One argument: a name from a list or by click, or a text; the key of its field."""
    parameter = entry.parameters[index]
    key = f"{scope}-{index}"
    if index not in fields:
        st.text_input(parameter.name, value=parameter.default or "", key=key)
        return key
    place = fields.index(index)
    armed = bool(known) and place == own()["armed"]
    with st.container(key=f"armed-{index}" if armed else f"field-{index}"):
        st.button(
            f"{'●' if armed else '○'} {parameter.name}",
            key=f"arm-{key}",
            type="tertiary",
            on_click=arm,
            args=(place,),
            help=text(language(), "build.arm"),
        )
        if parameter.name == LISTS:
            st.session_state.setdefault(key, "")
            st.text_input(parameter.name, key=key, label_visibility="collapsed")
            return key
        if known:
            st.session_state.setdefault(key, known[min(place, len(known) - 1)])
        st.selectbox(
            parameter.name,
            known,
            accept_new_options=True,
            key=key,
            label_visibility="collapsed",
        )
    return key


def arm(place: int) -> None:
    """The next click is for this argument."""
    own()["armed"] = place
