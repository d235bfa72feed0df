"""The linter, the formatter, the type checkers: part of the one test command."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec

import pytest

from tests.support import ROOT, unavailable


@pytest.mark.parametrize(
    "command", [["ruff", "check", "."], ["ruff", "format", "--check", "."]], ids=" ".join
)
def test_ruff(command: Sequence[str]) -> None:
    _passes(_module(*command))


@pytest.mark.slow
def test_mypy_strict() -> None:
    _passes(_module("mypy", "--strict"))


@pytest.mark.slow
def test_the_players_javascript_is_type_checked() -> None:
    if not any((ROOT / "viz_app" / "player").rglob("*.js")):
        pytest.skip("there is no JavaScript in viz_app/player")
    tsc = shutil.which("tsc")
    if tsc is None:
        unavailable("tsc is not installed (npm install --global typescript)")
    _passes([tsc, "--project", "tests/jsconfig.json"])


def _module(name: str, *args: str) -> list[str]:
    if find_spec(name) is None:
        unavailable(f'{name} is not installed (pip install -e ".[test]")')
    return [sys.executable, "-m", name, *args]


def _passes(command: Sequence[str]) -> None:
    result = subprocess.run(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8"
    )
    if result.returncode:
        pytest.fail(f"{' '.join(command)}\n{result.stdout}{result.stderr}", pytrace=False)
