"""Programs as lines of JSON in, where we differ from CPython out: in a process that may die of them.

A random program can exhaust the stack of the process in which CPython runs it, and that must not be
the one of the tests. Both run in the same process, so that texts have the same hashes.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache

from tests.support import ROOT
from tests.viz_app.language.running import ours, python

SOME_LINES = 300


@cache
def _process() -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", __name__],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def difference(text: str) -> str:
    """What we do otherwise than CPython; "" if nothing, or if CPython itself dies of it."""
    process = _process()
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps(text) + "\n")
    process.stdin.flush()
    line = process.stdout.readline()
    if not line:
        process.wait()
        _process.cache_clear()
        return ""
    return str(json.loads(line))


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

    Both differ by nature; a program that goes on after the end of the stack says a lot.
    """
    endless = "RecursionError" in text or text.count("\n") > SOME_LINES
    return " at 0x" not in text and not endless


def main() -> None:
    answers = os.fdopen(os.dup(1), "w")
    for line in sys.stdin:
        answers.write(json.dumps(compared(json.loads(line))) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
