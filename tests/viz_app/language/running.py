"""What the language's tests share: a program run here, in this process, and the same in CPython."""

import contextlib
import io
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

import autograd_core
from viz_app.language import Ending, parse, run
from viz_app.settings import CLASS, Limits


@dataclass(frozen=True)
class Outcome:
    """What a program printed and how it ended: "" or the error as Python's last line has it."""

    output: str
    error: str = ""
    line: int = 0
    ending: Ending = field(default=Ending("ok"), compare=False)
    recorder: Any = field(default=None, compare=False)


def ours(
    *texts: str, limits: Limits = CLASS, display: bool = False, numbers: Sequence[int] | None = None
) -> Outcome:
    """Run texts as cells in the language, in this process."""
    program = parse(texts, limits)
    with autograd_core.record() as recorder:
        ending = run(program, recorder, limits=limits, display=display, numbers=numbers)
    output = "".join(event[3] for event in recorder.events if event[0] == "output")
    errors = [event[2:] for event in recorder.events if event[0] == "error"]
    error = "" if not errors else ended(errors[0][0], errors[0][1])
    return Outcome(output, error, ending.line, ending, recorder)


USUAL_DEPTH = 1000


def python(text: str) -> Outcome:
    """Run a text in CPython itself, with the depth of calls that it allows from the beginning."""
    output, error, line = io.StringIO(), "", 0
    names = {"__name__": "__main__"}
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(USUAL_DEPTH)  # a run of ours in another thread may have raised it
    with contextlib.redirect_stdout(output), unraisable_unsaid(), np.printoptions():
        try:
            exec(compile(text, "<program>", "exec"), names)
        except BaseException as problem:
            error = ended(type(problem).__qualname__, str(problem))
            trace = problem.__traceback__
            while trace is not None:
                if trace.tb_frame.f_code.co_filename == "<program>":
                    line = trace.tb_lineno
                trace = trace.tb_next
        names.clear()  # as at the end of a script: what still waits is ended
    sys.setrecursionlimit(before)
    return Outcome(output.getvalue(), error, line)


@contextlib.contextmanager
def unraisable_unsaid() -> Iterator[None]:
    """What a generator raises while it is dropped is no error of the program's."""
    hook = sys.unraisablehook
    sys.unraisablehook = lambda problem: None
    try:
        yield
    finally:
        sys.unraisablehook = hook


def ended(kind: str, text: str) -> str:
    return f"{kind}: {text}" if text else kind


def findings(*texts: str, limits: Limits = CLASS) -> list[tuple[int, str]]:
    """The lines and keys of what is refused."""
    return [(finding.line, finding.key) for finding in parse(texts, limits).findings]


def events(outcome: Outcome, *kinds: str) -> list[tuple[Any, ...]]:
    """The recorder's notes of some kinds."""
    wanted = {*kinds, "quick"} if "op" in kinds else {*kinds}  # an operation noted in short
    return [event for event in outcome.recorder.events if event[0] in wanted]
