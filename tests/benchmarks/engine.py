"""Forward and backward of this engine beside others', in one run: times, and the ratios of ours.

    python -m tests.benchmarks.engine

PyTorch (the extra `oracle`), HIPS autograd, micrograd and tinygrad (which needs clang) are measured
where they are installed. (a) is a scalar MLP, one Python object per number; (b) an MLP of small
tensors; (c) one of 256×256 matrices. This engine runs with its full trace on, and without.

Every engine has one thread; its processor time counts. The engines take turns, so that a machine
that slows down slows all of them; the least time is taken: what else runs can only add to it.
"""

from __future__ import annotations

import os

for library in ("OPENBLAS", "OMP", "MKL"):  # read when numpy and torch are imported
    os.environ[f"{library}_NUM_THREADS"] = "1"

import time  # noqa: E402
import tracemalloc  # noqa: E402
from collections.abc import Callable  # noqa: E402

import autograd_core  # noqa: E402
from tests.benchmarks.programs import (  # noqa: E402
    SCALAR_OPERATIONS,
    Step,
    scalar_programs,
    tensor_programs,
)

ROUNDS = 60
SECONDS = 6.0
"""How often each program runs, and after how long it has run often enough."""
TRACED, PLAIN = "gradstep, full trace", "gradstep, no trace"
CHAINS = (100, 1_000, 10_000, 100_000)


def measure(programs: dict[str, Step]) -> dict[str, float]:
    """The least seconds of a step of each program, the programs taking turns."""
    least = dict.fromkeys(programs, float("inf"))
    spent = dict.fromkeys(programs, 0.0)
    for step in programs.values():
        step()
    for _ in range(ROUNDS):
        for name, step in programs.items():
            if spent[name] < SECONDS:
                seconds = timed(step)
                spent[name] += seconds
                least[name] = min(least[name], seconds)
    return least


def timed(step: Step) -> float:
    """The seconds of processor time that a call takes."""
    start = time.process_time()
    step()
    return time.process_time() - start


def report(title: str, found: dict[str, float], operations: int | None = None) -> None:
    """Print the times, and how many times the others' ours takes."""
    print(title)
    ours = found[TRACED]
    for name, seconds in sorted(found.items(), key=lambda item: item[1]):
        each = f"{seconds / operations * 1e6:8.2f} µs an operation" if operations else ""
        ratio = f"full trace is {ours / seconds:5.2f} × this" if name != TRACED else ""
        print(f"  {name:22s}{seconds * 1e6:12.1f} µs {each}  {ratio}")


def chain(count: int) -> Step:
    """`count` products of a number, one after the other, and their backward."""
    x = autograd_core.tensor(1.0, requires_grad=True)

    def step() -> None:
        y = x
        for _ in range(count):
            y = y * 1.0
        y.backward()

    return step


def recorded(step: Step) -> Callable[[], int]:
    """The step with its full trace; its answer is the number of notes."""

    def run() -> int:
        with autograd_core.record() as recorder:
            step()
            return len(recorder.events)

    return run


def memory(step: Step) -> int:
    """The bytes that are in use when a step needs most."""
    tracemalloc.start()
    step()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


def growth() -> None:
    """Time and memory of a chain of n operations: the same per operation at any n."""
    print("(d) a chain of n operations, per operation")
    for count in CHAINS:
        repeats = max(5, 20_000 // count)
        plain, full = chain(count), recorded(chain(count))
        times = [min(timed(step) for _ in range(repeats)) / count * 1e6 for step in (plain, full)]
        size = memory(recorded(chain(count))) / count
        print(
            f"  n = {count:7,d}  full trace {times[1]:6.2f} µs {size:6.0f} bytes"
            f"   no trace {times[0]:6.2f} µs"
        )


if __name__ == "__main__":
    report("(a) scalar MLP", measure(scalar_programs()), SCALAR_OPERATIONS)
    for width in (4, 8, 32):
        report(f"(b) small tensors, {width}×{width}", measure(tensor_programs(width)))
    report("(c) matrices, 256×256", measure(tensor_programs(256)))
    growth()
