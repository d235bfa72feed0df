"""What a program may not contain is refused before anything runs: all of it at once, line by line."""

import ast

import pytest

from tests.viz_app.language.running import events, findings, ours
from viz_app import i18n
from viz_app.language import parse
from viz_app.language.facades.registry import MAKERS
from viz_app.language.grammar import ALLOWED, CLOSED_DOORS, EXPRESSIONS, STATEMENTS, STRUCTURE
from viz_app.language.modules import MODULES
from viz_app.language.unit import EXPRESSIONS as EXPRESSION_HANDLERS
from viz_app.language.unit import STATEMENTS as STATEMENT_HANDLERS
from viz_app.settings import CLASS

REFUSED = {
    # Leaving the language (the rows of the catalogue's part A that end before the run).
    "x = 1\nx.__class__": [(2, "refused.dunder_class")],
    "f'{1 .__class__}'": [(1, "refused.dunder_class")],
    "x = 1\nx.__globals__": [(2, "refused.dunder")],
    "(1).__class__.__call__.__self__": [(1, "refused.dunder"), (1, "refused.dunder_class")],
    "x = (1).__class__.__name__.__class__": [(1, "refused.dunder_class")],
    "().__class__.__bases__[0].__subclasses__()": [
        (1, "refused.dunder"),
        (1, "refused.dunder_class"),
    ],
    "def f(): pass\nf.__globals__\nf.__code__": [(2, "refused.dunder"), (3, "refused.dunder")],
    "try: 1 / 0\nexcept Exception as e: e.__traceback__": [(2, "refused.dunder")],
    "__builtins__": [(1, "refused.dunder")],
    "__import__('os')": [(1, "refused.dunder")],
    "def f(__class__): pass": [(1, "refused.dunder_class")],
    "import os": [(1, "refused.import")],
    "import torch.os as t": [(1, "refused.import")],
    "from os import path": [(1, "refused.import")],
    "from . import x": [(1, "refused.relative_import")],
    "from torch import *": [(1, "refused.star_import")],
    "def f():\n    try:\n        import os\n    except ImportError: pass": [(3, "refused.import")],
    "import pandas as pd": [(1, "refused.import_data")],
    "import seaborn as sns": [(1, "refused.import_plot")],
    "import tensorflow": [(1, "refused.import_framework")],
    **{f"{name}('x')": [(1, "refused.builtin")] for name in sorted(CLOSED_DOORS)},
    "class A(metaclass=int): pass": [(1, "refused.class_keyword")],
    "class A:\n    def __getattribute__(self, n): return 1": [(2, "refused.dunder_method")],
    "class A:\n    def __del__(self): pass": [(2, "refused.dunder_method")],
    "class A:\n    def __instancecheck__(cls): pass": [(2, "refused.dunder_method")],
    "class A:\n    __bases__ = ('a',)": [(2, "refused.dunder")],
    "class A(**{}): pass": [(1, "refused.class_keyword")],
    "async def f(): pass": [(1, "refused.async")],
    "match 1:\n    case x.__class__: pass": [(2, "refused.dunder_class")],
    "match 1:\n    case int(__class__=x): pass": [(2, "refused.dunder_class")],
    "try: pass\nexcept* ValueError: pass": [(1, "refused.try_star")],
    f"x = {'9' * 1300}": [(1, "refused.line_length")] if CLASS.line_length < 1300 else [],
    # Text and parsing (part C).
    "x=1\n" * 1_000_000: [(1, "refused.characters")],
    "x=1\n" * 3000: [(2001, "refused.lines")],
    "x" * 1001: [(1, "refused.line_length")],
    "[" * 500: [(1, "refused.syntax")],
    "[" * 90 + "]" * 90: [(1, "refused.too_nested")],
    "x" + ".a" * 90: [(1, "refused.too_nested")],
    "x = " + "-" * 500 + "1": [(1, "refused.too_nested")],
    "a=1\x00": [(1, "refused.control")],
    "a=1\x0c\nb": [(1, "refused.control")],
    "x = '\ud800'": [(1, "refused.surrogate")],
    "x = 1 # \u202e": [(1, "refused.bidi")],
    "x = (": [(1, "refused.syntax")],
    "x = 1\n\nif x\n    y": [(3, "refused.syntax")],
    "  x = 1": [(1, "refused.syntax")],
    "print 'x'": [(1, "refused.syntax")],
    "return 1": [(1, "refused.syntax")],
    "for i in (1,): pass\nbreak": [(2, "refused.syntax")],
    "def f(a, a): pass": [(1, "refused.syntax")],
    "x = 1\nnonlocal x": [(2, "refused.syntax")],
    "%timeit 1\nx = 1\n!rm -r x\nimport os": [
        (1, "refused.magic"),
        (3, "refused.magic"),
        (4, "refused.import"),
    ],
    "%matplotlib inline\nimport os": [(2, "refused.import")],
    "%%writefile x.py\nx = 1": [(1, "refused.magic")],
    "x = 1\nx?": [(2, "refused.magic")],
    ">>> x = 1": [(1, "refused.paste_prompt"), (1, "refused.syntax")],
    "```python\nx = 1\n```": [(1, "refused.paste_fence"), (1, "refused.syntax")],
    "x = “a”": [(1, "refused.paste_quotes"), (1, "refused.syntax")],
    "x\u00a0= 1": [(1, "refused.paste_space"), (1, "refused.syntax")],
    "print（1）": [(1, "refused.paste_fullwidth"), (1, "refused.syntax")],
}

