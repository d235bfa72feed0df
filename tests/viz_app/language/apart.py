"""Numbers of random programs in, those that we run otherwise than CPython out: in another process.

A random program can exhaust the stack of the process in which CPython runs it, and that must not be
the one of the tests. Both run in the same process, so that texts have the same hashes.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator

from tests.support import ROOT
from tests.viz_app.language.random_programs import program
from tests.viz_app.language.running import ours, python

SOME_LINES = 300
SET_OF_TYPES = re.compile(r"\{[^{}:]*<(class|built-in)")


def differences(numbers: range) -> Iterator[tuple[int, str]]:
    """Which programs of a range we run otherwise, and how; where CPython dies of one, it is left out."""
    while numbers:
        command = [sys.executable, "-W", "ignore", "-m", __name__]
        command += map(str, (numbers.start, numbers.stop))
        tried = numbers.start
        with subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        ) as process:
            assert process.stdout is not None
            for line in process.stdout:
                number, _, found = line.partition(" ")
                tried = int(number)
                if found.strip():
                    yield tried, found
        numbers = range(tried + (1 if process.returncode == 0 else 2), numbers.stop)


def compared(text: str) -> str:
    """The output, the error and its line are those of CPython, where no limit comes before."""
    got = ours(text)
    if got.ending.status in ("limit", "refused"):
        return ""
    wanted = python(text)
    if not comparable(wanted.output + wanted.error + got.error):
        return ""
    if sys.version_info[:2] == (3, 11):
        said = (got.output, got.error, got.line), (wanted.output, wanted.error, wanted.line)
    else:
        kinds = got.error.partition(":")[0], wanted.error.partition(":")[0]
        said = (got.output, kinds[0], got.line), (wanted.output, kinds[1], wanted.line)
    return "" if said[0] == said[1] else f"{said[0]!r} is not {said[1]!r}"


def comparable(text: str) -> bool:
    """Whether the text holds no address, and nothing tells of the end of the stack.

    Both differ by nature; a program that goes on after the end of the stack says a lot. So does the
    order of a set in which there is a type or a function: it is that of their addresses.
    """
    if SET_OF_TYPES.search(text):
        return False
    endless = "RecursionError" in text or text.count("\n") > SOME_LINES
    letters = re.sub(r"[ ',]", "", text)
    return "at0x" not in letters and not endless


def main() -> None:
    answers = os.fdopen(os.dup(1), "w")
    for number in range(*map(int, sys.argv[1:])):
        answers.write(f"{number} {compared(program(number))}\n")
        answers.flush()


if __name__ == "__main__":
    main()
