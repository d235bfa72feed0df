"""Programs that make types of their own or look closely at the built-in ones; see `programs.py`."""

TYPES = {
    "SimpleNamespace and types": """
from types import SimpleNamespace
import types
n = SimpleNamespace(a=1, b='x'); print(n, n.a); n.c = 3; print(n, n == SimpleNamespace(a=1, b='x', c=3)); print(isinstance(lambda: 0, types.FunctionType), vars(n))
def g(): yield 1
print(isinstance(g(), types.GeneratorType))
""",
    "numbers": """
import numbers
print(isinstance(1, numbers.Number), isinstance(1.5, numbers.Real), isinstance(True, numbers.Integral), isinstance('a', numbers.Number))
""",
    "texts to write to": r"""
import io
f = io.StringIO('a\nb\n')
for l in f: print(l.strip())
f = io.StringIO(); f.write('x'); print('y', file=f); print(repr(f.getvalue()))
print(io.StringIO('a\nb').read(), io.StringIO('a\nb').readlines())
""",
    "textwrap and pprint": r"""
import textwrap
from pprint import pprint
print(textwrap.dedent('  a\n  b'), textwrap.fill('the quick brown fox jumps', 10), textwrap.shorten('hello world foo', 11), textwrap.indent('a\nb', '> '))
pprint({'b': 1, 'a': [1, 2]}); pprint(list(range(40)))
""",
    "methods of str": r"""
s = 'Hello, World'
print(s.center(20, '*'), s.swapcase(), s.partition(','), s.rpartition('o'), s.casefold(), s.count('o'), s.index('W'), s.zfill(15), s.ljust(15, '.'), s.expandtabs(), s.splitlines(), s.isalpha(), s.title(), s[::-1], s[-5:], s.encode('utf-8'), s.removeprefix('Hel'), '{:>10}|{:<5}|{:^7}'.format('a', 'b', 'c'), '%s %d %.2f %05d %x %e' % ('a', 1, 2.5, 3, 255, 1e5), '{0} {1} {0}'.format('a', 'b'), '{x} {y}'.format(x=1, y=2), '{0[1]} {1.real}'.format([1, 2], 3), '{:,}'.format(10**6), '%(a)s' % {'a': 1}, 'a,b,,c'.split(','), ' a b '.split(), 'x'.join('abc'), 'abc'.find('z'), 'é'.isascii(), 'ß'.upper(), '1²'.isdigit(), 'a\tb'.expandtabs(4), '{:{w}.{p}f}'.format(3.14159, w=8, p=2), '%-10s|%+d' % ('a', 5), '%*d' % (5, 3), '{d[k]}'.format(d={'k': 9}))
""",
    "numbers in every form": """
print((5).bit_length(), int('ff', 16), int('0b11', 0), hex(255), oct(8), bin(5), float('1e3'), round(2.5), round(-1.5), round(1234.567, -2), divmod(-7, 2), -7 // 2, -7 % 3, 7 % -3, pow(2, -1), pow(3, 4, 5), 0.1 + 0.2, 1e16, 1e15, 123456789.123456789, 1/3, float('inf') - float('inf'), complex(1, 2) * 1j, abs(3+4j), (1+2j).conjugate(), 1_000_000, 0x1F, 0o17, 0b11, int(-3.9), (0.5).as_integer_ratio(), (255).to_bytes(2, 'big'), 3 .__add__(4), True + True, float.fromhex('0x1p3'), (1.5).hex(), sum([0.1] * 10), 10 ** -2, 2 ** 0.5, int(True), 1 if 0.0 else 2, max(1, 2.0), min([3, 1]), 5 // 0.3, 5.0 % 0.3, 1e308 * 10, -1e308 * 10)
""",
    "statistics": """
import statistics as st
d = [1, 2, 2, 3, 4, 7, 9]
print(st.mean(d), st.median(d), st.mode(d), st.stdev(d), st.variance(d), st.pstdev(d), st.multimode('aabbc'), st.quantiles(d, n=4), st.fmean(d), st.median_low([1,2,3,4]), st.harmonic_mean([40, 60]), st.geometric_mean([1,4]))
try: st.mean([])
except st.StatisticsError as e: print(e)
""",
    "match": """
def f(v):
    match v:
        case 0: return 'zero'
        case int() | float() as n if n < 0: return f'neg {n}'
        case [x]: return f'one {x}'
        case [x, y, *rest]: return f'{x} {y} {rest}'
        case {'type': 'c', 'r': r, **kw}: return f'circle {r} {kw}'
        case str(s): return f'str {s}'
        case (1 | 2) as k: return k
        case None | True | False: return 'single'
        case _: return 'other'
for v in [0, -2, -1.5, [1], (1, 2, 3), {'type': 'c', 'r': 2, 'z': 1}, 'hi', 1, None, True, {1}, 5.5]: print(f(v))
class P:
    __match_args__ = ('x', 'y')
    def __init__(self, x, y): self.x, self.y = x, y
match P(1, 2):
    case P(0, y): print('a')
    case P(x=1, y=yy): print('b', yy)
cmd = 'go north'.split()
match cmd:
    case ['go', ('north' | 'south') as d]: print(d)
""",
    "itertools at once": """
from itertools import chain, product, permutations, combinations, accumulate, islice, count, zip_longest, groupby, takewhile, starmap, repeat, pairwise, compress, filterfalse, cycle, tee
print(list(chain([1], [2])), list(product('ab', repeat=2)), list(permutations([1, 2, 3], 2)), list(combinations('abc', 2)), list(accumulate([1, 2, 3])), list(islice(count(5), 3)), list(zip_longest([1], [2, 3], fillvalue=0)), [(k, list(g)) for k, g in groupby('aabbb')], list(takewhile(lambda x: x < 3, [1, 2, 3])), list(starmap(pow, [(2, 3)])), list(repeat(1, 2)), list(pairwise([1, 2, 3])), list(compress('abc', [1, 0, 1])), list(filterfalse(None, [0, 1])), next(cycle('x')), list(chain.from_iterable([[1], [2]])), tee([1], 2)[0].__next__(), list(accumulate([1,2,3], lambda a, b: a * b, initial=1)))
""",
    "time": """
import time
t = time.time(); time.sleep(0); print(time.time() - t >= 0, time.perf_counter() >= 0); print(len(time.strftime('%H:%M:%S')), time.time_ns() >= 0, time.perf_counter_ns() >= 0)
""",
    "descriptors and attributes": """
class Pos:
    def __set_name__(self, o, n): self.n = '_' + n
    def __get__(self, i, o=None):
        if i is None: return self
        return getattr(i, self.n)
    def __set__(self, i, v):
        if v < 0: raise ValueError(f'{self.n} neg')
        setattr(i, self.n, v)
class A:
    x = Pos(); y = Pos()
    def __init__(self, x, y): self.x, self.y = x, y
a = A(1, 2); print(a.x, a.y, a.__dict__, vars(a))
try: a.x = -1
except ValueError as e: print(e)
class Lazy:
    def __init__(self, f): self.f = f
    def __get__(self, i, o): v = self.f(i); i.__dict__[self.f.__name__] = v; return v
class B:
    @Lazy
    def v(self): print('computing'); return 42
b = B(); print(b.v, b.v)
class W:
    __slots__ = ('a',)
w = W(); w.a = 1; print(w.a)
try: w.b = 2
except AttributeError as e: print(e)
class G:
    def __getattr__(self, n): return n.upper() if not n.startswith('_') else None
    def __setattr__(self, n, v): print('set', n); object.__setattr__(self, n, v)
    def __delattr__(self, n): print('del', n); super().__delattr__(n)
g = G(); g.x = 1; print(g.x, g.foo); del g.x; print(g.x)

""",
    "classes told of their subclasses": """
class Base:
    reg = {}
    def __init_subclass__(cls, name=None, **k): super().__init_subclass__(**k); Base.reg[name or cls.__name__] = cls
class A(Base, name='aa'): pass
class B(Base): pass
print(Base.reg, A.__mro__, B.__bases__, A.mro()[0].__name__, B().__class__.__name__, type(B()).__name__)
class S:
    _i = None
    def __new__(cls, *a):
        if cls._i is None: cls._i = super().__new__(cls)
        return cls._i
print(S() is S(), A.__qualname__, A.__module__, A.__doc__, hasattr(A, 'reg'), getattr(A, 'zz', 0))
class X:
    def __init__(self): self.a = 1
    def __eq__(self, o): return isinstance(o, X) and self.__dict__ == o.__dict__
    def __hash__(self): return hash(tuple(self.__dict__.items()))
print(X() == X(), len({X(), X()}), id(X()) != 0)

""",
    "dict of an object": """
class A:
    def __init__(self): self.a = 1; self.b = [2]
a = A()
print(a.__dict__, a.__class__.__name__)
a.__dict__.update(c=3); print(a.c)
for k, v in a.__dict__.items(): print(k, v)
class B:
    def __init__(self, **kw): self.__dict__.update(kw)
    def __repr__(self): return f'B({self.__dict__})'
print(B(x=1))
""",
    "causes of exceptions": """
try:
    try: 1 / 0
    except ZeroDivisionError as e: raise ValueError('wrapped') from e
except ValueError as e: print(repr(e.__cause__), e)
try: raise KeyError('a') from None
except KeyError as e: print(e.__cause__, e.args)
class AttrDict(dict):
    def __init__(self, *a, **k):
        super().__init__(*a, **k)
        self.__dict__ = self
d = AttrDict(a=1); d.b = 2; print(d, d.a, d['b'])
""",
    "classes below list, dict, str, int, tuple, set": """
class L(list):
    def first(self): return self[0]
    def append(self, x): print('add', x); super().append(x)
l = L([1, 2]); l.append(3); print(l, l.first(), len(l), l[1:], isinstance(l, list), l + [4], sum(l), l == [1, 2, 3], type(l).__name__, sorted(l, reverse=True))
class D(dict):
    def __missing__(self, k): return f'no {k}'
    def __getattr__(self, n):
        try: return self[n]
        except KeyError: raise AttributeError(n)
    def __setitem__(self, k, v): print('set', k); super().__setitem__(k, v)
d = D(a=1); d['b'] = 2; print(d, d['z'], d.get('q'), list(d.items()), d | {'c': 3}, 'a' in d, len(d), {**d})
class S(str):
    def shout(self): return self.upper() + '!'
    def __new__(cls, v): return super().__new__(cls, v.strip())
s = S(' hey '); print(s, s.shout(), s + 'x', len(s), s == 'hey', {s: 1}, repr(s), f'{s:>5}', isinstance(s, str), s.split('e'))
class I(int):
    def __add__(self, o): return I(int(self) + o + 100)
    def __repr__(self): return f'I({int(self)})'
i = I(5); print(i + 1, i * 2, i > 3, [10, 20, 30, 40, 50, 60][i], repr(i), type(i + 1).__name__, hash(i) == hash(5), sum([i, i]))
class F(float):
    def __str__(self): return f'{float(self):.2f}'
print(F(3.14159), F(2) * 2, F(1) + F(2))
class T(tuple):
    def __new__(cls, a, b): return super().__new__(cls, (a, b))
    @property
    def a(self): return self[0]
t = T(1, 2); print(t, t.a, t + (3,), len(t), t == (1, 2)); x, y = t; print(x, y)
class St(set):
    def add(self, x): super().add(x * 2)
z = St([1]); z.add(5); print(sorted(z), z | {3}, 1 in z)
class E(Exception):
    def __init__(self, msg, code): super().__init__(msg); self.code = code
    def __str__(self): return f'[{self.code}] {self.args[0]}'
try: raise E('bad', 7)
except E as e: print(e, e.code, e.args, repr(e))
class Stack(list):
    def push(self, x): self.append(x)
    def peek(self): return self[-1]
    def __repr__(self): return f'Stack({list(self)})'
k = Stack(); k.push(1); k.push(2); print(k, k.pop(), k.peek(), bool(Stack()))
""",
    "more classes below built-in types": """
class AttrDict(dict):
    def __init__(self, *a, **k):
        super().__init__(*a, **k)
    def __getattr__(self, n):
        try: return self[n]
        except KeyError: raise AttributeError(n) from None
    __setattr__ = dict.__setitem__
    __delattr__ = dict.__delitem__
c = AttrDict(lr=0.1); c.bs = 4; print(c.lr, c, c["bs"], len(c)); del c.lr; print(c)
try: c.nope
except AttributeError as e: print("AE", e)
print({**c}, dict(c), dict(**c), AttrDict({"a": 1}).copy(), isinstance(c, dict), issubclass(AttrDict, dict))
for k in c: print(k)
class Vocab(dict):
    def add(self, w): return self.setdefault(w, len(self))
v = Vocab(); print([v.add(w) for w in "a b a".split()], v)
import copy
d = copy.deepcopy(v); d["z"] = [1]; e = copy.copy(d); e["z"].append(2); print(v, d, e, type(e).__name__)
class L(list):
    def __getitem__(self, i): return super().__getitem__(i - 1)
    def __init__(self, it): super().__init__(it); self.n = 5
    def __setitem__(self, i, x): print("set", i); super().__setitem__(i, x)
    def __len__(self): return 100
    def __contains__(self, x): return True
    def __iter__(self): return (x * 2 for x in super().__iter__())
    def __eq__(self, o): return "eq"
    def __add__(self, o): return L(list(self) + list(o))
l = L([1, 2, 3]); print(l[1], l.n, len(l), 9 in l, list(l), l == 1, l); l[0] = 7; print(l, l + [1])
l += [4]; print(list.__len__(l), l)
try: L()
except TypeError as e: print(e)
class Celsius(float):
    def __new__(cls, v, unit="C"):
        o = super().__new__(cls, v); o.unit = unit; return o
    def __repr__(self): return f"{float(self)}{self.unit}"
t = Celsius(36.6); print(t, t + 1, [t], t.unit, t == 36.6, round(t), f"{t:.2f}", max(t, 3))
class Pos(int):
    def __new__(cls, v):
        if v < 0: raise ValueError("neg")
        return int.__new__(cls, v)
print(Pos(3) * 2, Pos(4), repr(Pos(5)), type(Pos(1)).__name__)
try: Pos(-1)
except ValueError as e: print(e)
class P(tuple):
    def __new__(cls, *xs): return tuple.__new__(cls, xs)
    def __add__(self, o): return P(*(a + b for a, b in zip(self, o)))
print(P(1, 2) + P(3, 4), P(1, 2)[0], hash(P(1)) == hash((1,)), P(1) == (1,), str(P(1, 2)), len(P()), [*P(1,2)])
class U(str):
    def __eq__(self, o): return self.lower() == o.lower()
    def __hash__(self): return hash(self.lower())
print(U("Ab") == "aB", {U("A"): 1}["a"], U("x") + U("y"), "-".join([U("p"), U("q")]), U("a b").split(), U("abc")[1:], "x" in U("xyz"))
class Names(list): pass
n = Names("abc"); print(n, n.index("b"), n[::-1], sorted(n), n * 2, type(n[:1]).__name__, Names() == [], bool(Names()), repr(n), str(n), f"{n}", "%s" % n, [n])
class S(set):
    pass
print(S([1]), S(), S([1]) | {2}, [S([2])])
class DD(dict):
    def __missing__(self, k): self[k] = v = []; return v
d = DD(); d["a"].append(1); print(d, d.get("q"))
class Err(ValueError): pass
class Base(object): pass
class Mix:
    def hi(self): return "hi " + str(len(self))
class ML(Mix, list): pass
print(ML([1, 2]).hi(), ML.__name__, isinstance(ML(), Mix), isinstance(ML(), list))
class Num(int):
    def __add__(self, o): return Num(super().__add__(o))
    __radd__ = __add__
print(sum([Num(1), Num(2)]), type(Num(1) + 1).__name__, Num("12"), Num(3.7), Num() == 0, int(Num(4)), float(Num(2)), [1,2,3][Num(1)], range(Num(2)))
class H(list):
    __slots__ = ()
print(H([1]), vars(Names("a")) , type(Names([1]).copy()).__name__)
class G(dict):
    def update(self, *a, **k): print("upd"); super().update(*a, **k)
    def items(self): return [("x", 1)]
g = G(); g.update(a=1); print(g, list(g.items()), g.keys())
try: list.append(5, 1)
except TypeError as e: print(e)
""",
    "classes below collections": """
from collections import defaultdict, Counter, OrderedDict, deque, namedtuple
class D2(defaultdict):
    def __missing__(self, k): self[k] = k * 2; return self[k]
d = D2(); print(d[4], d)
class C2(Counter):
    def top(self): return self.most_common(1)[0][0]
c = C2("aab"); print(c.top(), c, c["z"], c + Counter("b"))
class O(OrderedDict):
    def last(self): return list(self)[-1]
print(O(a=1, b=2).last(), O(a=1))
class Q(deque):
    def peek(self): return self[-1]
q = Q([1, 2], maxlen=2); q.append(3); print(q.peek(), q, q.maxlen)
class PP(namedtuple("PP", "a b")):
    __slots__ = ()
    def s(self): return self.a + self.b
    def __add__(self, o): return PP(self.a + o.a, self.b + o.b)
p = PP(1, 2); print(p.s(), p, p + p, p.a, p._replace(a=5), p == (1, 2), p._asdict(), PP(a=1, b=3), p[1]); x, y = p; print(x, y)
class LRU(OrderedDict):
    def __init__(self, n): super().__init__(); self.n = n
    def __setitem__(self, k, v):
        super().__setitem__(k, v); self.move_to_end(k)
        if len(self) > self.n: self.popitem(last=False)
l = LRU(2); l["a"] = 1; l["b"] = 2; l["c"] = 3; print(list(l.items()))
class V(tuple):
    @property
    def x(self): return self[0]
print(V((1, 2)).x, V([3]))
""",
    "qualified names": """
class C:
    def m(self):
        def f(): pass
        class D:
            def k(self): return lambda: 0
        return f, D, D().k(), [lambda: 1 for _ in range(1)][0]
    g = [lambda: 2 for _ in range(1)][0]
for x in C().m(): print(x.__qualname__)
print(C.g.__qualname__, C.m.__qualname__)
def o():
    global gg
    def gg(): pass
o(); print(gg.__qualname__)
""",
}
