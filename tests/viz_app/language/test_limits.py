"""Using up the machine: each attempt is stopped at its line, before the work, and cannot be caught."""

import time
from dataclasses import replace

import pytest

from tests.viz_app.language.greedy import GREEDY
from tests.viz_app.language.running import events, ours
from viz_app.settings import CLASS

STOPPED = {
    "x = 1\nwhile True: pass": (2, "steps"),
    "while True:\n    try:\n        while True: pass\n    except: pass": (3, "steps"),
    "def f():\n    try:\n        while True: pass\n    finally:\n        while True: pass\nf()": (
        3,
        "steps",
    ),
    "try:\n    while True: pass\nexcept BaseException:\n    print('caught')": (2, "steps"),
    "[0 for _ in iter(int, 1)]": (1, "steps"),
    "x = 1\nsum(x for x in range(10**12))": (2, "steps"),
    "def g():\n    while True: yield 1\nsum(g())": (3, "steps"),
    "sum(range(10**12))": (1, "steps"),
    "x = 2\n0.5 in range(10**18)": (2, "steps"),
    "max(range(10**12))": (1, "steps"),
    "list(range(10**10))": (1, "steps"),
    "sorted(range(10**10))": (1, "steps"),
    "set(range(10**10))": (1, "steps"),
    "tuple(range(10**19))": (1, "steps"),
    "any(x > 5 for x in iter(int, 1))": (1, "steps"),
    "a = []\nwhile True: a.append('x' * 1000)": (2, "steps"),
    "class A:\n    def __iter__(self): return self\n    def __next__(self): return 1\nlist(A())": (
        4,
        "steps",
    ),
    "7 ** (10 ** 14)": (1, "bits"),
    "1 << 10 ** 11": (1, "bits"),
    "pow(7, 10 ** 14)": (1, "bits"),
    "x = 3\nfor _ in range(100):\n    x = x * x": (3, "bits"),
    "x = 3\nfor _ in range(100):\n    x *= x": (3, "bits"),
    "x = 1\nwhile True: x += x": (2, "bits"),
    "import math\nmath.factorial(10 ** 7)": (2, "bits"),
    "import math\nmath.comb(10 ** 7, 10 ** 6)": (2, "bits"),
    "int('9' * 5000)": (1, "bits"),
    "'a' * 10 ** 11": (1, "text"),
    "10 ** 11 * 'a'": (1, "text"),
    "s = 'ab'\nfor _ in range(40): s += s": (2, "text"),
    "s = 'ab'\nfor _ in range(40): s = f'{s}{s}'": (2, "text"),
    "[0] * 10 ** 10": (1, "items"),
    "l = [0]\nfor _ in range(40): l = l + l": (2, "items"),
    "l = [0]\nfor _ in range(40): l += l": (2, "items"),
    "l = [1]\nfor _ in range(40): l[0:0] = l": (2, "items"),
    "sum([[0] * 1000] * 1000, [])": (1, "items"),
    "('a' * 1000).replace('a', 'b' * 1000)": (1, "text"),
    "'x'.ljust(10 ** 10)": (1, "text"),
    "'x'.center(10 ** 10)": (1, "text"),
    "'1'.zfill(10 ** 10)": (1, "text"),
    "'\\t'.expandtabs(10 ** 10)": (1, "text"),
    "','.join(['x' * 1000] * 1000)": (1, "text"),
    "f'{1:10000000000}'": (1, "width"),
    "w = 10 ** 9\nf'{1:{w}}'": (2, "width"),
    "f'{1:.500f}'": (1, "width"),
    "'{:99999}'.format(1)": (1, "width"),
    "'%99999d' % 1": (1, "width"),
    "format(1, '9999999')": (1, "width"),
    "while True: print('a')": (1, "printed"),
    "print('a' * 19000, sep='', end='b' * 19000)\nprint('c' * 19000)": (2, "printed"),
    "print('\\n' * 3000)": (1, "printed"),
    "l = []\nfor _ in range(100): l = [l, l]\nprint(l)": (3, "printed_once"),
    "l = []\nfor _ in range(100): l = [l, l]\nstr(l)": (3, "printed_once"),
    "import torch\nx = torch.ones(2)\nwhile True:\n    x = x + 1": (4, "operations"),
    "import torch\nx = torch.zeros(10 ** 6, 10 ** 6)": (2, "elements"),
}


@pytest.mark.parametrize("text", STOPPED, ids=lambda text: repr(text[:50]))
def test_it_is_stopped_at_its_line(text: str) -> None:
    begun = time.monotonic()
    outcome = ours(text, limits=replace(CLASS, steps=100_000, operations=1_000))
    assert time.monotonic() - begun < 5
    assert outcome.ending.status == "limit"
    [error] = events(outcome, "error")
    assert (outcome.line, error[2], error[4]) == (*STOPPED[text], "limit")
    assert "caught" not in outcome.output


