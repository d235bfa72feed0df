"""Programs whose graphs have 10 to 10,000 nodes go in; seconds and bytes to the picture come out.

python -m tests.benchmarks.story [MOST]

Everything but the browser, of the same text, by turns: from the text to the end of the run (ours in
its process, recorded; PyTorch's in this one) and on to the picture (ours: graph, layout and the
opening; theirs: torchviz's make_dot and Graphviz's dot to an SVG). `told` is ours with the steps
that are sent at once. Theirs needs `apt-get install graphviz` and `pip install torch torchviz`;
else only ours is measured. Graphs of more than MOST nodes (10,000) are left out.
"""

import importlib.util
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import count
from statistics import median

from viz_app import pipeline
from viz_app.settings import CLASS
from viz_app.story.wire import book_text

SIZES = (10, 100, 1_000, 10_000)
PATIENCE = 200
LIMITS = replace(CLASS, seconds=100.0, cpu_seconds=100, wall_seconds=120.0, patience=120.0)
REPEATS = 9
ROUNDS = count()
Work = Callable[[str], list[float]]

CHAIN = """import torch
w = torch.tensor(1.0001, requires_grad=True)
y = w * 1.0
for i in range({n}):
    y = y * 1.0001
"""
WOVEN = """import torch
w = torch.tensor(1.0001, requires_grad=True)
ys = [w * 1.0, w * 0.5]
for i in range({n}):
    ys.append(ys[-1] * ys[-2])
y = ys[-1]
"""
BACKWARD = "y.backward()\n"
PROGRAMS = {
    "a chain": CHAIN,
    "a chain and back": CHAIN + BACKWARD,
    "each of the last two": WOVEN,
    "the same and back": WOVEN + BACKWARD,
}


def ours(source: str) -> list[float]:
    """Seconds at the end of the run, of the picture and of the telling, and the kilobytes sent."""
    source = f"{source}{next(ROUNDS) * ' '}\n"  # no answer that was given before
    begun = time.perf_counter()
    found = pipeline.run([(0, source)], limits=LIMITS)
    assert found.status == "ok", found.status
    ran = time.perf_counter()
    book = pipeline.book(found.trace)
    book_text(book, [])
    drawn = time.perf_counter()
    size = len(book_text(book).encode()) / 1e3
    return [ran - begun, drawn - begun, time.perf_counter() - begun, size]


def theirs(source: str) -> list[float]:
    """Seconds at the end of the run and of the picture, and the kilobytes of the SVG."""
    import torchviz

    begun = time.perf_counter()
    names: dict[str, object] = {}
    exec(source, names)
    ran = time.perf_counter()
    dot = torchviz.make_dot(names["y"], params={"w": names["w"]})
    drawn = subprocess.run(
        ["dot", "-Tsvg"],
        input=dot.source.encode(),
        capture_output=True,
        timeout=PATIENCE,
        check=True,
    )
    return [ran - begun, time.perf_counter() - begun, len(drawn.stdout) / 1e3]


def by_turns(source: str, works: Sequence[Work], repeats: int) -> list[list[float]]:
    """Per work the medians of what it measured; each comes after the other, so the machine is the
    same for both."""
    found: list[list[list[float]]] = [[] for _ in works]
    for _ in range(repeats):
        for own, work in zip(found, works, strict=True):
            own.append(work(source))
    return [[median(each) for each in zip(*own, strict=True)] for own in found]


def line(name: str, n: int, rivals: bool) -> str:
    source = PROGRAMS[name].format(n=n)
    repeats = REPEATS if n < 10_000 else 1
    works: list[Work] = [ours, theirs] if rivals else [ours]
    try:
        found, *others = by_turns(source, works, repeats)
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError, RecursionError) as problem:
        found, *others = by_turns(source, [ours], repeats)
        rival = f" | torchviz + dot: {type(problem).__name__}"
    else:
        rival = ""
    ran, drawn, told, size = found
    text = (
        f"{name:22}{n:6}  run {ran:6.3f}  picture {drawn - ran:6.3f}  total {drawn:6.3f} s"
        f" {drawn / n * 1e6:6.0f} µs/node  told {told:6.3f} s {size:5.0f} kB"
    )
    for run, other, _ in others:
        rival = (
            f" | torchviz + dot total {other:7.3f} s = {other / drawn:4.1f} × ours,"
            f" picture {(other - run) / (drawn - ran):4.1f} × ours"
        )
    return text + rival


def main() -> None:
    """Measure and print, on a stack that is deep enough for make_dot."""
    threading.stack_size(1 << 29)
    worker = threading.Thread(target=measure)
    worker.start()
    worker.join()


def measure() -> None:
    found = all(importlib.util.find_spec(name) for name in ("torch", "torchviz"))
    rivals = found and shutil.which("dot") is not None
    pipeline.run([(0, "import torch")])
    ours(CHAIN.format(n=1))
    if rivals:
        sys.setrecursionlimit(100_000)  # make_dot walks the graph by calling itself
        theirs(CHAIN.format(n=1))
    most = int(sys.argv[1]) if len(sys.argv) > 1 else SIZES[-1]
    for name in PROGRAMS:
        for n in (size for size in SIZES if size <= most):
            print(line(name, n, rivals), flush=True)


if __name__ == "__main__":
    main()
