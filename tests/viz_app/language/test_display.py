"""A cell's last expression is shown as Jupyter shows it: IPython itself is asked wherever it is there."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import autograd_core
from tests.support import unavailable
from tests.viz_app.language.running import events, ours
from viz_app.language.display import shown, silent
from viz_app.language.run import new_machine
from viz_app.settings import CLASS

SHOWN = {
    "1 + 1": "2\n",
    "'a'": "'a'\n",
    "None": "",
    "x = 1": "",
    "1;": "",
    "1; # quiet": "",
    "1  # not ; quiet": "1\n",
    "'a;'": "'a;'\n",
    "print(2)": "2\n",
    "1\n2": "2\n",
    "if True: 1": "",
    "()": "()\n",
    "(1,)": "(1,)\n",
    "{3, 1, 2}": "{1, 2, 3}\n",
    "print": "<function print>\n",
    "int": "int\n",
    "def f(a, /, b=1, *c, d, e=2, **g): pass\nf": (
        "<function __main__.f(a, /, b=1, *c, d, e=2, **g)>\n"
    ),
    "def f(*, k): pass\nf": "<function __main__.f(*, k)>\n",
    "class A: pass\nA": "__main__.A\n",
    "class A:\n    def __repr__(self): return 'one\\ntwo'\n[A(), A()]": "[one\n two,\n one\n two]\n",
    "try: 1 / 0\nexcept Exception as e: x = e\nx": "ZeroDivisionError('division by zero')\n",
    "l = [1]\nl.append(l)\nl": "[1, [...]]\n",
    "list(range(1002))[-1:] + [0] * 3": "[1001, 0, 0, 0]\n",
    "import torch\na = torch.ones(2, 2)\na, None, {'k': a}": (
        "(tensor([[1., 1.],\n         [1., 1.]]),\n None,\n"
        " {'k': tensor([[1., 1.],\n          [1., 1.]])})\n"
    ),
    "import torch\ntorch.ones(2, 3).shape, torch.float32": "(torch.Size([2, 3]), torch.float32)\n",
}


@pytest.mark.parametrize("text", SHOWN, ids=lambda text: repr(text[:40]))
def test_shown(text: str) -> None:
    outcome = ours(text, display=True)
    assert not outcome.error
    assert outcome.output == SHOWN[text]


def test_a_script_shows_nothing() -> None:
    assert ours("1", display=False).output == ""


def test_what_is_shown_is_told_from_what_is_printed() -> None:
    outcome = ours("print(1)\n2", display=True)
    assert [event[2] for event in events(outcome, "output")] == ["stdout", "display"]


@pytest.mark.parametrize(("text", "quiet"), [("1;", True), ("x = ';'", False), ("1 # ;", False)])
def test_a_semicolon_at_the_end_keeps_a_cell_silent(text: str, quiet: bool) -> None:
    assert silent(text) is quiet


class Lines:
    """A value whose representation has several lines."""

    def __init__(self, lines: list[str]) -> None:
        self.text = "\n".join(lines) or "x"

    def __repr__(self) -> str:
        return self.text


scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40)
words = st.text("ab [](),", min_size=1, max_size=30)
leaves = scalars | st.builds(Lines, st.lists(words, max_size=4))
keys = st.integers() | st.text(max_size=20)
values = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=6)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(keys, inner, max_size=5)
        | st.sets(st.integers(), max_size=30)
        | st.frozensets(st.text(max_size=12), max_size=12)
    ),
    max_leaves=40,
)


@settings(max_examples=400, deadline=None)
@given(values)
def test_the_layout_is_ipythons(value: Any) -> None:
    try:
        from IPython.lib.pretty import pretty
    except ImportError:
        unavailable('IPython is not installed (pip install -e ".[oracle]")')
    with autograd_core.record() as recorder:
        machine = new_machine(recorder, CLASS, frozenset(), 0)
    assert shown(machine, value) == pretty(value)
