"""Programs nobody would write: parsed, checked, run; every one must end clearly, and soon.

    python -m tests.viz_app.fuzzing --minutes 60

Programs that work are cut up and put together again with names that open doors elsewhere, numbers
that are too large, and pieces of other programs. What must hold for each is in `problems`.
"""

from __future__ import annotations

import argparse
import gc
import io
import re
import resource
import sys
import time
import tokenize
import types
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import HealthCheck, Phase, event, given, seed, settings
from hypothesis import strategies as st

import autograd_core
from autograd_core.state import STATE
from tests.viz_app.language.failing import FAILING
from tests.viz_app.language.programs import PROGRAMS
from tests.viz_app.language.test_escapes import ESCAPES
from tests.viz_app.language.test_limits import HARMLESS, STOPPED
from viz_app.language import parse
from viz_app.language.run import Ending, new_machine, run_cells
from viz_app.language.sizes import Sizes
from viz_app.sandbox.worker import alarm
from viz_app.settings import CLASS

ROOT = Path(__file__).parents[1]
LIMITS = replace(CLASS, steps=20_000, operations=500, seconds=1.0, elements=100_000)
SLOWEST = 5.0
HOST = re.compile(r"viz_app|autograd_core|\bMachine\b|site-packages|Traceback \(most|/work/")
MAKER = re.compile(r"\b(\w+)\.<locals>")
"""A function that makes another; a program has such functions, too, and calls them by name."""
FORBIDDEN = (
    types.FunctionType,
    types.BuiltinFunctionType,
    types.MethodType,
    types.MethodDescriptorType,
    types.ModuleType,
    types.FrameType,
    types.CodeType,
    types.TracebackType,
    types.GeneratorType,
    types.MappingProxyType,
    np.ndarray,
    np.generic,
    type,
    BaseException,
)
"""The host's own kinds of values: a program must never hold one."""


def snippets() -> Iterator[str]:
    for path in sorted((ROOT / "recorded" / "snippets").glob("*.py")):
        yield path.read_text(encoding="utf-8")


CORPUS = [*PROGRAMS.values(), *ESCAPES, *STOPPED, *HARMLESS, *FAILING, *snippets()]
WORDS = """
    x self None True False torch np nn F math print type super object len range sum max list dict
    str int float tuple set sorted zip map isinstance getattr setattr hasattr iter next repr format
    __class__ __init__ __dict__ __globals__ __subclasses__ __builtins__ __getattr__ __mro__ __eq__
    open eval exec __import__ globals locals vars compile input gi_frame f_globals tb_frame mro
    grad data grad_fn next_functions backward register_hook numpy tolist item zeros ones rand arange
    expand repeat reshape view clone detach requires_grad_ no_grad add_ mul_ matmul cat stack where
    lambda if else for while def class return yield try except finally raise with as import from del
    global nonlocal assert not in is and or pass break continue
""".split()  # noqa: SIM905  (a list of words reads best as one)
PIECES = [
    "10**10",
    "-1",
    "0",
    "2**63",
    "1e308",
    "float('nan')",
    "''",
    "'%s' % x",
    "f'{x!r:>{w}}'",
    "[]",
    "{}",
    "()",
    "(yield)",
    "*x",
    "**x",
    "x := 1",
    "lambda: x",
    "[i for i in x]",
    ".append(x)",
    "[::-1]",
    "...",
    "\n",
    "\n    ",
    ":",
    "'{0.__class__}'.format(x)",
    "getattr(x, '__class__')",
    "torch.zeros(10**9)",
    "x.grad",
    "@torch.no_grad()",
    "while True: pass",
    "\x0c",
    "\u202e",
    "ﬁ",
    "'\ud800'",
]


def tokens(text: str) -> list[str]:
    """A program in pieces that give the program when joined."""
    try:
        found = list(tokenize.generate_tokens(io.StringIO(text).readline))
    except (tokenize.TokenError, SyntaxError):
        return re.findall(r"\s+|\w+|\W", text)
    pieces, end = [], (1, 0)
    lines = text.splitlines(keepends=True)
    for token in found:
        if token.start[0] > end[0]:
            pieces.append(" " * token.start[1])
        elif token.start[1] > end[1] and token.start[0] <= len(lines):
            pieces.append(lines[token.start[0] - 1][end[1] : token.start[1]])
        pieces.append(token.string)
        end = token.end
    return [piece for piece in pieces if piece]


PIECED = [tokens(text) for text in CORPUS]