@pytest.mark.parametrize("text", GREEDY, ids=lambda text: repr(text[:60]))
def test_a_small_call_with_a_large_answer_is_stopped(text: str) -> None:
    begun = time.monotonic()
    outcome = ours(text, limits=replace(CLASS, steps=100_000))
    assert time.monotonic() - begun < 5
    [error] = events(outcome, "error")
    assert (error[2], error[4]) == (GREEDY[text], "limit")


def test_a_limit_reached_while_python_drops_a_generator_ends_the_run() -> None:
    text = """
def g():
    try: yield
    finally:
        while True: pass
for x in g(): break
print("never")
"""
    outcome = ours(text)
    assert (outcome.ending.status, outcome.output) == ("limit", "")


def test_catching_the_end_of_a_recursion_for_ever_is_stopped() -> None:
    text = "f = lambda: [f() for _ in range(9)]\nwhile True:\n    try: f()\n    except RecursionError: 0"
    assert ours(text, limits=replace(CLASS, seconds=1)).ending.status == "limit"


def test_time_is_a_limit_as_well() -> None:
    limits = replace(CLASS, seconds=0.2, steps=10**9)
    begun = time.monotonic()
    outcome = ours("while True: pass", limits=limits)
    assert outcome.error.startswith("seconds: the program ran for more than 0.2 seconds.")
    assert time.monotonic() - begun < 1


def test_what_was_done_before_the_limit_is_in_the_trace() -> None:
    outcome = ours("import torch\nx = torch.ones(1)\nprint(x)\nwhile True:\n    y = x + 1")
    assert outcome.output == "tensor([1.])\n"
    assert len(events(outcome, "op", "quick")) > 1000


def test_output_is_cut_at_the_limit_and_kept_up_to_there() -> None:
    outcome = ours("while True: print('abc')", limits=replace(CLASS, printed=10))
    assert outcome.output == "abc\nabc\nab"


def test_what_only_the_real_torch_has_is_named_and_cannot_be_hidden() -> None:
    text = "import torch\ntry:\n    torch.hub('f')\nexcept Exception:\n    print('hidden')"
    outcome = ours(text)
    assert outcome.error == "absent: `torch.hub` is not available here yet."
    assert (outcome.output, outcome.line, outcome.ending.status) == ("", 3, "limit")


HARMLESS = {
    "l = []\nl.append(l)\nprint(l, l == l)": "[[...]] True\n",
    "d = {}\nd['d'] = d\nprint(d)": "{'d': {...}}\n",
    "def f(n): return f(n + 1)\ntry: f(0)\nexcept RecursionError as e: print(e)": (
        "maximum recursion depth exceeded\n"
    ),
    "def f(n): return 0 if n == 0 else 1 + f(n - 1)\nprint(f(900))": "900\n",
    "print(10**18 in range(10**19), len(range(10**18)))": "True 1000000000000000000\n",
    "print(1e308 * 10, -1e308 * 10)": "inf -inf\n",
    "s = {i * (2**61 - 1) for i in range(500)}\nprint(len(s))": "500\n",
    "print(2 ** 1000 % 7)": "2\n",
}


@pytest.mark.parametrize("text", HARMLESS, ids=lambda text: repr(text[:50]))
def test_what_only_looks_dangerous_runs(text: str) -> None:
    assert ours(text).output == HARMLESS[text]


def test_recursion_through_operators_and_keys_ends_well() -> None:
    text = """
class A:
    def __add__(self, o): return self + o
    def __lt__(self, o): return self < o
    def __repr__(self): return repr(self)
    def __init__(self): self.x = 1
def key(a): return max([a], key=key)
for f in (lambda: A() + A(), lambda: sorted([A(), A()]), lambda: print(A()), lambda: max([A(), A()], key=key)):
    try: f()
    except RecursionError as e: print(e)
"""
    assert ours(text).output == "maximum recursion depth exceeded\n" * 4


def test_a_long_message_is_told_as_quickly_as_it_is_long() -> None:
    text = (
        "for i in range(100):\n"
        "    try: [] + ('a' * 19000 + '<locals>')\n"
        "    except TypeError as error: told = str(error)\n"
        "    try: {}['a' * 19000 + '<locals>.x']\n"
        "    except KeyError as error: told = str(error)\n"
        "    try: print(**{'a' * 19000 + '<locals>': 1})\n"
        "    except TypeError as error: pass\n"
        "print(len(told))"
    )
    outcome = ours(text)
    assert outcome.output == f"{19000 + len('<locals>.x') + 2}\n"
