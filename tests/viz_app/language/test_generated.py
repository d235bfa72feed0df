"""Random programs do here what they do in CPython: the same output, the same error on the same line.

GRADSTEP_EXAMPLES sets how many are tried (default 300).
"""

import os
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.viz_app.language.running import ours, python

EXAMPLES = int(os.environ.get("GRADSTEP_EXAMPLES", "300"))
NAMES = ("a", "b", "c", "f", "k")

names = st.sampled_from(NAMES)
constants = st.one_of(
    st.integers(-9, 99).map(str),
    st.sampled_from(["1.5", "0.0", "-2.25", "1e3", "True", "False", "None", "'x'", "'ab c'", "''"]),
    st.sampled_from(["[]", "[1, 2, 3]", "(1, 'a')", "{'x': 1}", "{1, 2}", "range(3)"]),
)
BINARY = ("+", "-", "*", "/", "//", "%", "**", "&", "|", "^", "<<", ">>", "and", "or", "==", "!=")
COMPARE = ("<", "<=", ">", ">=", "in", "not in", "is", "is not")
CALLS = ("len", "str", "repr", "abs", "int", "bool", "list", "sorted", "sum", "max", "type", "f")
METHODS = (".upper()", ".count(1)", ".append(3)", ".items()", ".pop()", ".index(1)", ".split()")


def larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.tuples(inner, st.sampled_from(BINARY), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
        st.tuples(inner, st.sampled_from(COMPARE), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
        st.tuples(st.sampled_from(["-", "not ", "~"]), inner).map(lambda t: f"({t[0]}{t[1]})"),
        st.tuples(st.sampled_from(CALLS), inner).map(lambda t: f"{t[0]}({t[1]})"),
        st.tuples(inner, st.sampled_from(METHODS)).map(lambda t: f"({t[0]}){t[1]}"),
        st.tuples(inner, inner).map(lambda t: f"({t[0]})[{t[1]}]"),
        st.tuples(inner, inner, inner).map(lambda t: f"({t[0]})[{t[1]}:{t[2]}]"),
        st.tuples(inner, inner, inner).map(lambda t: f"({t[0]} if {t[1]} else {t[2]})"),
        st.tuples(inner, inner).map(lambda t: f"[{t[0]}, {t[1]}]"),
        st.tuples(inner, inner).map(lambda t: f"{{{t[0]}: {t[1]}}}"),
        st.tuples(inner, inner).map(lambda t: f"({t[0]}, *[{t[1]}])"),
        st.tuples(inner, names, inner).map(lambda t: f"[{t[0]} for {t[1]} in {t[2]}]"),
        st.tuples(inner, names, inner).map(lambda t: f"sum({t[0]} for {t[1]} in ({t[2]},))"),
        st.tuples(names, inner, inner).map(lambda t: f"(lambda {t[0]}: {t[1]})({t[2]})"),
        inner.map(lambda e: f"f'<{{{e}!r}}>'" if "'" not in e and "\\" not in e else e),
        st.tuples(names, inner).map(lambda t: f"({t[0]} := {t[1]})"),
    )


expressions = st.recursive(names | constants, larger, max_leaves=6)
targets = st.one_of(
    names,
    st.tuples(names, names).map(", ".join),
    st.tuples(names, names).map(lambda t: f"{t[0]}, *{t[1]}"),
    names.map(lambda n: f"{n}[0]"),
)


def indented(lines: list[str]) -> str:
    return "\n".join("    " + line for text in lines for line in text.split("\n"))


def compound(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    body = st.lists(inner, min_size=1, max_size=3).map(indented)
    return st.one_of(
        st.tuples(expressions, body, body).map(lambda t: f"if {t[0]}:\n{t[1]}\nelse:\n{t[2]}"),
        st.tuples(names, expressions, body).map(lambda t: f"for {t[0]} in {t[1]}:\n{t[2]}"),
        st.tuples(body, body).map(lambda t: f"try:\n{t[0]}\nexcept TypeError as k:\n{t[1]}"),
        st.tuples(body, body, body).map(
            lambda t: f"try:\n{t[0]}\nexcept (ValueError, LookupError):\n{t[1]}\nfinally:\n{t[2]}"
        ),
        st.tuples(names, expressions, body, expressions).map(
            lambda t: f"def f({t[0]}, b={t[1]}):\n{t[2]}\n    return {t[3]}"
        ),
        st.tuples(body, expressions).map(lambda t: f"def f(*a):\n{t[0]}\n    yield {t[1]}"),
        st.tuples(names, expressions, body).map(
            lambda t: (
                f"class C:\n    {t[0]} = {t[1]}\n    def m(self, c=1):\n{indented([t[2]])}\n"
                "a = C()\nprint(a.m())"
            )
        ),
    )


simple = st.one_of(
    st.tuples(targets, expressions).map(lambda t: f"{t[0]} = {t[1]}"),
    st.tuples(names, st.sampled_from(["+=", "-=", "//=", "|="]), expressions).map(" ".join),
    expressions.map(lambda e: f"print({e})"),
    expressions.map(lambda e: f"assert {e}, {e}"),
    names.map(lambda n: f"del {n}"),
    st.just("pass"),
)
statements = st.recursive(simple, compound, max_leaves=6)
programs = st.lists(statements, min_size=1, max_size=7).map(
    lambda lines: "\n".join(["a, b, c = 1, [1, 2], 'x'", *lines, "print(a, b, c)"])
)


def comparable(text: str) -> bool:
    """Not the address of an object, which is another in every run, and nothing that is a limit."""
    return " at 0x" not in text


@pytest.mark.filterwarnings("ignore::SyntaxWarning")
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(programs)
def test_a_random_program_does_what_it_does_in_python(text: str) -> None:
    got = ours(text)
    if got.ending.status in ("limit", "refused"):
        return
    wanted = python(text)
    if not comparable(wanted.output + wanted.error):
        return
    if sys.version_info[:2] == (3, 11):
        assert (got.output, got.error) == (wanted.output, wanted.error)
    else:
        kinds = got.error.partition(":")[0], wanted.error.partition(":")[0]
        assert (got.output, kinds[0]) == (wanted.output, kinds[1])
    assert got.line == wanted.line
