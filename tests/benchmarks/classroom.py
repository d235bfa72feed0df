"""A class presses Run at once: how long the last answer takes, and what one run costs by itself.

    python -m tests.benchmarks.classroom

Prints one line a measurement. Every program differs from the others, so that no answer is one that
was given before; the last of them shows what it is like when all are the same. Besides the clock it
counts processor time, the app's and its children's (Linux): what others do on the machine changes
it little, and divided by the cores it says how long the last would wait if they did nothing.
"""

from __future__ import annotations

import os
import resource
import statistics
import threading
import time
from collections.abc import Callable
from pathlib import Path

import autograd_core
from viz_app import collector
from viz_app.language import parse, run
from viz_app.sandbox.request import Request
from viz_app.sandbox.slots import Slots
from viz_app.settings import CLASS

PEOPLE = 60
TRAINING = """
import torch
w = torch.tensor({start}, requires_grad=True)
x = torch.tensor([1.0, 2.0, 3.0])
for step in range(100):
    loss = ((w * x - 1) ** 2).mean()
    loss.backward()
    with torch.no_grad():
        w -= 0.01 * w.grad
    w.grad = None
"""
TRIVIAL = "x = {start}\nprint(x)"
ENDLESS = "x = {start}\nwhile True: x = 1 - x"

Program = Callable[[int], str]


def training(person: int) -> str:
    return TRAINING.format(start=person / 10)


def trivial(person: int) -> str:
    return TRIVIAL.format(start=person)


def every_sixth_endless(person: int) -> str:
    return ENDLESS.format(start=person) if person % 6 == 0 else training(person)


def same(person: int) -> str:
    return training(0)


def all_at_once(slots: Slots, program: Program, round: int) -> list[float]:
    """Seconds until each person's answer, sorted."""
    begin, waited = threading.Event(), []

    def press(person: int) -> None:
        begin.wait()
        with collector.paused():
            assert slots.run(Request(((0, program(person + PEOPLE * round)),))).trace.events
        waited.append(time.perf_counter() - pressed)

    threads = [threading.Thread(target=press, args=(person,)) for person in range(PEOPLE)]
    for thread in threads:
        thread.start()
    pressed = time.perf_counter()
    begin.set()
    for thread in threads:
        thread.join()
    return sorted(waited)


def processor(slots: Slots) -> float:
    """Seconds of processor time that this process and its runs have used."""
    own = resource.getrusage(resource.RUSAGE_SELF)
    used = own.ru_utime + own.ru_stime
    for each in slots.idle:
        stat = Path(f"/proc/{each.process.pid}/stat").read_text().rpartition(")")[2].split()
        used += sum(map(int, stat[11:15])) / os.sysconf("SC_CLK_TCK")
    return used


def plain(text: str) -> float:
    """Seconds for a program in this process, recorded, without a process of its own."""
    begun = time.perf_counter()
    program = parse([text], CLASS)
    with autograd_core.record() as recorder:
        run(program, recorder, limits=CLASS)
    return time.perf_counter() - begun


def confined(slots: Slots, text: str) -> float:
    time.sleep(0.02)  # a person does not press at once again: the next child is there
    begun = time.perf_counter()
    assert slots.run(Request(((0, text),))).trace.events
    return time.perf_counter() - begun


def main() -> None:
    cores = max(1, os.cpu_count() or 1)
    slots = Slots(cores)
    try:
        all_at_once(slots, trivial, 0)
        for program in (trivial, training, every_sixth_endless, same):
            before = processor(slots)
            waits = all_at_once(slots, program, 1 + (program is same))
            used = processor(slots) - before
            name = program.__name__.replace("_", " ")
            print(
                f"{PEOPLE} people, {name}: median {waits[30]:.2f} s, last {waits[-1]:.2f} s;"
                f" {used:.2f} s of processor time, {used / cores:.2f} s on each of {cores} cores"
            )
        for program in (trivial, training):
            alone = statistics.median(plain(program(1000 + k)) for k in range(30))
            whole = statistics.median(confined(slots, program(2000 + k)) for k in range(30))
            name = program.__name__
            print(f"one {name}: {1e3 * alone:.1f} ms plain, {1e3 * (whole - alone):.1f} ms more")
    finally:
        slots.close()


if __name__ == "__main__":
    main()
