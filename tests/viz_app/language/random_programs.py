"""A number in, a random program out: always the same one for the same number.

The language's constructs are templates: $e stands for an expression, $n a name, $m a method call,
$f a format, $t a target, $o, $c and $r an operator, a comparison and a refining operator, $d an
operator method with its parameters, $u an operator method's parameters and body, $b a line of its
own for a block. What comes out is meant to fail often: the words of the errors are compared, too.
"""

from __future__ import annotations

import re
import warnings
from random import Random

NAMES = ("a", "b", "c", "f", "k")
CONSTANTS = (
    *("0", "1", "-1", "2", "3", "7", "-9", "10", "42", "99", "255", "10**6", "2**70", "1.5", "0.0"),
    *("-2.25", "1e3", "1e16", "1e-7", "0.1", "1/3", "-0.0", "float('inf')", "float('nan')", "3j"),
    *("True", "False", "None", "...", "'x'", "'ab c'", "''", "'é'", "'a,b;c'", "'%s'", "'{}'"),
    *("'12'", "' 3.5 '", "'\\n\\t'", "[]", "[1, 2, 3]", "[3, 1, 2]", "['b', 'a']", "(1, 'a')"),
    *("()", "{'x': 1}", "{}", "{'k': [1]}", "{1, 2}", "set()", "range(3)", "range(9, 0, -2)"),
    *("int", "str", "list", "ValueError", "len", "object()", "frozenset([1])", "slice(1, None)"),
)
OPERATORS = [
    "+",
    "-",
    "*",
    "/",
    "//",
    "%",
    "**",
    "&",
    "|",
    "^",
    "<<",
    ">>",
    "and",
    "or",
    "==",
    "!=",
    "@",
]
COMPARISONS = ("<", "<=", ">", ">=", "==", "!=", "in", "not in", "is", "is not")
REFINING = ["+=", "-=", "*=", "//=", "|=", "%=", "&=", "/=", "**=", "<<=", "^="]
CALLS = [
    "len",
    "str",
    "repr",
    "abs",
    "int",
    "bool",
    "list",
    "sorted",
    "sum",
    "max",
    "type",
    "f",
    "tuple",
    "set",
    "float",
    "min",
    "any",
    "all",
    "round",
    "ord",
    "chr",
    "hex",
    "callable",
    "next",
    "iter",
    "dict",
    "frozenset",
    "a",
    "C",
    "ascii",
    "hash",
    "bin",
    "oct",
    "format",
    "reversed",
    "enumerate",
    "complex",
    "print",
    "range",
    "zip",
    "vars",
    "id",
    "super",
]
CALLS_OF_TWO = [
    "divmod",
    "pow",
    "isinstance",
    "getattr",
    "hasattr",
    "zip",
    "map",
    "max",
    "print",
    "range",
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
    "int",
    "sorted",
    "iter",
    "next",
    "str",
    "complex",
    "delattr",
    "reversed",
    "C",
]
METHODS = [
    "upper()",
    "count(1)",
    "append(3)",
    "items()",
    "pop()",
    "index(1)",
    "split()",
    "keys()",
    "get('x')",
    "strip()",
    "join('ab')",
    "sort()",
    "copy()",
    "add(7)",
    "x",
    "startswith('x')",
    "is_integer()",
    "bit_length()",
    "update({5:6})",
    "m()",
    "real",
    "remove(1)",
    "extend('ab')",
    "replace('x','yy')",
    "title()",
    "send(None)",
    "close()",
    "setdefault(1,2)",
    "union([1])",
    "zfill(4)",
    "center(5,'*')",
    "insert(0,9)",
    "args",
    "__name__",
    "swapcase()",
    "isdigit()",
    "find('a')",
    "rsplit(',',1)",
    "splitlines()",
    "partition(',')",
    "ljust(4,'-')",
    "rjust(4)+'|'",
    "encode",
    "lower()",
    "lstrip('a')",
    "isalpha()",
    "capitalize()",
    "casefold()",
    "expandtabs(3)",
    "isupper()",
    "rfind('b')",
    "endswith(('c','x'))",
    "removeprefix('a')",
    "removesuffix('c')",
    "translate({97:'z'})",
    "values()",
    "popitem()",
    "clear()",
    "pop(0)",
    "pop('x',5)",
    "reverse()",
    "sort(reverse=True)",
    "intersection([1])",
    "difference({1})",
    "issubset([1,2])",
    "symmetric_difference([1,5])",
    "discard(1)",
    "isdisjoint([])",
    "|={3}",
    "as_integer_ratio()",
    "conjugate()",
    "imag",
    "numerator",
    "start",
    "index('a')",
    "count('a')",
    "format(1,a=2)",
    "format(*[1],**{})",
    "x.y",
    "throw(ValueError)",
    "throw(KeyError('t'))",
    "__next__()",
    "__len__()",
    "__add__(1)",
    "__class__.__name__",
    "with_traceback(None)",
    "x()",
    "__repr__()",
    "__str__()",
    "__eq__(1)",
    "__contains__(1)",
]
FORMATS = [
    "!r",
    "!s",
    "!a",
    "=",
    ":>6",
    ":^5",
    ":.2f",
    ":05d",
    ":,",
    ":x",
    ":e",
    ":%",
    ":<4",
    ":+",
    ":_",
    ":*^9",
    ":.3",
    ":#x",
    ":g",
    ":s",
    ":d",
    ":c",
    ":08.3f",
    ":+.1e",
    ":>{k}",
    "=!r:>9",
    ":n",
    ":b",
    ":-<7",
    ":.0f",
    ":z",
    ":=+6",
    ":,.2f",
    ":10.4g",
    ":!",
]
SPECIAL = (
    *("__add__(self, k)", "__radd__(self, k)", "__mul__(self, k)", "__eq__(self, k)"),
    *("__lt__(self, k)", "__len__(self)", "__getitem__(self, k)", "__contains__(self, k)"),
    *("__iter__(self)", "__bool__(self)", "__call__(self, *k)", "__repr__(self)", "__neg__(self)"),
    *("__getattr__(self, k)", "__hash__(self)", "__iadd__(self, k)", "__str__(self)"),
    *("__enter__(self)", "__setitem__(self, k, c)", "__next__(self)", "__index__(self)"),
    *("__format__(self, k)", "__ror__(self, k)", "__setattr__(self, k, c)", "__abs__(self)"),
    *("__exit__(self, *k)", "__delitem__(self, k)", "__int__(self)", "__float__(self)"),
    *("__matmul__(self, k)", "__reversed__(self)", "__divmod__(self, k)", "__round__(self, *k)"),
    *("__gt__(self, k)", "__ge__(self, k)", "__ne__(self, k)", "__rsub__(self, k)"),
    *("__init__(self, *k)", "__delattr__(self, k)", "__pow__(self, k)", "__rmul__(self, k)"),
    *("__missing__(self, k)", "__imul__(self, k)", "__invert__(self)", "__truediv__(self, k)"),
)
EXPRESSIONS = (
    *("($e $o $e)", "($e $o $e)", "($e $c $e)", "(-$e)", "(not $e)", "(~$e)", "($e < $e <= $e)"),
    *("$g($e)", "$g($e)", "$h($e, $e)", "($e).$m", "($e).$m", "($e).$m", "($e)[$e]", "($e)[$e:$e]"),
    *("($e)[::$e]", "($e)[$e:$e:$e]", "($e if $e else $e)", "[$e, $e]", "{$e: $e}", "($e, *[$e])"),
    *("[$e for $n in $e]", "sum($e for $n in ($e,))", "(lambda $n: $e)($e)", "(+$e)", "($e,)"),
    *("($n := $e)", "{*$e, $e}", "{'k': $e, **$e}", "'%s|%6r' % ($e, $e)", "f(*$e, **$e)"),
    *("'{}-{!r:>8}'.format($e, $e)", "{$n: $e for $n in $e if $e}", "f($e, b=$e)", "f(k=$e)"),
    *("list($e for $n in $e for $n in $e)", "sorted($e, key=lambda k: $e)", "[*$e, *$e]"),
    *("print($e, $e, sep='|')", "f'<{($e)$f}>'", "f'{$e:$f}' f'{$e}'", "'$p' % ($e)"),
    *(
        "'$p $p' % ($e, $e)",
        "'%(x)s' % {'x': $e}",
        "'{0:$q} {1}'.format($e, $e)",
        "format($e, '$q')",
    ),
    *("max($e, key=lambda $n: $e)", "min([$e, $e], default=$e)", "[$n for $n in [$e, $e] if $n]"),
    *("(lambda *$n, k=$e: $e)($e, $e)", "(lambda $n, /, b=2: $e)($e)", "{$n for $n in $e}"),
    *("list(map(lambda k: $e, $e))", "list(zip($e, $e))", "list(enumerate($e))", "dict(x=$e)"),
    *("isinstance($e, (int, $e))", "any($e for $n in [$e])", "tuple($e for $n in range(2))"),
    *("[[$e for $n in range(2)] for $n in $e]", "str($e)[$e]", "''.join(map(str, $e))"),
    *("$n.x", "C().$m", "C() $o $e", "$e $o C()", "sum([$e, $e], $e)", "list(reversed($e))"),
    *("dict(zip($e, $e))", "round($e, $e)", "[y for $n in $e if (y := $n)]", "int('$s', $e)"),
    *("float('$s')", "int('$s')", "$e[0]", "$e is $e", "type($e)", "iter($e).__next__()"),
    *("$e.x.y", "(yield_ := $e)", "{**$e}", "print(*$e)", "[*map(str, $e)]", "($e or $e and $e)"),
)
PERCENTS = [
    "%s",
    "%r",
    "%d",
    "%5.1f",
    "%x",
    "%-6s|",
    "%05d",
    "%+d",
    "%e",
    "%g",
    "%c",
    "%%",
    "%i",
    "%o",
    "%a",
    "%10s",
    "%.2s",
]
SPECS = [
    ">6",
    "^5",
    ".2f",
    "05d",
    ",",
    "x",
    "e",
    "%",
    "<4",
    "+",
    "_",
    "*^9",
    ".3",
    "#x",
    "g",
    "s",
    "d",
    "c",
    "+.1e",
    "b",
    "-<7",
    ".0f",
    "=+6",
    ",.2f",
    "10.4g",
    "n",
    "o",
    "X",
]
TEXTS = ("12", " 7 ", "0x1f", "1_000", "1.5", "abc", "-3", "", "1e5", "inf", "0b11", "+4", "9" * 30)
TARGETS = ("$n", "$n", "$n, $n", "$n, *$n", "$n[0]", "[$n, $n]", "($n, $n), $n", "$n.x", "*$n, $n")

