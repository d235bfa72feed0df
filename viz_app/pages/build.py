"""Wishes go in, by form or by click; a program that grows, and its graph beside it, come out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import streamlit as st

from viz_app import pipeline
from viz_app.building.history import History
from viz_app.building.numbers import numbers, with_number
from viz_app.building.palette import Entry, palette
from viz_app.building.wishes import (
    Backward,
    Clear,
    Detach,
    Filled,
    Leaf,
    Operation,
    Step,
    Unwritable,
    Wish,
    extended,
)
from viz_app.i18n import text
from viz_app.pages._arguments import arguments
from viz_app.pages._frame import language, run_app
from viz_app.pages._runs import Order, run, story, teller
from viz_app.pages._session import held, own
from viz_app.player.component import PlayerResult, code, player
from viz_app.player.message import Execution
from viz_app.settings import chosen as limits_chosen

ORDER: Final = 20
SEED: Final = 0
DOCUMENT: Final = "build"
DTYPES: Final = ("", "float64", "int64", "bool")
USUAL: Final = ("add", "mul", "matmul", "sum", "pow", "relu")
"""The operations that stand first in the list."""


@dataclass
class Desk:
    """What this session builds, why its last wish was refused, and the tool that was used last.

    `known` is what the tools know of the workbench: the last click and the program; None while the
    whole page is shown anew.
    """

    history: History = field(default_factory=History)
    problem: str = ""
    tool: str = "leaf"
    spoken: str = "en"
    known: tuple[int, str] | None = None


def words(key: str, **values: object) -> str:
    return text(language(), f"build.{key}", **values)


def show() -> None:
    """The page: the tools at the left, the workbench of what has been made at the right."""
    desk().spoken, desk().known = language(), None
    tools, bench = st.columns([0.24, 0.76], gap=None)
    with bench, st.container(key="bench"):
        code("build")
        shown = workbench()
    with tools, st.container(key="tools", height="stretch"):
        toolbox(shown)


def desk() -> Desk:
    """The session's desk."""
    found: Desk = own().setdefault("build", Desk())
    return found


def built() -> History:
    return desk().history


@st.fragment
def workbench() -> PlayerResult:
    """The program and its graph; which card was clicked in it.

    A fragment, because its messages do not interrupt what a button has asked for; Streamlit would
    forget the button. What the tools should know runs the whole page once more.
    """
    program = built().text
    executions: tuple[Execution, ...] = ((0, program),) if program else ()
    found = story(executions, SEED, language())
    shown = player(
        found.text,
        cells=[{"kind": "code", "source": program}],
        executions=executions,
        language=language(),
        document=DOCUMENT,
        selects=True,
        tell=teller(Order(executions, SEED, limits_chosen(), language())),
        down=lambda: found.down,
        empty=words("empty"),
        on_run=_typed,
        key="build-player",
    )
    news = (shown.click, program)
    if desk().known not in (None, news):
        st.rerun()
    desk().known = news
    return shown


def toolbox(shown: PlayerResult) -> None:
    """Everything that can be asked for, and what came of the last wish."""
    left, right = st.columns(2)
    history = built()
    left.button(words("undo"), on_click=_back, disabled=history.place == 0, width="stretch")
    last = history.place == len(history.texts) - 1
    right.button(words("redo"), on_click=_forth, disabled=last, width="stretch")
    if problem := desk().problem:
        st.error(problem)
    with st.expander(words("leaf"), expanded=desk().tool == "leaf"):
        leaf_form()
    with st.expander(words("operation"), expanded=bool(history.text)):
        operation_form(shown)
    with st.expander(words("then")):
        then_form(shown)
    if turned := numbers(history.text):
        with st.expander(words("numbers")):
            for index, number in enumerate(turned):
                st.number_input(
                    number.label,
                    value=number.value,
                    step=max(abs(number.value) / 10, 0.1) if type(number.value) is float else 1,
                    format="%g" if type(number.value) is float else "%d",
                    key=f"turn-{history.place}-{index}",
                    on_change=_turn,
                    args=(history.text, index, f"turn-{history.place}-{index}"),
                )


def leaf_form() -> None:
    """A new tensor: from numbers, or of a shape with one number."""
    place = built().place
    with st.form("leaf", border=False):
        st.text_input(words("name"), value=free_name("a"), key=f"leaf-name-{place}")
        st.text_input(
            words("values"), value="[1., 2.]", help=words("values_help"), key="leaf-values"
        )
        st.text_input(words("shape"), help=words("shape_help"), key="leaf-shape")
        st.selectbox(
            "dtype",
            DTYPES,
            format_func=lambda kind: kind or words("as_given"),
            key="leaf-dtype",
        )
        st.checkbox("requires_grad", value=True, key="leaf-wants")
        st.form_submit_button(words("add"), on_click=_leaf, args=(place,))


