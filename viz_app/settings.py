"""Every limit and option of the program, once: a frozen record in two presets."""

from __future__ import annotations

import os
from dataclasses import dataclass
from dataclasses import fields as fields_of
from typing import Any

MEGABYTE = 1 << 20

PUBLIC_VARIABLE = "GRADSTEP_PUBLIC"
"""The environment variable that opens the app to the internet."""
QUEUE = 300
"""Runs that may wait for a place at once; one more is asked to come back in a moment."""
KEPT_ANSWERS, KEPT_BYTES = 64, 16 * MEGABYTE
"""Answers that are given again when the same is asked: how many, and how large as JSON together."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one run may use. CLASS is for one's own machine or a class, PUBLIC for the internet.

    The text
    characters, lines, line_length  of one cell's text; nothing larger is even parsed
    nodes, nesting                  of the syntax tree of one cell
    findings                        refusals reported at once
    The run
    steps                           statements executed, counted per round of a loop and per call
    operations                      tensor operations
    elements, flops                 of one tensor; multiplications in large operations together
    recursion                       functions that wait for each other; then Python's RecursionError
    bits, text, items               of one int, one str, one list made by repetition or joining
    width                           of a field in a format
    printed, printed_lines          characters and lines of output
    The process; a run is stopped by its own clock before it is stopped from outside
    seconds, cpu_seconds, wall_seconds, patience
    memory                          bytes of address space
    answer                          bytes that a run may send back
    The person; who asks for more runs waits until the next may begin
    burst, run_seconds              runs one after the other, and then one in so many seconds
    """

    characters: int = 64_000
    lines: int = 2_000
    line_length: int = 1_000
    nodes: int = 40_000
    nesting: int = 80
    findings: int = 20

    steps: int = 2_000_000
    operations: int = 20_000
    elements: int = 4_000_000
    flops: int = 5_000_000_000
    recursion: int = 1_000
    bits: int = 4_096
    text: int = 20_000
    items: int = 20_000
    width: int = 100
    printed: int = 50_000
    printed_lines: int = 2_000

    seconds: float = 3.0
    cpu_seconds: int = 4
    wall_seconds: float = 5.0
    patience: float = 8.0
    memory: int = 768 * MEGABYTE
    answer: int = 16 * MEGABYTE

    burst: int = 20
    run_seconds: float = 0.5

    def to_json(self) -> dict[str, Any]:
        """The limits as plain data, as they are sent to the process that runs a program."""
        return {field.name: getattr(self, field.name) for field in fields_of(self)}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Limits:
        return cls(**data)


CLASS = Limits()
PUBLIC = Limits(
    steps=500_000,
    operations=5_000,
    elements=1_000_000,
    flops=1_000_000_000,
    recursion=300,
    seconds=2.0,
    cpu_seconds=3,
    wall_seconds=4.0,
    patience=6.0,
    memory=512 * MEGABYTE,
    answer=8 * MEGABYTE,
    burst=10,
    run_seconds=1.0,
)


def public() -> bool:
    """Whether this app is open to the internet, as `gradstep serve --public` says."""
    return os.environ.get(PUBLIC_VARIABLE, "") not in ("", "0")


def chosen() -> Limits:
    """The limits of the runs that the app makes."""
    return PUBLIC if public() else CLASS
