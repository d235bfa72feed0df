"""Programs of courses, pasted: they print through the language what they print in PyTorch.

The answers are those that the core is held to, recorded from PyTorch itself.
"""

from __future__ import annotations

import json
import re

import pytest

import autograd_core
from tests.autograd_core.answers import same_text
from tests.support import RECORDED
from tests.viz_app.language.running import ours

PRELUDE = """\
import torch, math, copy, functools, itertools, collections
import torch.nn as nn
import torch.nn.functional as F
import torch.optim as optim
from torch import tensor
"""
"""What those below `teaching` find imported."""
OUTSIDE = {
    "01_layers.py": "eval",
    "02_layers.py": "its warning is part of the recorded text",
    "03_layers.py": "its warning is part of the recorded text",
    "16_environment.py": "io",
    "29_custom_functions.py": "the name of the class GradcheckError",
    "35_printing.py": "complex literals",
    "36_errors.py": "a line of more than 1,000 characters",
    "37_misc_ops.py": "a line of more than 1,000 characters",
    "38_deepcopy_pickle.py": "pickle",
    "39_higher_order_hooks.py": "its warning is part of the recorded text",
}
"""Teaching programs that ask for what the language does not have, or record more than output."""
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
    autograd_core.manual_seed(0)
    assert_same(ours(text).output, expected)


@pytest.mark.parametrize("name", TEACHING)
def test_a_teaching_program_prints_what_it_prints_in_pytorch(name: str) -> None:
    text, expected = TEACHING[name]
    autograd_core.manual_seed(0)  # as a run does before anything else
    outcome = ours(PRELUDE + text)
    assert outcome.error == ""
    assert_same(outcome.output, expected)


def assert_same(output: str, expected: str) -> None:
    shown = ADDRESS.sub("0x…", output)
    if not same_text(shown, expected):
        assert shown.splitlines() == expected.splitlines()