def operation_form(shown: PlayerResult) -> None:
    """An operation of the palette, with its sentence, on tensors chosen by name or by click."""
    entries, place = palette(), built().place
    order = [*USUAL, *(name for name in entries if name not in USUAL)]
    name = st.selectbox(words("which"), order, format_func=lambda one: titled(entries[one]))
    entry = entries[name]
    st.caption(entry.zh if language() == "zh_cn" else entry.en)
    if entry.formula:
        st.code(entry.formula, language=None)
    keys = arguments(entry, place, names(), shown)
    st.text_input(words("further"), help=optional(entry), key=f"further-{name}")
    st.text_input(words("result"), value=free_name("y"), key=f"result-{place}")
    st.checkbox("no_grad", help=words("no_grad_help"), key="operation-no-grad")
    st.button(words("add"), key="add-operation", on_click=_operation, args=(name, keys, place))


def then_form(shown: PlayerResult) -> None:
    """What is done with a tensor that is there: walk back, clear, cut, step.

    Another click is another field, with the tensor that was clicked.
    """
    known, key = names(), f"then-{shown.click}"
    index = known.index(shown.selected) if shown.selected in known else len(known) - 1
    name = st.selectbox(words("name"), known, index=index if known else None, key=key)
    rate = st.text_input(words("rate"), value="0.1")
    result = st.text_input(words("detached"), value=free_name("d"), key=f"detach-{built().place}")
    if name is None:
        return
    wishes: dict[str, Wish] = {
        f"{name}.backward()": Backward(name),
        f"{name}.grad = None": Clear(name),
        f"{result} = {name}.detach()": Detach(result, name),
        f"{name} -= {rate} * {name}.grad": Step((name,), rate),
    }
    for label, one in wishes.items():
        st.button(f"`{label}`", on_click=wish, args=(one,), width="stretch", key=f"then {label}")


def wish(asked: Wish, tool: str = "") -> None:
    """Grant a wish if PyTorch would: otherwise its error is shown, and nothing has changed."""
    own = desk()
    spoken = own.spoken
    own.tool = tool or own.tool
    try:
        program = extended(own.history.text, asked)
    except Unwritable as problem:
        own.problem = text(spoken, problem.key, **problem.values)
        return
    result = run(((0, program),), SEED)
    refused = "; ".join(finding.say(spoken) for finding in result.findings)
    if result.status != "ok" or refused:
        own.problem = refused or said(result)
    else:
        own.problem, own.history = "", own.history.changed(program)


def said(result: pipeline.Run) -> str:
    """The error with which a run ended."""
    last = result.trace.events[-1]
    return f"{last['type']}: {last['text']}"


def names() -> list[str]:
    """The names that mean a tensor at the end of the program, the newest last."""
    if not built().text:
        return []
    known: dict[str, None] = {}
    for event in run(((0, built().text),), SEED).trace.events:
        if event["kind"] == "name" and not event["scope"]:
            known.pop(event["name"], None)
            if event["tensor"] is not None:
                known[event["name"]] = None
    return list(known)


def free_name(first: str) -> str:
    """A letter that no tensor has yet, from `first` on."""
    taken = set(names())
    letters = "abcdefghijklmnopqrstuvwxyz"
    start = letters.index(first)
    order = letters[start:] + letters[:start]
    return next((letter for letter in order if letter not in taken), f"{first}{len(taken)}")


def optional(entry: Entry) -> str:
    """The arguments that may be given, as they would be written."""
    return ", ".join(f"{one.name}={one.default}" for one in entry.parameters if one.default)


def titled(entry: Entry) -> str:
    return entry.written([one.name for one in entry.parameters if one.default is None] or ["…"])


def _leaf(place: int) -> None:
    """A callback, as all that changes the program: what a rerun interrupts would be lost."""
    state = held()
    name, values, shape = state[f"leaf-name-{place}"], state["leaf-values"], state["leaf-shape"]
    kind, wants = state["leaf-dtype"], state["leaf-wants"]
    made = Filled(name, shape, values, kind, wants) if shape else None
    wish(made or Leaf(name, values, kind, wants), "leaf")


def _operation(name: str, keys: list[str], place: int) -> None:
    state = held()
    given = tuple(filter(None, (state[key] for key in keys)))
    result, no_grad = state[f"result-{place}"], state["operation-no-grad"]
    wish(Operation(result, name, given, state[f"further-{name}"], no_grad), "operation")


def _typed(executions: list[Execution]) -> None:
    own = desk()
    texts = [source.rstrip() for _, source in sorted(dict(executions).items())]
    own.problem, own.history = "", own.history.changed("\n".join(texts))


def _turn(program: str, index: int, key: str) -> None:
    """A number has been turned; Streamlit may say so of a field whose program is gone already."""
    if program != built().text:
        return
    number = numbers(program)[index]
    value = held()[key]
    if value == number.value:  # told of, but not turned: the text stays as it was written
        return
    kept = int(value) if type(number.value) is int else float(value)
    desk().history = built().changed(with_number(program, number, kept))


def _back() -> None:
    desk().history = built().undone()


def _forth() -> None:
    desk().history = built().redone()


if __name__ == "__main__":
    run_app()
