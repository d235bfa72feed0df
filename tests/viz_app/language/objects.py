"""Programs with classes, exceptions, context managers and generators; see `programs.py`."""

OBJECTS = {
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
}