@st.composite
def programs(draw: st.DrawFn) -> str:
    """A program of the corpus after some changes; sometimes any text at all."""
    if draw(st.integers(0, 19)) == 0:
        return draw(st.text(max_size=300))
    pieces = list(draw(st.sampled_from(PIECED)))
    for _ in range(draw(st.integers(1, 6))):
        place = draw(st.integers(0, max(len(pieces) - 1, 0)))
        change = draw(st.integers(0, 5))
        if change == 0:
            pieces[place : place + 1] = []
        elif change == 1:
            pieces[place : place + 1] = [draw(st.sampled_from(WORDS))]
        elif change == 2:
            pieces[place : place + 1] = [draw(st.sampled_from(PIECES))]
        elif change == 3:
            pieces[place:place] = pieces[place : place + draw(st.integers(1, 8))]
        elif change == 4:
            other = draw(st.sampled_from(PIECED))
            start = draw(st.integers(0, max(len(other) - 1, 0)))
            pieces[place:place] = other[start : start + draw(st.integers(1, 12))]
        else:
            pieces[place:place] = [".", draw(st.sampled_from(WORDS))]
    return "".join(pieces)


def problems(text: str) -> list[str]:
    """Run a program; what is wrong with how it went. Empty: nothing is."""
    begun = time.monotonic()
    found: list[str] = []
    program = parse([text], LIMITS)
    with autograd_core.record() as recorder:
        machine = new_machine(recorder, LIMITS, program.bound, 0)
        ending = Ending("refused") if program.findings else confined(machine, program)
        trace = recorder.trace()
    event(ending.status)
    for each in program.findings:
        each.say("zh_cn")
    for each in trace.events:
        said = each["text"] if each["kind"] in ("error", "output", "warning") else ""
        makers = (name for name in MAKER.findall(said) if name not in text)
        if HOST.search(said) or any(makers):
            found.append(f"the host shows in {each['text'][:200]!r}")
    if ending.status == "ok" or ending.status == "error":
        strange = {type(value).__name__ for value in reachable(machine.globals) if forbidden(value)}
        found += [f"a program holds a host value of type {name}" for name in sorted(strange)]
    taken = time.monotonic() - begun
    if taken > SLOWEST:
        found.append(f"it took {taken:.1f} s")
    return found


def confined(machine: Any, program: Any) -> Ending:
    """`viz_app.language.run.run`, with the machine in our hands."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(LIMITS.recursion * 12 + 1000)
    STATE.grad_enabled, STATE.inference, STATE.guard = True, False, Sizes(LIMITS)
    try:
        with alarm(LIMITS.seconds + 1):
            return run_cells(machine, program, None, display=True)
    finally:
        STATE.grad_enabled, STATE.inference, STATE.guard = True, False, None
        sys.setrecursionlimit(before)


def forbidden(value: Any) -> bool:
    """Whether a value is the host's; the engine's own types may derive from the host's."""
    own = type(value).__module__.startswith(("viz_app.language", "autograd_core"))
    return isinstance(value, FORBIDDEN) and not own


def reachable(names: dict[Any, Any]) -> Iterator[Any]:
    """Every value that names lead to through containers, instances and tensors."""
    seen: set[int] = set()
    alive: list[Any] = []
    waiting = [value for key, value in names.items() if key is not None]
    while waiting:
        value = waiting.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        alive.append(value)
        yield value
        if isinstance(value, dict):
            waiting += [key for key in value if key is not None]
            waiting += value.values()
        elif isinstance(value, list | tuple | set | frozenset):
            waiting.extend(value)
        elif isinstance(value, autograd_core.Tensor):
            waiting += [value.grad_fn, value._grad, value.shape, value.dtype]
        else:
            for inside in ("names", "attributes"):
                held = getattr(value, inside, None)
                if isinstance(held, dict):
                    waiting += held.values()


def main() -> int:
    """Look for a program with a problem until the time is over."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--minutes", type=float, default=60)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    end = time.monotonic() + 60 * chosen.minutes
    counts: Counter[str] = Counter()
    failures: dict[str, str] = {}
    number = chosen.seed
    while time.monotonic() < end:

        @seed(number)
        @settings(
            max_examples=500,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(programs())
        def search(text: str) -> None:
            counts["programs"] += 1
            try:
                found = problems(text)
            except BaseException as error:
                if isinstance(error, KeyboardInterrupt):
                    raise
                where = error.__traceback__
                while where is not None and where.tb_next is not None:
                    where = where.tb_next
                place = where.tb_frame.f_code.co_qualname if where is not None else ""
                found = [f"{type(error).__name__} in {place}: {str(error)[:200]}"]
            for problem in found:
                counts["problems"] += 1
                if problem not in failures:
                    failures[problem] = text
                    print(f"--- {problem}\n{text!r}", flush=True)

        search()
        gc.collect()  # what a recording froze is given back to the generation looked at last
        number += 1
        left = (end - time.monotonic()) / 60
        print(f"[{number}] {counts['programs']} programs, {left:.0f} minutes left", flush=True)
    print(f"{counts['programs']} programs, {len(failures)} different problems")
    return 1 if failures else 0


if __name__ == "__main__":
    raise SystemExit(main())
