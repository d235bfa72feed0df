"""Programs with everything a class may define; see `programs.py`."""

CLASSES = {
    "every binary operator method": """
class N:
    def __init__(self, v): self.v = v
    def __repr__(self): return f"N({self.v})"
    def __add__(self, o): return ("add", o)
    def __radd__(self, o): return ("radd", o)
    def __iadd__(self, o): self.v += o; return self
    def __sub__(self, o): return ("sub", o)
    def __rsub__(self, o): return ("rsub", o)
    def __isub__(self, o): self.v -= o; return self
    def __mul__(self, o): return ("mul", o)
    def __rmul__(self, o): return ("rmul", o)
    def __imul__(self, o): self.v *= o; return self
    def __truediv__(self, o): return ("truediv", o)
    def __rtruediv__(self, o): return ("rtruediv", o)
    def __itruediv__(self, o): self.v /= o; return self
    def __floordiv__(self, o): return ("floordiv", o)
    def __rfloordiv__(self, o): return ("rfloordiv", o)
    def __mod__(self, o): return ("mod", o)
    def __rmod__(self, o): return ("rmod", o)
    def __divmod__(self, o): return ("divmod", o)
    def __rdivmod__(self, o): return ("rdivmod", o)
    def __pow__(self, o, m=None): return ("pow", o, m)
    def __rpow__(self, o): return ("rpow", o)
    def __ipow__(self, o): self.v **= o; return self
    def __matmul__(self, o): return ("matmul", o)
    def __rmatmul__(self, o): return ("rmatmul", o)
    def __imatmul__(self, o): return ("imatmul", o)
    def __and__(self, o): return ("and", o)
    def __rand__(self, o): return ("rand", o)
    def __or__(self, o): return ("or", o)
    def __ror__(self, o): return ("ror", o)
    def __xor__(self, o): return ("xor", o)
    def __rxor__(self, o): return ("rxor", o)
    def __lshift__(self, o): return ("lshift", o)
    def __rlshift__(self, o): return ("rlshift", o)
    def __rshift__(self, o): return ("rshift", o)
    def __rrshift__(self, o): return ("rrshift", o)
n = N(3)
print(n + 1, 1 + n, n - 1, 1 - n, n * 1, 1 * n, n / 1, 1 / n, n // 1, 1 // n, n % 1, 1 % n)
print(n ** 1, 1 ** n, n @ 1, 1 @ n, n & 1, 1 & n, n | 1, 1 | n, n ^ 1, 1 ^ n, n << 1, 1 << n, n >> 1, 1 >> n)
print(divmod(n, 2), divmod(2, n), pow(n, 2, 5), 1.5 + n, "a" + n, [1] + n, "x%s" % n)
n += 1; n -= 2; n *= 10; n /= 4; n **= 2; print(n)
n @= 4; print(n)
""",
    "unary operators and conversions": """
import math
class N:
    def __neg__(self): return "neg"
    def __pos__(self): return "pos"
    def __invert__(self): return "invert"
    def __abs__(self): return "abs"
    def __int__(self): return 3
    def __float__(self): return 2.5
    def __index__(self): return 1
    def __round__(self, n=None): return ("round", n)
    def __bool__(self): return False
    def __len__(self): return 7
    def __str__(self): return "str"
    def __repr__(self): return "repr"
    def __format__(self, spec): return f"<{spec}>"
    def __hash__(self): return 42
    def __trunc__(self): return "trunc"
    def __floor__(self): return "floor"
    def __ceil__(self): return "ceil"
n = N()
print(-n, +n, ~n, abs(n), int(n), float(n), [10, 20, 30][n], round(n), round(n, 2), bool(n), len(n), not n)
print(n, repr(n), f"{n}", f"{n:abc}", f"{n!r}", f"{n!s:>5}", "{} {!r:>6} {:z}".format(n, n, n), "%s %r" % (n, n))
print(hash(n), {n: 1}[n], str(n), [n], bin(n), range(n), math.floor(n), math.ceil(n), math.trunc(n), [0] * n)
""",
    "comparison methods": """
class M:
    def __init__(self, x): self.x = x
    def __eq__(self, o): return self.x == (o.x if isinstance(o, M) else o)
    def __lt__(self, o): return self.x < o.x
    def __le__(self, o): print("le"); return self.x <= o.x
    def __hash__(self): return hash(self.x)
    def __repr__(self): return f"M{self.x}"
a, b, c = M(1), M(2), M(1)
print(a == c, a != b, a < b, a > b, a <= b, a >= b, a == 1, 1 == a, a in [c], [b, a, c].index(c), {a, b, c} == {b, a})
print(sorted([b, a, c]), max(a, b), min([b, a]), [b, a, c].count(M(1)), (a, b) < (a, M(3)), a < b < M(3))
class Q:
    def __ne__(self, o): return "ne"
    def __gt__(self, o): return "gt"
    def __ge__(self, o): return "ge"
print(Q() != 1, Q() > 1, Q() >= 1, 1 < Q(), 1 <= Q(), Q() == 1)
class U:
    def __eq__(self, o): return NotImplemented
print(U() == U(), U() != 1)
try: hash(U())
except TypeError as e: print(e)
""",
    "containers of one's own": """
class Box:
    def __init__(self): self.d = {}
    def __getitem__(self, k): print("get", k); return self.d[k]
    def __setitem__(self, k, v): print("set", k, v); self.d[k] = v
    def __delitem__(self, k): print("del", k); del self.d[k]
    def __contains__(self, k): return k in self.d
    def __len__(self): return len(self.d)
    def __iter__(self): return iter(self.d)
    def __reversed__(self): return reversed(list(self.d))
b = Box()
b["a"] = 1; b["a"] += 5; b[1:3] = 2; b[..., 0] = 3
print(b["a"], "a" in b, "z" not in b, len(b), bool(b), [type(k).__name__ for k in b], list(reversed(b))[0])
del b["a"]
try: b["a"]
except KeyError as e: print("KeyError", e)
class Seq:
    def __getitem__(self, i):
        if i > 3: raise IndexError("end")
        return i * i
print(list(Seq()), 4 in Seq(), 5 in Seq(), max(Seq()), [*Seq()], dict(enumerate(Seq())))
a, b, *c = Seq(); print(a, b, c)
class Countdown:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n == 0: raise StopIteration
        self.n -= 1
        return self.n
print(list(Countdown(3)), sum(Countdown(4)), next(Countdown(1)), next(Countdown(0), "default"), tuple(zip(Countdown(3), "ab")))
class Gen:
    def __iter__(self):
        yield from (1, 2)
        yield 3
for x in Gen(): print(x, end=" ")
print(sorted(Gen(), reverse=True), set(Gen()), any(x > 2 for x in Gen()))
""",
    "attribute methods": """
class A:
    kind = "class"
    def __init__(self): self.x = 1
    def __getattr__(self, name):
        if name.startswith("q"): return name * 2
        raise AttributeError(f"no {name}")
    def __setattr__(self, name, value):
        print("set", name, value)
        super().__setattr__(name, value)
    def __delattr__(self, name):
        print("del", name)
        object.__delattr__(self, name)
    @property
    def broken(self): raise AttributeError("inside")
a = A()
a.y = a.x + 1
print(a.y, a.qq, a.kind, hasattr(a, "zz"), getattr(a, "zz", 5), getattr(a, "qa"))
a.y += 1; del a.y
try: a.y
except AttributeError as e: print(e)
try: a.broken
except AttributeError as e: print(e)
setattr(a, "z", 4); print(a.z); delattr(a, "z")
""",
    "slots": """
class P:
    __slots__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
p = P(1, 2); p.x += 5; print(p.x, p.y)
try: p.z = 1
except AttributeError as e: print(e)
class Q(P): pass
q = Q(1, 2); q.z = 3; print(q.z)
class R(P):
    __slots__ = ["w"]
r = R(3, 4); r.w = 5; print(r.x, r.w)
try: r.v = 1
except AttributeError as e: print(e)
""",
    "properties and their deleters": """
class T:
    def __init__(self, c): self._c = c
    @property
    def c(self):
        "Celsius."
        return self._c
    @c.setter
    def c(self, v):
        if v < -273: raise ValueError("too cold")
        self._c = v
    @c.deleter
    def c(self): print("gone"); del self._c
    f = property(lambda self: self._c * 9 / 5 + 32, lambda self, f: setattr(self, "c", (f - 32) * 5 / 9))
    read = property(lambda self: 1)
t = T(10); t.c = 20; print(t.c, t.f); t.f = 212; print(t.c); t.c += 1; print(t.c, T.c.__doc__)
try: t.c = -300
except ValueError as e: print(e)
del t.c
for act in (lambda: t.c, lambda: setattr(t, "read", 2), lambda: delattr(t, "read")):
    try: act()
    except AttributeError as e: print(e)
""",
    "descriptors": """
class Positive:
    def __set_name__(self, owner, name): self.name = "_" + name; print("named", owner.__name__, name)
    def __get__(self, obj, cls): return self if obj is None else getattr(obj, self.name)
    def __set__(self, obj, value):
        if value <= 0: raise ValueError(self.name + " must be positive")
        setattr(obj, self.name, value)
    def __delete__(self, obj): print("deleted"); delattr(obj, self.name)
class Item:
    price = Positive()
    count = Positive()
    def __init__(self, p, c): self.price, self.count = p, c
i = Item(3, 4); print(i.price * i.count, type(Item.price).__name__)
try: i.price = -1
except ValueError as e: print(e)
del i.price
class Ten:
    def __get__(self, obj, cls=None): return 10
class H: ten = Ten()
h = H(); print(h.ten, H.ten); h.ten = 5; print(h.ten)
""",
    "__new__ and __init_subclass__": """
class Single:
    one = None
    def __new__(cls, *args):
        if cls.one is None: cls.one = super().__new__(cls)
        return cls.one
    def __init__(self, v=0): self.v = v
a, b = Single(1), Single(2); print(a is b, a.v)
class Odd:
    def __new__(cls): return 5
print(Odd())
class Base:
    kinds = []
    def __init_subclass__(cls, tag=None, **kw): super().__init_subclass__(**kw); cls.tag = tag; Base.kinds.append(cls.__name__)
class X(Base, tag="x"): pass
class Y(X): pass
print(Base.kinds, X.tag, Y.tag)
try:
    class Z(Single, foo=1): pass
except TypeError as e: print(e)
""",
    "multiple inheritance and super": """
class A:
    def __init__(self, **kw): print("A", kw); self.a = 1
    def who(self): return ["A"]
class B(A):
    def __init__(self, b=0, **kw): super().__init__(**kw); self.b = b
    def who(self): return ["B"] + super().who()
class C(A):
    def __init__(self, c=0, **kw): super(C, self).__init__(**kw); self.c = c
    def who(self): return ["C"] + super().who()
    @classmethod
    def make(cls, *a): return cls(*a)
    @staticmethod
    def stat(x): return x * 2
class D(B, C):
    def who(self): return ["D"] + super().who()
    @classmethod
    def make(cls, *a): x = super().make(*a); x.made = True; return x
d = D(b=1, c=2); print(d.who(), d.a, d.b, d.c)
print([k.__name__ for k in (A, B, C, D)], issubclass(D, (int, C)), isinstance(d, (A, str)), D.make(5).b, D.stat(3), d.made if hasattr(d, "made") else "-")
print(B.who(d), d.__class__.__name__, type(d).__name__, d.__class__ is D, D.__qualname__, D.__module__, isinstance(d, d.__class__), d.__class__(b=3).b)
try:
    class E(A, B): pass
except TypeError as e: print(str(e).split(chr(10))[0])
""",
    "class bodies": """
class Config:
    "The settings."
    size = 2
    sizes = [size * k for k in (1, 2)]
    total = sum(sizes)
    if total > 3: big = True
    for n in range(3): last = n
    def f(self, x=size): return x, self.size
    g = lambda self: self.size + 1
    class Inner:
        v = 5
        def w(self): return Config.size
    a: int
    b: str = "b"
    del n
print(Config.sizes, Config.total, Config.big, Config.last, Config().f(), Config().g(), Config.Inner().w(), Config.Inner.v, Config.b, Config.__doc__, hasattr(Config, "a"), hasattr(Config, "n"))
Config.size = 10; c = Config(); c.size = 7; print(Config().size, c.size, c.f()); del c.size; print(c.size)
Config.h = lambda self: "added"; print(c.h())
def outer(k):
    class L:
        def get(self): nonlocal k; k += 1; return k
    return L()
o = outer(3); print(o.get(), o.get())
print(Config.Inner.__qualname__, outer.__qualname__, type(o).__qualname__, Config.f.__name__, Config.f.__qualname__)
""",
    "callable objects and decorators as classes": """
class Count:
    def __init__(self, f): self.f, self.n = f, 0
    def __call__(self, *a, **k): self.n += 1; return self.f(*a, **k)
@Count
def add(a, b=1): return a + b
print(add(1), add(1, b=5), add.n, callable(add), callable(3), callable(Count), callable(len), callable(lambda: 0))
def tag(name):
    def wrap(cls): cls.tag = name; return cls
    return wrap
@tag("t")
class K: pass
print(K.tag, K().tag)
def twice(f):
    def inner(*a, **k): return f(*a, **k), f(*a, **k)
    return inner
@twice
@twice
def one(): return 1
print(one())
print(list(map(str.upper, "ab")), list(map(Count(len), ["a", "bc"])), sorted(["b", "A"], key=str.lower), list(map(int.bit_length, [1, 8])))
""",
}
