"""What the interpreter costs over CPython, a traced operation over a call, a run over nothing.

    python -m tests.benchmarks.language

Each pair takes turns, so that a machine that slows down slows both; medians are printed.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import replace

import autograd_core
from tests.support import NOTEBOOK
from viz_app import pipeline
from viz_app.files import read_source
from viz_app.language import parse, run
from viz_app.settings import CLASS

WITHOUT_LIMITS = replace(CLASS, steps=10**12, operations=10**12, seconds=1000.0)
ROUNDS = 15

SCALAR_LOOPS = {
    "while in a module": "i = 0\ns = 0\nwhile i < 20000:\n    s = s + i\n    i = i + 1",
    "while in a function": (
        "def f():\n    i = 0\n    s = 0\n    while i < 20000:\n        s = s + i\n"
        "        i = i + 1\nf()"
    ),
    "for with +=": "s = 0\nfor i in range(20000):\n    s += i * 2",
    "calls": "def f(x): return x + 1\ns = 0\nfor i in range(5000):\n    s = f(s)",
}
OPERATIONS = 1000
BEFORE = """
import torch
a = torch.full((4, 4), 1.0, requires_grad=True)
b = torch.full((4, 4), 1.0)
"""
TENSORS = f"""{BEFORE}
for i in range({OPERATIONS // 4}):
    c = a * b
    d = c + b
    e = d * a
    f = e + c
"""


clock = time.thread_time
"""The time that this thread computes: a busy machine is not counted."""


def here(text: str) -> float:
    """Seconds that a program takes in the language, compiling included."""
    program = parse([text], WITHOUT_LIMITS)
    with autograd_core.record() as recorder:
        begun = clock()
        ending = run(program, recorder, limits=WITHOUT_LIMITS)
        taken = clock() - begun
    assert ending.status == "ok", ending
    return taken


def python(text: str) -> float:
    """Seconds that CPython takes."""
    code = compile(text, "<benchmark>", "exec")
    begun = clock()
    exec(code, {})
    return clock() - begun


def direct(text: str) -> float:
    """Seconds that CPython takes with the same engine and the same recorder."""
    code = compile(text.replace("import torch", "import autograd_core as torch"), "<b>", "exec")
    with autograd_core.record():
        begun = clock()
        exec(code, {})
        return clock() - begun


def medians(first: Callable[[], float], second: Callable[[], float]) -> tuple[float, float]:
    """The median seconds of two things that take turns."""
    pairs = [(first(), second()) for _ in range(ROUNDS)]
    mine, theirs = zip(*pairs, strict=True)
    return statistics.median(mine), statistics.median(theirs)


def round_trip(executions: list[tuple[int, str]]) -> float:
    begun = time.perf_counter()
    pipeline.run(executions)
    return time.perf_counter() - begun


def main() -> None:
    gc.disable()  # as in the process of a run
    for name, text in SCALAR_LOOPS.items():
        mine, theirs = medians(lambda text=text: here(text), lambda text=text: python(text))
        print(f"{name:22} {mine / theirs:5.1f} x CPython")
    mine, theirs = medians(
        lambda: here(TENSORS) - here(BEFORE), lambda: direct(TENSORS) - direct(BEFORE)
    )
    per_operation = 1e6 / OPERATIONS
    print(
        f"tensor operation       {mine * per_operation:5.2f} µs, direct "
        f"{theirs * per_operation:5.2f} µs, {(mine - theirs) * per_operation:+.2f} µs, "
        f"{mine / theirs:.1f} x"
    )
    notebook = list(enumerate(read_source(str(NOTEBOOK)).cells))
    round_trip(notebook)
    trivial = statistics.median(round_trip([(0, "x = 1")]) for _ in range(40))
    whole = statistics.median(round_trip(notebook) for _ in range(20))
    print(f"round trip, warm       {trivial * 1e3:5.1f} ms trivial, {whole * 1e3:.1f} ms notebook")


if __name__ == "__main__":
    main()
