"""Wishes go in, by form or by click; a program that grows, and its graph beside it, come out."""

from __future__ import annotations

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
from viz_app.pages._frame import language
from viz_app.pages._runs import Order, run, story, teller
from viz_app.player.component import PlayerResult, code, player
from viz_app.player.message import Execution
from viz_app.settings import chosen as limits_chosen

ORDER: Final = 20
SEED: Final = 0
DOCUMENT: Final = "build"
DTYPES: Final = ("", "float64", "int64", "bool")
USUAL: Final = ("add", "mul", "matmul", "sum", "pow", "relu")
"""The operations that stand first in the list."""


def words(key: str, **values: object) -> str:
    return text(language(), f"build.{key}", **values)


def show() -> None:
    """The page: the tools at the left, the workbench of what has been made at the right."""
    st.session_state.setdefault("built", History())
    st.session_state.setdefault("build_problem", "")
    st.session_state.setdefault("build_tool", "leaf")
    tools, bench = st.columns([0.24, 0.76], gap=None)
    with bench, st.container(key="bench"):
        code("build")
        shown = workbench()
    with tools, st.container(key="tools", height="stretch"):
        toolbox(shown)


def built() -> History:
    history: History = st.session_state["built"]
    return history


def workbench() -> PlayerResult:
    """The program and its graph; which card was clicked in it."""
    program = built().text
    executions: tuple[Execution, ...] = ((0, program),) if program else ()
    return player(
        story(executions, SEED, language()),
        cells=[{"kind": "code", "source": program}],
        executions=executions,
        language=language(),
        document=DOCUMENT,
        selects=True,
        tell=teller(Order(executions, SEED, limits_chosen(), language())),
        on_run=_typed,
        key="build-player",
    )


def toolbox(shown: PlayerResult) -> None:
    """Everything that can be asked for, and what came of the last wish."""
    left, right = st.columns(2)
    history = built()
    left.button(words("undo"), on_click=_back, disabled=history.place == 0, width="stretch")
    last = history.place == len(history.texts) - 1
    right.button(words("redo"), on_click=_forth, disabled=last, width="stretch")
    if problem := st.session_state["build_problem"]:
        st.error(problem)
    with st.expander(words("leaf"), expanded=st.session_state["build_tool"] == "leaf"):
        leaf_form()
    with st.expander(words("operation"), expanded=bool(history.text)):
        operation_form(shown)
    with st.expander(words("then")):
        then_form(shown.selected)
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
                    args=(index, f"turn-{history.place}-{index}"),
                )


def leaf_form() -> None:
    """A new tensor: from numbers, or of a shape with one number."""
    with st.form("leaf", border=False):
        name = st.text_input(words("name"), value=free_name("a"))
        values = st.text_input(words("values"), value="[1., 2.]", help=words("values_help"))
        shape = st.text_input(words("shape"), help=words("shape_help"))
        dtype = st.selectbox("dtype", DTYPES, format_func=lambda kind: kind or words("as_given"))
        wants = st.checkbox("requires_grad", value=True)
        if st.form_submit_button(words("add")):
            made = Filled(name, shape, values, dtype, wants) if shape else None
            st.session_state["build_tool"] = "leaf"
            wish(made or Leaf(name, values, dtype, wants))
            st.rerun()


def operation_form(shown: PlayerResult) -> None:
    """An operation of the palette, with its sentence, on tensors chosen by name or by click."""
    entries = palette()
    order = [*USUAL, *(name for name in entries if name not in USUAL)]
    name = st.selectbox(words("which"), order, format_func=lambda one: titled(entries[one]))
    entry = entries[name]
    st.caption(entry.zh if language() == "zh_cn" else entry.en)
    if entry.formula:
        st.code(entry.formula, language=None)
    given = arguments(entry, built().place, names(), shown)
    keywords = st.text_input(words("further"), help=optional(entry), key=f"further-{name}")
    result = st.text_input(words("result"), value=free_name("y"), key=f"result-{built().place}")
    no_grad = st.checkbox("no_grad", help=words("no_grad_help"))
    if st.button(words("add"), key="add-operation"):
        st.session_state["build_tool"] = "operation"
        wish(Operation(result, name, tuple(filter(None, given)), keywords, no_grad))
        st.rerun()


def then_form(chosen: str) -> None:
    """What is done with a tensor that is there: walk back, clear, cut, step."""
    known = names()
    index = known.index(chosen) if chosen in known else len(known) - 1
    name = st.selectbox(words("name"), known, index=index if known else None, key=f"then-{chosen}")
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


def wish(asked: Wish) -> None:
    """Grant a wish if PyTorch would: otherwise its error is shown, and nothing has changed."""
    try:
        program = extended(built().text, asked)
    except Unwritable as problem:
        st.session_state["build_problem"] = text(language(), problem.key, **problem.values)
        return
    result = run(((0, program),), SEED)
    refused = "; ".join(finding.say(language()) for finding in result.findings)
    if result.status != "ok" or refused:
        st.session_state["build_problem"] = refused or said(result)
    else:
        st.session_state["build_problem"] = ""
        st.session_state["built"] = built().changed(program)


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


def _typed(executions: list[Execution]) -> None:
    st.session_state["build_problem"] = ""
    texts = [source.rstrip() for _, source in sorted(dict(executions).items())]
    st.session_state["built"] = built().changed("\n".join(texts))


def _turn(index: int, key: str) -> None:
    program = built().text
    number = numbers(program)[index]
    value = st.session_state[key]
    kept = int(value) if type(number.value) is int else float(value)
    st.session_state["built"] = built().changed(with_number(program, number, kept))


def _back() -> None:
    st.session_state["built"] = built().undone()


def _forth() -> None:
    st.session_state["built"] = built().redone()
