"""Random programs do here what they do in CPython: the same output, the same error on the same line.

GRADSTEP_EXAMPLES sets how many are tried (default 300).
"""

import os

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from tests.viz_app.language.apart import difference

EXAMPLES = int(os.environ.get("GRADSTEP_EXAMPLES", "300"))
PARTS = 10
NAMES = ("a", "b", "c", "f", "k")

names = st.sampled_from(NAMES)
constants = st.one_of(
    st.integers(-9, 99).map(str),
    st.sampled_from(["1.5", "0.0", "-2.25", "1e3", "True", "False", "None", "'x'", "'ab c'", "''"]),
    st.sampled_from(["[]", "[1, 2, 3]", "(1, 'a')", "{'x': 1}", "{1, 2}", "range(3)"]),
)
BINARY = ("+", "-", "*", "/", "//", "%", "**", "&", "|", "^", "<<", ">>", "and", "or", "==", "!=")
COMPARE = ("<", "<=", ">", ">=", "in", "not in", "is", "is not")
CALLS = (
    *("len", "str", "repr", "abs", "int", "bool", "list", "sorted", "sum", "max", "type", "f"),
    *("tuple", "set", "float", "min", "any", "all", "round", "ord", "chr", "hex", "callable"),
    *("next", "iter", "dict", "frozenset", "a", "C", "ascii", "hash", "bin", "oct", "format"),
)
CALLS_OF_TWO = (
    *("divmod", "pow", "isinstance", "getattr", "hasattr", "zip", "map", "max", "print", "range"),
    *(
        "round",
        "f",
        "min",
        "enumerate",
        "filter",
        "issubclass",
        "sum",
        "setattr",
        "format",
        "slice",
    ),
)
METHODS = (
    *(".upper()", ".count(1)", ".append(3)", ".items()", ".pop()", ".index(1)", ".split()"),
    *(".keys()", ".get('x')", ".strip()", ".join('ab')", ".sort()", ".copy()", ".add(7)", ".x"),
    *(".startswith('x')", ".is_integer()", ".bit_length()", ".update({5: 6})", ".m()", ".real"),
    *(".remove(1)", ".extend('ab')", ".replace('x', 'yy')", ".title()", ".send(None)", ".close()"),
    *(".setdefault(1, 2)", ".union([1])", ".zfill(4)", ".center(5, '*')", ".insert(0, 9)", ".args"),
)
SPECS = ("", "!r", "!s", "=", ":>6", ":^5", ":.2f", ":05d", ":,", ":x", ":e", ":%", ":<4", ":+")
SPECIAL = (
    *("__add__(self, k)", "__radd__(self, k)", "__mul__(self, k)", "__eq__(self, k)"),
    *("__lt__(self, k)", "__len__(self)", "__getitem__(self, k)", "__contains__(self, k)"),
    *("__iter__(self)", "__bool__(self)", "__call__(self, *k)", "__repr__(self)", "__neg__(self)"),
    *("__getattr__(self, k)", "__hash__(self)", "__iadd__(self, k)", "__str__(self)"),
    *("__enter__(self)", "__setitem__(self, k, c)", "__next__(self)", "__index__(self)"),
    *("__format__(self, k)", "__ror__(self, k)", "__setattr__(self, k, c)", "__abs__(self)"),
)


def fstring(parts: tuple[str, str]) -> str:
    text, spec = parts
    plain = "'" not in text and "\\" not in text and ":" not in text and "!" not in text
    return f"f'<{{({text}){spec}}}>'" if plain else text


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
        st.tuples(inner, st.sampled_from(SPECS)).map(fstring),
        st.tuples(names, inner).map(lambda t: f"({t[0]} := {t[1]})"),
        st.tuples(st.sampled_from(CALLS_OF_TWO), inner, inner).map(
            lambda t: f"{t[0]}({t[1]}, {t[2]})"
        ),
        st.tuples(inner, inner, inner).map(lambda t: f"({t[0]} < {t[1]} <= {t[2]})"),
        st.tuples(inner, inner).map(lambda t: f"{{*{t[0]}, {t[1]}}}"),
        st.tuples(inner, inner).map(lambda t: f"{{'k': {t[0]}, **{t[1]}}}"),
        st.tuples(inner, inner).map(lambda t: f"'%s|%6r' % ({t[0]}, {t[1]})"),
        st.tuples(inner, inner).map(lambda t: f"'{{}}-{{!r:>8}}'.format({t[0]}, {t[1]})"),
        st.tuples(names, inner, inner, inner).map(
            lambda t: f"{{{t[0]}: {t[1]} for {t[0]} in {t[2]} if {t[3]}}}"
        ),
        st.tuples(names, names, inner, inner).map(
            lambda t: f"list({t[0]} for {t[1]} in {t[2]} for {t[0]} in {t[3]})"
        ),
        st.tuples(inner, inner).map(lambda t: f"sorted({t[0]}, key=lambda k: {t[1]})"),
        st.tuples(inner, inner).map(lambda t: f"f(*{t[0]}, **{t[1]})"),
        st.tuples(inner, inner).map(lambda t: f"print({t[0]}, {t[1]}, sep='|')"),
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
        *generators(body),
        *scopes(body),
        st.tuples(st.lists(st.tuples(st.sampled_from(SPECIAL), expressions), max_size=4), body).map(
            lambda t: (
                "class C:\n    x = 5\n"
                + "".join(f"    def {name}: return {value}\n" for name, value in t[0])
                + f"    def m(self, *k):\n{indented([t[1]])}\n        return self\na = C()"
            )
        ),
        st.tuples(body, expressions, body).map(
            lambda t: (
                "class C:\n    def __enter__(self): return 8\n    def __exit__(self, k, b, c):\n"
                f"{indented([t[0]])}\n        return {t[1]}\nwith C() as k:\n{t[2]}"
            )
        ),
        st.tuples(names, expressions, body).map(
            lambda t: (
                f"class C:\n    {t[0]} = {t[1]}\n    def m(self, c=1):\n{indented([t[2]])}\n"
                "a = C()\nprint(a.m())"
            )
        ),
    )


