"""Programs without tensors, each of which must do here what it does in CPython: a tour of the language."""

from tests.viz_app.language.classes import CLASSES
from tests.viz_app.language.generating import GENERATORS
from tests.viz_app.language.matching import MATCHING
from tests.viz_app.language.numeric import NUMERIC
from tests.viz_app.language.objects import OBJECTS
from tests.viz_app.language.short import SHORT
from tests.viz_app.language.using_exact import EXACT
from tests.viz_app.language.using_library import LIBRARY
from tests.viz_app.language.using_modules import MODULES
from tests.viz_app.language.using_types import TYPES

PROGRAMS = {
    **MATCHING,
    **NUMERIC,
    **OBJECTS,
    **SHORT,
    **MODULES,
    **CLASSES,
    **GENERATORS,
    **LIBRARY,
    **EXACT,
    **TYPES,
    "arithmetic": """
print(1 + 2 * 3 - 4 / 2, 7 // 2, -7 // 2, 7 % 3, -7 % 3, 2 ** 10, 2 ** -1, 1e16 + 1)
print(5 & 3, 5 | 3, 5 ^ 3, ~5, 1 << 4, 100 >> 2, not 1, -(-3), +True)
print(True + 1, 3 == 3.0, 1 < 2 < 3, 1 < 3 < 2, 1 != 2, 0.1 + 0.2, 10 / 5)
print(divmod(17, 5), abs(-3.5), round(2.5), round(3.14159, 2), pow(3, 4), pow(3, 4, 5))
print(int("12"), int("ff", 16), float("1e3"), str(12) + "a", bool([]), bool([0]), int(3.9))
""",
    "names": """
a = b = [1]
a.append(2)
c, (d, *e), f = 1, (2, 3, 4), 5
(g := 10)
h: int = 3
i: int
x, y = 1, 2
x, y = y, x
print(a, b, c, d, e, f, g, h, x, y)
del x
try:
    print(x)
except NameError as error:
    print(error)
""",
    "augmented": """
n = 1
n += 2; n *= 5; n -= 1; n //= 2; n **= 2; n %= 10; n <<= 2; n |= 1; n ^= 3; n &= 7; n >>= 1
print(n)
l = [1]; m = l; l += [2]; print(m, l is m)
d = {"a": 1}; d["a"] += 1; d["b"] = d.get("b", 0) + 1; print(d)
t = (1,); t += (2,); print(t)
s = "a"; s *= 3; print(s)
l[0] -= 5; print(l)
""",
    "control": """
for i in range(5):
    if i == 1: continue
    if i == 4: break
    print(i, end=" ")
else:
    print("never")
for i in []: pass
else: print("else")
n = 0
while n < 3:
    n += 1
    if n == 2: continue
    print(n)
else:
    print("done", n)
while True:
    n -= 1
    if n < 0: break
print(n)
for a, (b, c) in [(1, (2, 3)), (4, (5, 6))]: print(a, b, c)
""",
    "functions": """
def f(a, b=2, *args, c, d=4, **kwargs):
    "doc"
    return a, b, args, c, d, kwargs
print(f(1, c=3), f(1, 2, 3, 4, c=5, e=6), f(*[1, 2], **{"c": 3}))
def g(a, /, b, *, c=1): return a + b + c
print(g(1, 2), g(1, b=2, c=3), f.__name__, f.__doc__)
def early(n):
    for i in range(10):
        if i == n: return i
print(early(3), early(99))
def default(x, seen=[]):
    seen.append(x); return seen
print(default(1), default(2))
print((lambda x, y=2: x * y)(3), (lambda *a: a)(1, 2), (lambda: None)())
def outer():
    def inner(): return x
    x = 1
    first = inner()
    x = 2
    return first, inner()
print(outer())
def counter():
    n = 0
    def up():
        nonlocal n
        n += 1
        return n
    return up
c = counter(); print(c(), c(), counter()())
total = 0
def add(n):
    global total
    total += n
add(2); add(3); print(total)
fs = [lambda: i for i in range(3)]; print([f() for f in fs])
fs = [lambda i=i: i for i in range(3)]; print([f() for f in fs])
def fact(n): return 1 if n < 2 else n * fact(n - 1)
print(fact(20))
def decorate(times):
    def wrap(f):
        def run(*args): return [f(*args) for _ in range(times)]
        return run
    return wrap
@decorate(2)
def hello(name): return "hi " + name
print(hello("a"))
""",
    "containers": """
l = [3, 1, 2]
l.sort(); l.append(4); l.extend([5, 6]); l.insert(0, 0); print(l, l.pop(), l.pop(0), l.index(2))
l.reverse(); print(l, l[::-1], l[1:3], l[-1], l.count(1), sorted(l, reverse=True), len(l), 3 in l)
l[1:2] = [7, 8]; del l[0]; print(l, l * 2, l + [1], [*l, *"ab"], min(l), max(l), sum(l))
l.remove(7); print(l, l == [8, 2, 1], [1, 2] < [1, 3], l.copy() is l); l.clear(); print(l)
d = {"a": 1, "b": [2], 3: None}
d["c"] = 4; d.update(e=5); print(d, d["b"], d.get("z"), d.get("z", 0), "a" in d, len(d))
print(list(d), list(d.values()), list(d.items()), d.pop("a"), d.setdefault("q", 9), {**d, "x": 1})
for k, v in d.items(): print(k, v)
print({k: v for k, v in zip("ab", [1, 2])}, dict(a=1), dict([("x", 1)]), dict.fromkeys("ab", 0))
s = {1, 2, 3}; s.add(4); s.discard(9); print(len(s), s & {1, 9}, s | {9}, s - {1}, s ^ {1, 7}, {1} <= s)
print(set([1, 1, 2]), frozenset([1]), (1,), (), tuple("ab"), (1, 2) + (3,), (1, 2)[0], (1, 2, 1).count(1))
t = [1, 2]; t.append(t); print(t)
print([[0] * 2 for _ in range(2)], list(range(5, 0, -2)), range(3), range(0, 10)[2], slice(1, 2))
print([x for x in range(10) if x % 2 if x > 3], {x % 3 for x in range(9)}, [(x, y) for x in "ab" for y in (1, 2)])
print([[y for y in range(x)] for x in range(3)], list(x * 2 for x in (1, 2)), any([0, 1]), all([]))
print(list(enumerate("ab", 1)), list(zip([1, 2], "xy")), list(map(str, [1, 2])), list(filter(None, [0, 1])))
print(list(reversed([1, 2])), next(iter([1])), next(iter([]), "none"), sorted("cab"), sorted([3, 1], key=lambda v: -v))
print([y := 1, y + 1], [last := x for x in range(3)], last)
""",
    "strings": """
s = "Hello World"
print(s.upper(), s.lower(), s.split(), s.replace("l", "L"), s.find("o"), s[::-1], s[1:4], s * 2, "o" in s)
print(",".join(["a", "b"]), " x ".strip(), "a-b".split("-"), s.startswith("He"), s.count("l"), s.title(), len(s))
print("%d %s %.2f %5d|%-5s|%x %%" % (1, "a", 3.14159, 42, "l", 255), "%s" % [1], "%r" % "q", "%(k)s" % {"k": 1})
print("{} {}".format(1, "a"), "{1} {0}".format(1, 2), "{x:.2f} {y!r:>5}".format(x=1.5, y="a"), "{{}}".format())
x, w = 3.14159, 10
print(f"{x:.2f} {x:{w}.1f}|{'a':>4}|{'b':^5}|{1000000:,} {0.5:%} {255:#x} {x!r} {x=} {'q'!s} {[1]} {{}}")
print("a" "b", 'it''s', "tab\\t|", r"raw\\n", "\\u00e9", repr("a'b"), repr('a"b'), ascii_like := "é")
print("abc"[0], "abc"[-1], "z".join("abc"), "abc".index("c"), "a,b,,c".split(","), "x".zfill(3), "ab".center(6, "*"))
print("A".isupper(), "1".isdigit(), "line\\nline".splitlines(), ord("a"), chr(98), hex(255), bin(5), "a" < "b")
print(str(1.0), str(1e100), str(True), str(None), str([1, "a"]), repr(1.5), 1e-7, 123456789.123, float("inf"), float("nan"))
""",
    "modules": """
import math, math as m
from math import sqrt, pi as PI
print(math.sqrt(2), sqrt(9), m.pi == PI, math.exp(1), math.floor(2.7), math.factorial(5), math.inf, math.isclose(0.1 + 0.2, 0.3))
import random
from typing import List, Optional
def f(x: List[int], y: Optional[float] = None) -> dict: return x
print(f([1]))
""",
    "printing": """
print(1, "a", None, True, 1.5, [1, "b"], {"k": (1,)}, sep="-", end="!\\n")
print()
print("a", "b", sep="")
print(*[1, 2, 3])
print("x", end="")
print("y")
print([None, True, 1e20, -0.0, "é", '"', "'"], (), [], {}, set())
""",
}
"""Programs by what they show."""