ACCEPTED = {
    "": "",
    "\n\n# only a comment": "",
    "\ufeffprint(1)": "1\n",
    "print(1)\r\nprint(2)\rprint(3)": "1\n2\n3\n",
    "# coding: rot13\nprint('a')": "a\n",
    "ﬁ = 1\nprint(fi)": "1\n",
    "input = 3\nprint(input)": "3\n",
    "x = 'a\u2028b'\nprint(len(x))": "3\n",
    "s = '''\n%time\n!ls\n'''\nprint(len(s))": "11\n",
    "_x = 1\nprint(_x)": "1\n",
    "__x = 1\nprint(__name__)": "__main__\n",
    "x = '__class__ import os eval('\nprint(x)": "__class__ import os eval(\n",
    "print(10\n % 3)": "1\n",
    "print('🙂 é')": "🙂 é\n",
}


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: repr(text[:50]))
def test_refused(text: str) -> None:
    assert findings(text) == REFUSED[text]


@pytest.mark.parametrize("text", ACCEPTED, ids=lambda text: repr(text[:50]))
def test_accepted(text: str) -> None:
    assert ours(text).output == ACCEPTED[text]


def test_harmless_commands_of_a_notebook_are_left_out_and_that_is_said() -> None:
    text = "%matplotlib inline\n!pip install torch\nx = 1\nprint(x)"
    outcome = ours(text, "%%time\nprint(x + 1)")
    assert (outcome.output, outcome.error) == ("1\n2\n", "")
    notes = [(event[2], event[3]) for event in events(outcome, "warning")]
    said = "` is a command of Jupyter or of a shell; it does nothing here."
    commands = ("%matplotlib inline", "!pip install torch", "%%time")
    assert notes == [("Note", f"`{command}{said}") for command in commands]


def test_plots_are_accepted_and_that_nothing_is_drawn_is_said_once() -> None:
    text = """
import matplotlib.pyplot as plt
from tqdm import tqdm
fig, (left, right) = plt.subplots(1, 2, figsize=(8, 4))
for i in tqdm(range(3), desc="epochs"):
    plt.plot([1, 2], label="x"); left.set_title("t")
n, bins, patches = plt.hist([1, 2])
plt.rcParams["figure.figsize"] = (4, 4)
with plt.style.context("ggplot"): plt.legend()
print(plt.show(), i)
"""
    outcome = ours(text)
    assert (outcome.output, outcome.error) == ("None 2\n", "")
    assert [event[2] for event in events(outcome, "warning")] == ["Note", "Note"]


def test_what_a_notebook_displays_is_shown_as_jupyter_shows_it() -> None:
    text = """
from IPython import display
from IPython.display import clear_output, display as show
clear_output(wait=True)
display.clear_output()
show({"b": 1, "a": "x"}, 2)
"""
    outcome = ours(text)
    assert (outcome.output, outcome.error) == ("{'b': 1, 'a': 'x'}\n2\n", "")


def test_every_refusal_of_a_notebook_comes_at_once_with_its_place() -> None:
    program = parse(["x = 1", "import os\ny = é.__class__ + eval('1')", "!ls"])
    places = [(each.cell, each.line, each.col, each.end_col) for each in program.findings]
    assert places == [(1, 1, 0, 9), (1, 2, 4, 15), (1, 2, 18, 22), (2, 1, 0, 3)]


def test_there_is_an_end_to_the_list() -> None:
    assert len(findings("import os\n" * 100)) == CLASS.findings


def test_nothing_of_a_refused_program_runs_and_the_trace_says_why() -> None:
    outcome = ours("print(1)", "import os")
    assert outcome.output == ""
    assert outcome.ending.status == "refused"
    [error] = events(outcome, "error")
    assert error[2] == "refused.import"
    assert error[4] == "refused"


def test_a_finding_unpacks_as_line_and_text() -> None:
    [(line, text)] = parse(["x = 1\nimport os"]).findings
    assert line == 2
    assert text.startswith("`os` is not available here. This tool runs a teaching version of torch")


def test_every_sentence_is_there_in_both_languages_with_the_same_values() -> None:
    english, chinese = i18n.table("en"), i18n.table("zh-CN")
    keys = [key for key in english if key.startswith(("refused.", "limit.", "command."))]
    assert len(keys) > 40
    for key in keys:
        assert blanks(english[key]) == blanks(chinese[key]), key


def blanks(template: str) -> set[str]:
    import string

    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def test_the_finding_speaks_chinese() -> None:
    [finding] = parse(["import os"]).findings
    assert finding.say("zh-CN").startswith("这里没有 `os`。")


def test_every_allowed_node_has_a_handler() -> None:
    statements = STATEMENTS - STATEMENT_HANDLERS.keys()
    expressions = EXPRESSIONS - EXPRESSION_HANDLERS.keys()
    assert (statements, expressions) == (set(), set())


def test_nothing_is_allowed_that_python_does_not_have() -> None:
    assert ALLOWED == STRUCTURE | EXPRESSIONS | STATEMENTS
    assert all(issubclass(kind, ast.AST) for kind in ALLOWED)


def test_every_module_that_may_be_imported_is_there() -> None:
    assert MAKERS.keys() == MODULES
