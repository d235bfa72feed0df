"""Programs of courses, pasted: they print through the language what they print in PyTorch.

The answers are those that the core is held to, recorded from PyTorch itself.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

import autograd_core
from autograd_core import errors
from tests.autograd_core.answers import same_text
from tests.support import RECORDED
from tests.viz_app.language.running import Outcome, ours
from viz_app.settings import CLASS

PRELUDE = """\
import torch, math, copy, functools, itertools, collections
import torch.nn as nn
import torch.nn.functional as F
import torch.optim as optim
from torch import tensor
"""
"""What those below `teaching` find imported."""
OUTSIDE = {"01_layers.py": "eval"}
"""Teaching programs that ask for what the language refuses."""
ROOMY = replace(CLASS, line_length=2_000)
"""Some of these programs have lines that nobody writes."""
ADDRESS = re.compile(r"0x[0-9a-f]+")


def recorded(folder: str) -> dict[str, tuple[str, str]]:
    """The text and the answer of each program of a folder."""
    path = RECORDED / folder
    answers = json.loads((path / "answers.json").read_text(encoding="utf-8"))
    found = {}
    for name, answer in answers.items():
        file = path / f"{name.removesuffix('.py')}.py"
        said = answer if isinstance(answer, str) else answer["out"]
        found[file.name] = file.read_text(encoding="utf-8"), said
    return found


SNIPPETS = recorded("snippets")
TEACHING = {name: each for name, each in recorded("teaching").items() if name not in OUTSIDE}


@pytest.mark.parametrize("name", SNIPPETS)
def test_a_snippet_prints_what_it_prints_in_pytorch(name: str) -> None:
    text, expected = SNIPPETS[name]
    begin()
    assert_same(ours(text).output, expected)


@pytest.mark.parametrize("name", TEACHING)
def test_a_teaching_program_prints_what_it_prints_in_pytorch(name: str) -> None:
    text, expected = TEACHING[name]
    begin()
    outcome = ours(PRELUDE, text, limits=ROOMY)
    assert outcome.error == ""
    assert_same(said(outcome).replace('"cell 2"', f'"{name}"'), expected)


def begin() -> None:
    """As in a new process: the seed, and no warning has been said yet."""
    autograd_core.manual_seed(0)
    errors._said_once.clear()


def said(outcome: Outcome) -> str:
    """What was printed, and between it the warnings."""
    lines = {"output": "{1}", "warning": "⚠ {0}: {1}\n"}
    told = (event for event in outcome.recorder.events if event[0] in lines)
    return "".join(lines[event[0]].format(*event[2:4]) for event in told)


def assert_same(output: str, expected: str) -> None:
    shown = ADDRESS.sub("0x…", output)
    if not same_text(shown, expected):
        assert shown.splitlines() == expected.splitlines()