SIMPLE = (
    *("$t = $e", "$t = $e", "$t = $e", "$n $r $e", "$n $r $e", "print($e)", "print($e)", "del $n"),
    *("assert $e, $e", "($e)[$e] = 1", "$n.x = $e", "$n = $n = $e", "$n[$e] += $e", "$n: int = $e"),
    *("del $n[$e]", "pass", "$e", "$n.x += $e", "$n[$e:$e] = $e", "raise $e", "del $n.x"),
    *("$n[$e] = $e", "print($e, end=$e)", "$n, $n = $n, $n", "print(f'{$n=}')", "import math"),
)
COMPOUND = (
    "if $e:\n    $b\nelse:\n    $b",
    "if $e:\n    $b\nelif $e:\n    $b",
    "for $t in $e:\n    $b",
    "for $n in $e:\n    $b\n    if $e: break\nelse:\n    $b",
    "for $n, $n in zip($e, $e):\n    $b",
    "try:\n    $b\nexcept TypeError as k:\n    $b",
    "try:\n    $b\nexcept Exception as k:\n    print(type(k).__name__, k, k.args)",
    "try:\n    $b\nexcept Exception as k:\n    print(repr(k))\n    raise",
    "try:\n    $b\nexcept (ValueError, LookupError):\n    $b\nfinally:\n    $b",
    "try:\n    $b\nexcept AttributeError:\n    $b\nelse:\n    $b\nfinally:\n    $b",
    "try:\n    $b\nexcept ArithmeticError as k:\n    raise ValueError($e) from k",
    "try:\n    raise ValueError($e)\nexcept Exception as k:\n    $b\n    print(k)",
    "def f($n, b=$e):\n    $b\n    return $e",
    "def f(*a, k=$e, **c):\n    $b\n    return a, k, c",
    "def f(a, /, b, *, c=$e):\n    $b\n    return $e",
    "def f(*a):\n    $b\n    yield $e",
    "def f(*a):\n    $b\n    c = $e, (yield $e), $e\n    print(c)\n    return c\nc = list(f(1))",
    "def f(*a):\n    try:\n        $b\n        yield $e\n        b = yield from $e\n"
    "    finally:\n        $b\nfor k in f(2): break",
    "def f(*a):\n    while (yield $e):\n        $b\n        break\n    return $e\n"
    "k = f()\nnext(k)\nprint(k.send(1))",
    "def f(*a):\n    try:\n        yield $e\n    except ValueError:\n        $b\n        yield 'caught'\n"
    "    else:\n        $b\nk = f()\nprint(next(k), k.throw(ValueError('v')))",
    "def f(*a):\n    try:\n        yield 1\n        $b\n    except GeneratorExit:\n        $b\n"
    "        raise\nk = f()\nnext(k)\nk.close()\nprint(list(k))",
    "def f(a):\n    b = yield a\n    while b:\n        $b\n        b = yield $e\nk = f($e)\n"
    "try:\n    print(next(k), k.send($e), k.send($e))\nexcept StopIteration as c:\n    print(c.value)",
    "def f(*a):\n    def g():\n        nonlocal a\n        $b\n        a = $e\n    g()\n    return a\n"
    "print(f())",
    "def f(c):\n    def g(k):\n        $b\n        return c, $e\n    return g\nprint(f($e)($e))",
    "def f(*k):\n    global a, b\n    $b\nf()",
    "def f(*a):\n    for k in range(3):\n        try:\n            $b\n            if $e: return 'early'\n"
    "            continue\n        finally:\n            print('last', k)\n    else:\n"
    "        return 'through'\nprint(f())",
    "n = 3\nwhile n:\n    n -= 1\n    $n = $e\n    $b\nelse: print('done')",
    "class C:\n    x = 5\n    def $d: return $e\n    def $d: return $e\n    def m(self, *k):\n        $b\n"
    "        return self\na = C()",
    "class C:\n    def $d: return $e\n    def $d: return $e\n    def $d: return NotImplemented\n"
    "b = C()\nprint(b $o $e)\nprint($e $o b)",
    "class C:\n    def $d:\n        $b\n        return $e\nb = C()\ntry:\n    print(b $o $e, $g(b))\n"
    "except Exception as k:\n    print(k)",
    "class C:\n    def __enter__(self): return 8\n    def __exit__(self, k, b, c):\n        $b\n"
    "        return $e\nwith C() as k:\n    $b",
    "class C:\n    def __init__(self, k=$e):\n        self.x = k\n    def __repr__(self):\n"
    "        return f'C({self.x!r})'\n    def __eq__(self, k):\n        return self.x == k\n"
    "a = C($e)\nprint(a, [a], a == $e, a.x)",
    "class C:\n    $n = $e\n    def m(self, c=1):\n        $b\na = C()\nprint(a.m())",
    "class C:\n    @property\n    def x(self):\n        $b\n        return $e\n    @staticmethod\n"
    "    def m(*k): return k\n    @classmethod\n    def n(cls): return cls.__name__\n"
    "a = C()\nprint(a.x, a.m(1), C.n())",
    "class B:\n    x = $e\n    def m(self): return $e\nclass C(B):\n    def m(self):\n        $b\n"
    "        return super().m(), self.x\nprint(C().m())",
    "class C($g):\n    pass\nprint(C)",
    "class C(Exception):\n    def __str__(self): return str($e)\ntry:\n    $b\n    raise C($e)\n"
    "except C as k:\n    print(k, repr(k))",
    "class C:\n    def __init__(self): self.n = 0\n    def __iter__(self): return self\n"
    "    def __next__(self):\n        self.n += 1\n        if self.n > 3: raise StopIteration\n"
    "        return $e\nprint(list(C()), sum(C(), $e), max(C()))",
    "match $e:\n    case 1 | 'x': $b\n    case [$n, *$n]: $b\n    case {'x': $n}: $b\n"
    "    case int($n): $b\n    case _: $b",
    "match $e:\n    case ($n, 2) if $e: $b\n    case str() as $n: $b\n    case None: $b",
    "with open_() as k:\n    $b",
    "def f(k):\n    def g(*a, **b):\n        print('call', a, b)\n        return k(*a, **b)\n"
    "    return g\n@f\ndef c(a=$e, *b): return a, b\nprint(c($e), c(*$e))",
)
START = """\
a, b, c = 1, [1, 2], 'x'
k = {'x': 2}
f = lambda *a, **k: (*a, *k.values())
class C:
    x = 4
    def __init__(self, *a): self.a = a
    def m(self, *k): return self.a, k"""
