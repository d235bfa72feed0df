"""A checked Program and a recorder in; what it did is with the recorder, how it ended comes out."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from autograd_core.nn.modules import every_module
from autograd_core.state import STATE
from autograd_core.trace import Recorder
from viz_app.language import (  # noqa: F401  (each enters its handlers into the compiler's tables)
    access,
    assignments,
    calls,
    definitions,
    functions,
    iteration,
    literals,
    matching,
    names,
    operators,
    statements,
    strings,
    yields,
)
from viz_app.language.attributes import TABLES
from viz_app.language.builtins import builtin_values
from viz_app.language.display import shown, silent
from viz_app.language.errors import LimitReached, Raised
from viz_app.language.facades import Modules
from viz_app.language.machine import Machine
from viz_app.language.methods import plain_tables
from viz_app.language.parse import Program
from viz_app.language.scopes import Scope
from viz_app.language.sizes import Sizes
from viz_app.language.spots import Places, Spot
from viz_app.language.unit import Action, Unit, sequence
from viz_app.language.values import Frame
from viz_app.settings import CLASS, Limits

READY: list[Machine] = []
"""Machines that wait for a run: making all that torch offers takes as long as many a program."""
FRAMES_PER_CALL = 30
"""Frames of the host that one call of the program may need, with room to spare."""


@dataclass(frozen=True)
class Ending:
    """How a run ended: status "ok", "error", "refused" or "limit"; where, and with which words."""

    status: str
    cell: int = 0
    line: int = 0


def run(
    program: Program,
    recorder: Recorder,
    *,
    numbers: Sequence[int] | None = None,
    limits: Limits = CLASS,
    seed: int = 0,
    display: bool = True,
    beat: Callable[[int, int], None] | None = None,
) -> Ending:
    """Run a program's cells in their order; its own errors and limits end it, ours pass on.

    numbers  which cell of the notebook each text is; default: counted from 0
    display  whether a cell's last expression is shown, as in a notebook
    beat     told now and then of the line that runs and of the steps so far
    """
    machine = new_machine(recorder, limits, program.bound, seed)
    if beat is not None:
        machine.beat = beat
    if program.findings:
        return refuse(program, recorder, numbers)
    before = sys.getrecursionlimit(), STATE.grad_enabled, STATE.inference
    sys.setrecursionlimit(max(before[0], limits.recursion * FRAMES_PER_CALL + 1000))
    STATE.grad_enabled, STATE.inference = True, False
    STATE.guard = Sizes(limits)
    try:
        ending = run_cells(machine, program, numbers, display)
        machine.globals.clear()
        return ending
    finally:
        machine.stopped = True
        sys.setrecursionlimit(before[0])
        STATE.grad_enabled, STATE.inference = before[1:]
        STATE.guard = None
        every_module.forget()


def make_ready(count: int) -> None:
    """Make machines ahead, with torch imported: each is for the next run that comes."""
    for _ in range(count):
        machine = made_machine(Recorder(), CLASS, frozenset(), 0)
        assert machine.modules["torch"]
        READY.append(machine)


def new_machine(recorder: Recorder, limits: Limits, bound: frozenset[str], seed: int) -> Machine:
    """A machine of which nothing has been used; one that is ready, where there is one."""
    if not READY:
        return made_machine(recorder, limits, bound, seed)
    machine = READY.pop()
    machine.begin(recorder, limits, bound, seed)
    return machine


def made_machine(recorder: Recorder, limits: Limits, bound: frozenset[str], seed: int) -> Machine:
    """A machine with its built-ins, modules and tables."""
    machine = Machine(recorder, limits, bound, seed)
    machine.tables = {**TABLES, **plain_tables(machine)}
    machine.builtins = builtin_values(machine)
    machine.modules = Modules(machine)
    return machine


def run_cells(
    machine: Machine, program: Program, numbers: Sequence[int] | None, display: bool
) -> Ending:
    compiled: dict[str, Callable[[], None]] = {}
    recorder = machine.recorder
    texts = zip(program.texts, program.trees, strict=True)
    for place, (text, tree) in enumerate(texts):
        number = place if numbers is None else numbers[place]
        cell = recorder.start_cell(text, number)
        machine.begin_cell()
        tell_notes(machine, program, text, cell)
        try:
            if text not in compiled:
                compiled[text] = compile_cell(machine, cell, text, tree, display=display)
            compiled[text]()
            if machine.late is not None:
                raise machine.late
        except Raised as error:
            recorder.at = error.site
            recorder.error(error.type_name, text_of_error(error), "run")
            return Ending("error", error.cell, error.line)
        except (LimitReached, MemoryError) as error:
            limit = error if isinstance(error, LimitReached) else LimitReached("memory")
            spot = limit.spot or machine.spot
            recorder.at = None if spot is None else machine.site(spot)
            recorder.error(limit.key, limit.say(), "limit", limit.values)
            return Ending("limit", cell if spot is None else spot.cell, spot.line if spot else 0)
    return Ending("ok")


def tell_notes(machine: Machine, program: Program, text: str, cell: int) -> None:
    """Say at the beginning of a cell which of its lines are left out."""
    for note in program.notes:
        if program.texts[note.cell] == text:
            machine.spot = Spot(cell, note.line, note.col, note.line, note.end_col)
            machine.recorder.at = machine.site(machine.spot)
            machine.warn("Note", note.text)


def text_of_error(error: Raised) -> str:
    """The message of an uncaught error; one that cannot be told is told as Python does."""
    try:
        return str(error.value)
    except Exception:
        return "<exception str() failed>"


def refuse(program: Program, recorder: Recorder, numbers: Sequence[int] | None) -> Ending:
    """Record every finding at its place; nothing runs."""
    for place, text in enumerate(program.texts):
        cell = recorder.start_cell(text, place if numbers is None else numbers[place])
        for finding in program.findings:
            if finding.cell == place:
                extent = (finding.line, finding.col, finding.line, finding.end_col)
                recorder.at = recorder.site(*extent, cell=cell)
                recorder.error(finding.key, finding.text, "refused", finding.values)
    first = program.findings[0]
    return Ending("refused", first.cell, first.line)


def compile_cell(
    machine: Machine, cell: int, text: str, tree: ast.Module, *, display: bool
) -> Callable[[], None]:
    """A cell as one closure; the value of its last expression is shown."""
    unit = Unit(machine, Scope("module"), Places(cell, text))
    actions: list[Action] = [unit.statement(node) for node in tree.body[:-1]]
    for last in tree.body[-1:]:
        if display and isinstance(last, ast.Expr) and not silent(text):
            actions.append(displayed(unit, last))
        else:
            actions.append(unit.statement(last))
    body, frame = sequence(actions), machine.globals

    def run_cell() -> None:
        body(frame)

    return run_cell


def displayed(unit: Unit, node: ast.Expr) -> Action:
    """The last expression of a cell: its value is shown unless it is None."""
    machine, value, spot = unit.machine, unit.expression(node.value), unit.spot(node)

    def run(frame: Frame) -> Any:
        result = value(frame)
        if result is not None:
            try:
                machine.point(spot)
                machine.write("display", shown(machine, result) + "\n")
            except Exception as error:
                raise machine.blame(error, spot) from None

    return run
