"""Programs without tensors, each of which must do here what it does in CPython: a tour of the language."""

PROGRAMS = {
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
    "classes": """
class A:
    count = 0
    def __init__(self, x): self.x = x; A.count += 1
    def double(self): return self.x * 2
    @staticmethod
    def s(n): return n + 1
    @classmethod
    def make(cls, x): return cls(x + 100)
    @property
    def half(self): return self.x / 2
    @half.setter
    def half(self, v): self.x = v * 2
    def __repr__(self): return f"A({self.x})"
class B(A):
    def __init__(self, x, y):
        super().__init__(x)
        self.y = y
    def double(self): return super().double() + self.y
a, b = A(1), B(2, 3)
print(a, b, b.double(), A.s(1), b.s(2), A.make(1), B.count, a.half, isinstance(b, A), isinstance(a, B))
a.half = 5; print(a.x, type(a).__name__, type(b) is B, issubclass(B, A), A.double(a), [a, b], {"k": a})
m = a.double; print(m(), hasattr(a, "x"), hasattr(a, "nope"), getattr(a, "nope", 1)); setattr(a, "z", 2); print(a.z)
del a.z; print(hasattr(a, "z"), A.__name__, a == a, a != b, a is b)
class C: pass
class D(B, C):
    def double(self): return "D" + str(super().double())
print(D(1, 2).double(), C() == C(), bool(C()))
class E:
    def __init__(self, n): self.__n = n
    def get(self): return self.__n
print(E(4).get())
""",
    "operator methods": """
class V:
    def __init__(self, *v): self.v = v
    def __add__(self, o): return V(*[a + b for a, b in zip(self.v, o.v)]) if isinstance(o, V) else NotImplemented
    def __radd__(self, o): return ("radd", o)
    def __mul__(self, k): return V(*[a * k for a in self.v])
    __rmul__ = __mul__
    def __neg__(self): return V(*[-a for a in self.v])
    def __sub__(self, o): return self + (-o)
    def __truediv__(self, k): return self * (1 / k)
    def __pow__(self, k): return V(*[a ** k for a in self.v])
    def __matmul__(self, o): return sum(a * b for a, b in zip(self.v, o.v))
    def __eq__(self, o): return isinstance(o, V) and self.v == o.v
    def __hash__(self): return hash(self.v)
    def __lt__(self, o): return self.v < o.v
    def __len__(self): return len(self.v)
    def __getitem__(self, i): return self.v[i]
    def __contains__(self, x): return x in self.v
    def __iter__(self): return iter(self.v)
    def __call__(self, x): return ("called", x)
    def __bool__(self): return any(self.v)
    def __str__(self): return "<" + ",".join(map(str, self.v)) + ">"
    def __repr__(self): return "V" + repr(self.v)
    def __iadd__(self, o): return V("iadd")
    def __abs__(self): return max(self.v)
    def __float__(self): return 1.5
    def __index__(self): return 1
a, b = V(1, 2), V(3, 4)
print(a + b, 5 + a, a * 2, 3 * a, -a, a - b, a / 2, b ** 2, a @ b, a == V(1, 2), a != b, a < b, len(a), a[0], 2 in a)
print(list(a), a(7), bool(V(0)), str(a), repr(a), [a], {a: 1}[V(1, 2)], sorted([b, a]), max(a, b), abs(b), float(a), [5, 6][a])
x = a; x += 1; print(x, a, f"{a}", f"{a!r}", "%s" % a, sum([1, 2], 3))
try: a + 1
except TypeError as e: print(e)
try: a > 1
except TypeError as e: print(e)
""",
    "micrograd": """
class Value:
    def __init__(self, data, _children=(), _op=''):
        self.data = data; self.grad = 0; self._backward = lambda: None
        self._prev = set(_children); self._op = _op
    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other), '+')
        def _backward():
            self.grad += out.grad
            other.grad += out.grad
        out._backward = _backward
        return out
    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other), '*')
        def _backward():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad
        out._backward = _backward
        return out
    def relu(self):
        out = Value(0 if self.data < 0 else self.data, (self,), 'ReLU')
        def _backward(): self.grad += (out.data > 0) * out.grad
        out._backward = _backward
        return out
    def backward(self):
        topo, visited = [], set()
        def build_topo(v):
            if v not in visited:
                visited.add(v)
                for child in v._prev: build_topo(child)
                topo.append(v)
        build_topo(self)
        self.grad = 1
        for v in reversed(topo): v._backward()
    def __radd__(self, other): return self + other
    def __rmul__(self, other): return self * other
    def __repr__(self): return f"Value(data={self.data}, grad={self.grad})"
a, b = Value(-4.0), Value(2.0)
c = a + b * 3 + 1
d = (c * c).relu() + 2 * a + sum([a, b])
d.backward()
print(a, b, d)
""",
    "errors caught": """
pair = (1, 2)
def attempt(f):
    try:
        return f()
    except (ZeroDivisionError, KeyError) as e:
        return type(e).__name__, str(e), repr(e)
    except IndexError:
        return "index"
    except Exception as e:
        return type(e).__name__, str(e), e.args
    else:
        return "no"
    finally:
        print("finally", end=" ")
for f in [lambda: 1 / 0, lambda: {}["k"], lambda: [][1], lambda: int("x"), lambda: "a" + 1, lambda: None.foo,
          lambda: undefined, lambda: pair(), lambda: pair["a"], lambda: 3]:
    print(attempt(f))
""",
    "raising": """
class MyError(ValueError):
    def __init__(self, code): super().__init__(f"code {code}"); self.code = code
class Other(Exception): pass
try: raise MyError(3)
except ValueError as e: print(e, e.code, repr(e), isinstance(e, ValueError), e.args)
try:
    try: raise Other
    except Other as e:
        print(repr(e), str(e) == "")
        raise RuntimeError("second", 2) from e
except RuntimeError as e: print(e, e.args)
try:
    try: 1 / 0
    except ZeroDivisionError: raise
except ArithmeticError as e: print("again", e)
def f():
    try: return "try"
    finally: print("cleanup")
print(f())
def g():
    for i in range(3):
        try:
            if i == 1: continue
            if i == 2: break
        finally: print("f", i)
    return "end"
print(g())
try: assert 1 == 2, "message"
except AssertionError as e: print("assert", e)
try: raise KeyError("k")
except LookupError as e: print(e)
try:
    e = 1
    try: raise Other("x")
    except Other as e: pass
    print(e)
except NameError as n: print(n)
""",
    "with": """
class C:
    def __init__(self, name, eats=False): self.name, self.eats = name, eats
    def __enter__(self): print("enter", self.name); return self
    def __exit__(self, kind, value, tb): print("exit", self.name, kind is None, value); return self.eats
with C("a") as a, C("b"): print(a.name)
with C("x", eats=True): raise ValueError("eaten")
try:
    with C("y"): 1 / 0
except ZeroDivisionError: print("through")
def f():
    with C("r"): return 1
print(f())
""",
    "generators": """
def count(n):
    i = 0
    while i < n:
        got = yield i
        if got: print("got", got)
        i += 1
    return "end"
print(list(count(3)), sum(count(4)), [x for x in count(2)])
g = count(3); print(next(g), g.send("hey"), next(g))
try: next(g)
except StopIteration as e: print("stop", e.value)
def chain(*its):
    for it in its: yield from it
print(list(chain([1], "ab", count(2))))
def outer():
    result = yield from count(1)
    print("result", result)
    try: yield "in try"
    finally: print("closing")
print(list(outer()))
def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b
for x in fib():
    if x > 20: break
    print(x, end=",")
print(list(zip(fib(), range(5))), max(x for x in count(5)), dict((k, 1) for k in "ab"))
class It:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 3: raise StopIteration
        return self.n
print(list(It()), [a for a in It()], next(It()), 2 in It())
class Seq:
    def __getitem__(self, i):
        if i > 2: raise IndexError
        return i * 10
print(list(Seq()), 20 in Seq())
class G:
    def __iter__(self):
        yield 1
        yield 2
print(list(G()), tuple(G()), sorted(G(), reverse=True))
""",
    "scopes": """
x = "global"
def f():
    print(x)
    def g():
        x = "local"
        class K:
            x = "class"
            y = x
            def m(self): return x
        return K().m(), K.y, K.x
    return g()
print(f())
class L:
    items = [1, 2]
    doubled = [i * 2 for i in items]
print(L.doubled)
def shadow(print): return print
print(shadow(3))
len = lambda v: "mine"
print(len([1]))
del len
print(len([1]))
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

FAILING = {
    "name": "x = 1\nprint(y)",
    "type": "a = 1\nb = a + 'x'",
    "list plus": "[1] + (2,)",
    "none": "None + 1",
    "reversed": "'x' + 1",
    "subscript": "x = 5\nx[0]",
    "not iterable": "for i in 5: pass",
    "unpack few": "a, b, c = 1, 2",
    "unpack many": "a, b = 1, 2, 3",
    "unpack starred": "a, *b, c = [1]",
    "unpack non": "a, b = 5",
    "index": "l = [1]\nl[5]",
    "key": "{}['a']",
    "attribute": "(5).foo",
    "attribute none": "None.append(1)",
    "module attribute": "import math\nmath.foo",
    "unhashable key": "x = {}\nx[[1]] = 2",
    "call int": "x = 3\nx()",
    "missing": "def f(a, b, c): pass\nf(1)",
    "missing one": "def f(a, b): pass\nf(1)",
    "missing two": "def f(a, b): pass\nf()",
    "too many": "def f(a): pass\nf(1, 2)",
    "too many defaults": "def f(a, b=1): pass\nf(1, 2, 3)",
    "no arguments": "def f(): pass\nf(1)",
    "keyword only": "def f(*, k): pass\nf()",
    "keyword only and more": "def f(a, *, k): pass\nf(1, 2, k=3)",
    "unexpected": "def f(a): pass\nf(b=1)",
    "unexpected more": "def f(a): pass\nf(1, b=1)",
    "twice": "def f(a): pass\nf(1, a=2)",
    "positional only": "def f(a, /): pass\nf(a=1)",
    "method": "class A:\n    def m(self): pass\nA().m(1)",
    "init": "class A:\n    def __init__(self, x): pass\nA()",
    "no init": "class A: pass\nA(1)",
    "instance attribute": "class A: pass\nA().x",
    "class attribute": "class A: pass\nA.x",
    "class operator": "class A: pass\nA() + 1",
    "class operator right": "class A: pass\n1 + A()",
    "class comparison": "class A: pass\nA() < A()",
    "class call": "class A: pass\nA()()",
    "class subscript": "class A: pass\nA()[0]",
    "class iteration": "class A: pass\nfor a in A(): pass",
    "class length": "class A: pass\nlen(A())",
    "unhashable": "class A:\n    def __eq__(self, o): return True\n{A(): 1}",
    "repr not text": "class A:\n    def __repr__(self): return 1\nprint(A())",
    "division": "def f(n):\n    return 1 / n\n\nf(0)",
    "modulo": "5 % 0",
    "float division": "1.0 / 0",
    "int text": "int('a')",
    "float text": "float('abc')",
    "value": "[1, 2].index(3)",
    "remove": "[1].remove(2)",
    "pop": "[].pop()",
    "unbound": "def f():\n    print(x)\n    x = 1\nf()",
    "free": "def f():\n    def g(): return x\n    g()\n    x = 1\nf()",
    "assert": "assert 1 > 2",
    "assert message": "assert 1 > 2, 'no'",
    "raise": "raise ValueError('text')",
    "raise class": "raise KeyError",
    "raise other": "raise 5",
    "raise own": "class MyError(Exception): pass\nraise MyError('a', 1)",
    "nothing to raise": "raise",
    "except other": "try: 1 / 0\nexcept 5: pass",
    "system exit": "raise SystemExit(3)",
    "range": "range(1.5)",
    "len": "len(5)",
    "sum": "sum(['a'])",
    "sorted": "sorted([1, 'a'])",
    "min": "min([])",
    "star": "print(*5)",
    "double star": "print(**5)",
    "double star twice": "def f(**k): pass\nf(a=1, **{'a': 2})",
    "string item": "s = 'abc'\ns[0] = 'x'",
    "tuple item": "t = (1,)\nt[0] = 2",
    "format": "f'{1:q}'",
    "format text": "f'{\"a\":.2f}'",
    "percent": "'%d' % 'a'",
    "percent few": "'%d %d' % (1,)",
    "dict changed": "d = {1: 1}\nfor k in d: d[k + 1] = 1",
    "next": "next(iter([]))",
    "not iterator": "next([1])",
    "join": "','.join([1])",
    "recursion": "def f(n): return f(n + 1)\nf(0)",
    "with": "with 5: pass",
    "comprehension": "[1 / x for x in (1, 0)]",
    "lambda": "(lambda x: x)()",
    "generator": "def g():\n    yield 1\n    1 / 0\nfor x in g(): pass",
    "generator stop": "def g():\n    yield 1\n    raise StopIteration\nlist(g())",
    "property": "class A:\n    @property\n    def p(self): return 1\nA().p = 2",
    "super": "class A:\n    def m(self): return super().m()\nA().m()",
    "mro": "class A: pass\nclass B(A): pass\nclass C(A, B): pass",
    "bool operator": "1 < 'a'",
    "in": "1 in 5",
    "unary": "-'a'",
    "invert": "~1.5",
    "delete": "del x",
    "delete item": "del {}['a']",
    "isinstance": "isinstance(1, 2)",
    "isinstance text": "isinstance(1, 'a')",
    "sqrt": "import math\nmath.sqrt(-1)",
    "sep": "print(1, sep=2)",
    "negative shift": "1 << -1",
    "while": "i = 3\nwhile True:\n    i -= 1\n    1 / i",
    "nested": "def a(): b()\ndef b(): c()\ndef c():\n    x = [1]\n    return x[3]\na()",
}
"""Programs that end in an error, by what is wrong: its text and its line are CPython's."""
