"""What several test files share: where things are, and what to do when a tool is missing."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, NoReturn

import pytest

ROOT = Path(__file__).resolve().parent.parent
RECORDED = ROOT / "tests" / "recorded"
NOTEBOOK = ROOT / "assets" / "notebooks" / "autograd_basics.ipynb"


def unavailable(reason: str) -> NoReturn:
    """Skip with the reason on a person's machine; fail in CI, where everything is installed."""
    if os.environ.get("CI"):
        pytest.fail(f"in CI nothing is skipped: {reason}", pytrace=False)
    pytest.skip(reason)


def recorded(name: str) -> Any:
    """What was recorded under tests/recorded/."""
    return json.loads((RECORDED / f"{name}.json").read_text(encoding="utf-8"))


def printed(executions: list[dict[str, Any]]) -> str:
    """What recorded executions put on stdout: all that was printed or displayed, in order."""
    texts = ((e["stdout"], e["display"]) for e in executions)
    return "".join(out + ("" if shown is None else f"{shown}\n") for out, shown in texts)


def gradstep(*args: str) -> subprocess.CompletedProcess[str]:
    """The command, run as a person runs it, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "viz_app", *args],
        cwd=ROOT,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )


def needs(said: str, expected: str) -> None:
    """Skip a program that stops at a name which the engine does not have yet, and name it.

    It cannot hide a wrong answer: a program that PyTorch ends with the same kind of error is held
    to it.
    """
    missing = (
        r"has no attribute '(\w+)'|unsupported operand type\(s\) for (\S+)"
        r"|unexpected keyword argument '(\w+)'|(\S+) is not part of Gradstep"
    )
    found = re.search(missing, said)
    if found and not re.search(missing, expected):
        name = next(filter(None, found.groups()))
        pytest.skip(f"needs {name}, which the engine does not have yet")
