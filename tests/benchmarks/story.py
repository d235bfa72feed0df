"""Programs whose graphs have 10 to 10,000 nodes go in; seconds and bytes to the picture come out.

python -m tests.benchmarks.story

Everything but the browser, in two parts: the run (ours in its process, recorded; PyTorch's in this
one), and from there to the picture (ours: graph, layout and the opening; theirs: torchviz's
make_dot and Graphviz's dot to an SVG). `told` is ours with the steps that are sent at once. Theirs
needs `apt-get install graphviz` and `pip install torch torchviz`; else only ours is measured.
"""

import importlib.util
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import count

from viz_app import pipeline
from viz_app.settings import CLASS
from viz_app.story.wire import book_text

SIZES = (10, 100, 1_000, 10_000)
PATIENCE = 200
LIMITS = replace(CLASS, seconds=100.0, cpu_seconds=100, wall_seconds=120.0, patience=120.0)
REPEATS = 3
ROUNDS = count()

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
PROGRAMS = {"a chain": CHAIN, "each of the last two": WOVEN}


def ours(source: str) -> list[float]:
    """Seconds at the end of the run, of the picture and of the telling, and the kilobytes sent."""
    source = f"{source}{next(ROUNDS) * ' '}\n"  # no answer that was given before
    begun = time.perf_counter()
    found = pipeline.run([(0, source + "y.backward()\n")], limits=LIMITS)
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


def best(work: Callable[[str], list[float]], source: str, repeats: int) -> list[float]:
    """The measurement that was over first."""
    return min((work(source) for _ in range(repeats)), key=lambda found: found[1])


def line(name: str, n: int, rivals: bool) -> str:
    source = PROGRAMS[name].format(n=n)
    repeats = REPEATS if n < 10_000 else 1
    ran, drawn, told, size = best(ours, source, repeats)
    text = (
        f"{name:22}{n:6}  run {ran:6.3f}  picture {drawn - ran:6.3f}  total {drawn:6.3f} s"
        f" {drawn / n * 1e6:6.0f} µs/node  told {told:6.3f} s {size:5.0f} kB"
    )
    if not rivals:
        return text
    try:
        run, other, _ = best(theirs, source, repeats)
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError, RecursionError) as problem:
        return f"{text} | torchviz + dot: {type(problem).__name__}"
    picture = (other - run) / (drawn - ran)
    return f"{text} | torchviz + dot total {other:7.3f} s, picture {picture:.1f} × ours"


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
    for name in PROGRAMS:
        for n in SIZES:
            print(line(name, n, rivals), flush=True)


if __name__ == "__main__":
    main()