def generators(body: st.SearchStrategy[str]) -> list[st.SearchStrategy[str]]:
    """Functions with `yield` in every place, and what asks them."""
    each = expressions
    return [
        st.tuples(body, each, each, each).map(
            lambda t: (
                f"def f(*a):\n{t[0]}\n    c = {t[1]}, (yield {t[2]}), {t[3]}\n    print(c)\n"
                "    return c\nc = list(f(1))"
            )
        ),
        st.tuples(body, each, each, body).map(
            lambda t: (
                f"def f(*a):\n    try:\n{indented([t[0]])}\n        yield {t[1]}\n"
                f"        b = yield from {t[2]}\n    finally:\n{indented([t[3]])}\n"
                "for k in f(2): break"
            )
        ),
        st.tuples(each, body, each).map(
            lambda t: (
                f"def f(*a):\n    while (yield {t[0]}):\n{indented([t[1]])}\n        break\n"
                f"    return {t[2]}\nk = f()\nnext(k)\nprint(k.send(1))"
            )
        ),
        st.tuples(each, body, body).map(
            lambda t: (
                f"def f(*a):\n    try:\n        yield {t[0]}\n    except ValueError:\n"
                f"{indented([t[1]])}\n        yield 'caught'\n    else:\n{indented([t[2]])}\n"
                "k = f()\nprint(next(k), k.throw(ValueError('v')))"
            )
        ),
    ]


def scopes(body: st.SearchStrategy[str]) -> list[st.SearchStrategy[str]]:
    """Names of other functions, loops that end early, blocks that end others."""
    each = expressions
    return [
        st.tuples(names, body, each).map(
            lambda t: (
                f"def f(*a):\n    {t[0]} = 4\n    def g():\n        nonlocal {t[0]}\n"
                f"{indented([t[1]])}\n        {t[0]} = {t[2]}\n    g()\n    return {t[0]}\nprint(f())"
                if t[0] != "a"
                else "pass"
            )
        ),
        st.tuples(names, body).map(
            lambda t: f"def f(*k):\n    global {t[0]}\n{t[1]}\nf()" if t[0] != "k" else "pass"
        ),
        st.tuples(body, each).map(
            lambda t: (
                f"def f(*a):\n    for k in range(3):\n        try:\n{indented([indented([t[0]])])}\n"
                f"            if {t[1]}: return 'early'\n            continue\n        finally:\n"
                "            print('last', k)\n    else:\n        return 'through'\nprint(f())"
            )
        ),
        st.tuples(each, body).map(
            lambda t: (
                f"try:\n    raise ValueError({t[0]})\nexcept Exception as k:\n{t[1]}\n    print(k)"
            )
        ),
        st.tuples(names, each, body).map(
            lambda t: (
                f"n = 3\nwhile n:\n    n -= 1\n    {t[0]} = {t[1]}\n{t[2]}\nelse: print('done')"
            )
        ),
    ]


simple = st.one_of(
    st.tuples(targets, expressions).map(lambda t: f"{t[0]} = {t[1]}"),
    st.tuples(names, st.sampled_from(["+=", "-=", "//=", "|="]), expressions).map(" ".join),
    expressions.map(lambda e: f"print({e})"),
    expressions.map(lambda e: f"assert {e}, {e}"),
    names.map(lambda n: f"del {n}"),
    st.tuples(expressions, expressions).map(lambda t: f"({t[0]})[{t[1]}] = 1"),
    st.tuples(names, expressions).map(lambda t: f"{t[0]}.x = {t[1]}"),
    st.tuples(names, names, expressions).map(lambda t: f"{t[0]} = {t[1]} = {t[2]}"),
    st.tuples(names, expressions, expressions).map(lambda t: f"{t[0]}[{t[1]}] += {t[2]}"),
    st.tuples(names, expressions).map(lambda t: f"{t[0]}: int = {t[1]}"),
    st.tuples(names, expressions).map(lambda t: f"del {t[0]}[{t[1]}]"),
    st.just("pass"),
)
statements = st.recursive(simple, compound, max_leaves=6)
programs = st.lists(statements, min_size=1, max_size=7).map(
    lambda lines: "\n".join(["a, b, c = 1, [1, 2], 'x'", *lines, "print(a, b, c)"])
)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::SyntaxWarning")
@pytest.mark.parametrize("part", range(PARTS))
def test_random_programs_do_what_they_do_in_python(part: int) -> None:
    """Each part begins with a seed of its own, so that a difference is found again."""

    @seed(part)
    @settings(
        max_examples=EXAMPLES // PARTS,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )
    @given(programs)
    def does_the_same(text: str) -> None:
        assert difference(text) == ""

    does_the_same()