CAUGHT = "try:\n{}\nexcept Exception as e:\n    print(type(e).__name__, e)"
HOLE = re.compile(r"\$(\w)")
CHOICES: dict[str, tuple[str, ...] | list[str]] = {
    "n": NAMES,
    "o": OPERATORS,
    "c": COMPARISONS,
    "r": REFINING,
    "g": CALLS,
    "h": CALLS_OF_TWO,
    "m": METHODS,
    "f": FORMATS,
    "p": PERCENTS,
    "q": SPECS,
    "s": TEXTS,
    "d": SPECIAL,
    "t": TARGETS,
}


def program(number: int) -> str:
    """The program of a number; it is valid Python."""
    random = Random(number)
    lines = [top_statement(random) for _ in range(random.randint(1, 4))]
    return "\n".join([START, *lines, "print(a, b, c)"])


def top_statement(random: Random) -> str:
    """A statement that Python's compiler accepts; most of them go on after an exception."""
    while True:
        text = statement(random, 2)
        if random.random() < 0.8:
            text = CAUGHT.replace("{}", indented(text, "    "))
        if compiles(text):
            return text


def compiles(text: str) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(text, "<program>", "exec")
    except SyntaxError:
        return False
    return True


def statement(random: Random, depth: int) -> str:
    """One statement; blocks in it are at most `depth` deep."""
    if depth and random.random() < 0.5:
        return filled(random, random.choice(COMPOUND), depth - 1)
    return filled(random, random.choice(SIMPLE), 0)


def filled(random: Random, template: str, depth: int) -> str:
    """A template of a statement with all of its holes filled."""
    lines = []
    for line in template.split("\n"):
        before, hole, _ = line.partition("$b")
        if not hole:
            lines.append(expanded(random, line, 3))
        elif before.strip():
            lines.append(expanded(random, before, 3) + filled(random, random.choice(SIMPLE), 0))
        else:
            count = random.choice((1, 1, 2, 3))
            lines += [indented(statement(random, depth), before) for _ in range(count)]
    return "\n".join(lines)


def indented(text: str, before: str) -> str:
    return "\n".join(before + line for line in text.split("\n"))


def expanded(random: Random, template: str, depth: int) -> str:
    def fill(hole: re.Match[str]) -> str:
        if hole[1] == "e":
            return expression(random, depth)
        return expanded(random, random.choice(CHOICES[hole[1]]), depth)

    return HOLE.sub(fill, template)


def expression(random: Random, depth: int) -> str:
    """An expression of at most `depth` more levels; mostly a small one."""
    if not depth or random.random() < 0.35:
        return random.choice(NAMES if random.random() < 0.5 else CONSTANTS)
    return expanded(random, random.choice(EXPRESSIONS), depth - 1)
