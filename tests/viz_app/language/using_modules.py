"""Programs with Python's small modules, whole and combined; see `programs.py`."""

MODULES = {
    "module collections": """
from collections import defaultdict, OrderedDict, Counter, deque, namedtuple
import collections
d = defaultdict(list)
d['a'].append(1); d['b']; d['a'].append(2)
print(d, dict(d), len(d), 'z' in d, d.get('q'), sorted(d), isinstance(d, dict), type(d), d.default_factory)
n = defaultdict(int); 
for ch in "hello": n[ch] += 1
print(n, defaultdict(lambda: 5)['x'])
c = Counter("abracadabra"); print(c, c.most_common(2), c['z'], c + Counter(a=1), c - Counter(a=4), sorted(c.elements())[:3], c.total())
c.update("aab"); c.subtract({'a': 3}); print(c, Counter(), Counter([1,1,2]) & Counter([1,2,2]))
q = deque([1,2,3], maxlen=3); q.append(4); q.appendleft(0); q.rotate(1); print(q, q[0], q.maxlen, list(q), len(q), 3 in q, q.popleft(), q.pop(), q)
q = deque(); q.extend('abc'); q.extendleft([1, 2]); print(q, q.index('a'), q.count('b'), deque([1]) * 3, deque([1]) + deque([2]))
o = OrderedDict(a=1, b=2); o.move_to_end('a'); print(o, list(o.items()), o.popitem(last=False), OrderedDict())
P = namedtuple('P', 'x y z', defaults=[0]); p = P(1, y=2); print(p, p.x, p[1], p._replace(x=5), p._asdict(), P._fields, p == (1, 2, 0), isinstance(p, tuple), P._make([1,2,3]), hash(p) == hash((1,2,0)))
a, *b = p; print(a, b, len(p), max(p), sorted([P(2, 1), P(1, 5)]), {p: 1}[p], type(p).__name__, P)
for bad in (lambda: P(), lambda: P(1,2,3,4), lambda: P(1, 2, w=3), lambda: P(1, 2, x=1), lambda: setattr(p, 'x', 1), lambda: namedtuple('Q', 'a a'), lambda: namedtuple('Q', 'class')):
    try: bad()
    except (TypeError, AttributeError, ValueError) as e: print(type(e).__name__, e)
from typing import NamedTuple, List, Dict, Optional, Generic, TypeVar, Union
class E(NamedTuple):
    name: str
    n: int = 3
    def twice(self): return self.n * 2
    @property
    def up(self): return self.name.upper()
e = E('bob'); print(e, e.twice(), e.up, e.n, e._replace(n=9).twice())
T = TypeVar('T')
class Stack(Generic[T]):
    def __init__(self): self.items: List[T] = []
    def push(self, x: T) -> None: self.items.append(x)
s = Stack[int](); s.push(1); print(s.items, isinstance(3, int | str), isinstance('a', (int, float)))
V = List[float]; W = Dict[str, Optional[int]]
def f(x: Union[int, str], *y: "undefined") -> 'nothing': return x
print(f(1), List[int], Optional[str] is None, list[int], dict[str, int])
nested = defaultdict(lambda: defaultdict(int)); nested['a']['b'] += 1; print({k: dict(v) for k, v in nested.items()})
try:
    for x in int: pass
except TypeError as e: print(e)
class A: pass
try:
    for x in A: pass
except TypeError as e: print(e)
try: A[0]
except TypeError as e: print(e)
""",
    "module itertools": """
import itertools
from itertools import count as c2
import itertools as it

print(list(it.chain([1], 'ab', (2,))), list(it.chain.from_iterable([[1], [2, 3]])), list(it.islice(it.count(5, 2), 3)), list(it.islice('abcdef', 1, None, 2)))
print(list(it.product([1, 2], 'ab')), list(it.product('ab', repeat=2)), list(it.permutations([1, 2, 3], 2)), list(it.combinations('abc', 2)), list(it.combinations_with_replacement([1, 2], 2)))
print(list(it.accumulate([1, 2, 3])), list(it.accumulate([1, 2, 3], lambda a, b: a * b, initial=2)), list(it.takewhile(lambda x: x < 3, it.count())), list(it.dropwhile(lambda x: x < 3, range(5))), list(it.filterfalse(None, [0, 1, 2])))
print(list(it.starmap(pow, [(2, 3), (3, 2)])), list(it.zip_longest([1, 2, 3], 'a', fillvalue='-')), list(it.pairwise([1, 2, 3])), list(it.compress('abc', [1, 0, 1])), list(it.repeat('x', 2)))
for k, g in it.groupby([1, 1, 2, 3, 3], lambda x: x % 2): print(k, list(g))
a, b = it.tee([1, 2]); print(list(a), list(b)); cyc = it.cycle('ab'); print([next(cyc) for _ in range(5)])
z = zip([1, 2], it.count()); print(dict(z), type(it.count()).__name__, next(it.repeat(1)))
try: list(zip([1], [2, 3], strict=True))
except ValueError as e: print(e)
""",
    "module functools": """
import functools
from functools import partial, reduce, wraps, lru_cache, cmp_to_key, total_ordering, cache, cached_property
p = partial(int, base=2); print(p('101'), p.keywords, p.func is int, partial(max, 5)(3), reduce(lambda a, b: a + b, [1, 2, 3], 10), reduce(max, [3, 1]))
def deco(f):
    @wraps(f)
    def inner(*a, **k):
        "inner doc"
        return f(*a, **k) + 1
    return inner
@deco
def g(x):
    "g doc"
    return x
print(g(1), g.__name__, g.__doc__, g.__qualname__, g.__wrapped__(1))
@lru_cache(maxsize=None)
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(60), fib.cache_info()); fib.cache_clear(); print(fib.cache_info().hits)
@lru_cache
def sq(x): print('computing', x); return x * x
print(sq(3), sq(3), sq.__name__)
@lru_cache(maxsize=2)
def t(x): return x
for v in (1, 2, 3, 1): t(v)
print(t.cache_info())
class C:
    @cache
    def m(self, x): print('m'); return x
    @cached_property
    def p(self): print('p'); return 5
c = C(); print(c.m(1), c.m(1), c.p, c.p)
print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)))
@total_ordering
class V:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): return self.v < o.v
print(V(1) <= V(1), V(2) > V(1), V(1) >= V(2), sorted([V(2), V(1)])[0].v)
try: reduce(lambda a, b: a, [])
except TypeError as e: print(e)
try: partial(3)
except TypeError as e: print(e)
try: fib([1])
except TypeError as e: print(e)
""",
    "module operator": """
import operator as op
from operator import itemgetter, attrgetter, methodcaller
print(op.add(1, 2), op.mul('a', 3), op.truediv(1, 2), op.neg(3), op.eq(1, 1), op.getitem([1, 2], 1), op.contains([1], 1), op.mod('%s!', 5), op.pow(2, 5), op.not_(0), op.iadd([1], [2]))
class A:
    def __init__(self, x): self.x = x; self.b = self
    def f(self, y=1): return self.x + y
l = [A(3), A(1)]
print([a.x for a in sorted(l, key=attrgetter('x'))], attrgetter('b.b.x', 'x')(l[0]), sorted([(1, 'b'), (0, 'c')], key=itemgetter(1)), itemgetter(0, 1)('abc'), methodcaller('f', y=5)(l[0]), methodcaller('upper')('a'))
""",
    "module contextlib": """
from contextlib import contextmanager, suppress, nullcontext
@contextmanager
def tag(name):
    print('<', name)
    try: yield name.upper()
    except ValueError as e: print('caught', e)
    finally: print('>', name)
with tag('a') as t, tag('b'): print(t)
with tag('c'): raise ValueError('v')
try:
    with tag('d'): raise KeyError('k')
except KeyError as e: print('out', e)
with suppress(ZeroDivisionError, KeyError): 1 / 0
with nullcontext(5) as n: print(n)
@tag('deco')
def f(): return 3
print(f(), f())
@contextmanager
def twice(): yield 1; yield 2
try:
    with twice(): pass
except RuntimeError as e: print(e)
@contextmanager
def never(): 
    if False: yield
try:
    with never(): pass
except RuntimeError as e: print(e)
class M:
    @contextmanager
    def ctx(self): print('in'); yield self; print('out')
with M().ctx() as m: print(type(m).__name__)
""",
    "module dataclasses": """
from dataclasses import dataclass, field, asdict, astuple, replace, fields, is_dataclass
from typing import List, ClassVar
@dataclass
class P:
    x: int
    y: float = 2.5
    tags: List[str] = field(default_factory=list)
    hidden: int = field(default=7, repr=False, compare=False)
    late: int = field(init=False)
    count: ClassVar[int] = 3
    def __post_init__(self): self.late = self.x * 2
    def norm(self): return (self.x ** 2 + self.y ** 2) ** 0.5
p = P(3); q = P(3, tags=['a']); p.tags.append('z')
print(p, q, p == q, p == P(3, 2.5, ['z']), p.norm(), P.count, p.hidden, asdict(p), astuple(q), replace(p, x=9), [f.name for f in fields(P)], is_dataclass(p), is_dataclass(3))
@dataclass(order=True, frozen=True)
class V:
    a: int
    b: str = 'b'
print(sorted([V(2), V(1, 'z'), V(1, 'a')]), V(1) < V(2), {V(1): 5}[V(1)], hash(V(1)) == hash(V(1)))
try: V(1).a = 5
except AttributeError as e: print(type(e).__name__, e)
@dataclass
class W(P):
    z: int = 0
    def __repr__(self): return 'W!'
print(W(1, z=5), W(1).z)
for bad in (lambda: P(), lambda: P(1, 2, 3, 4, 5), lambda: P(1, w=2), lambda: P(1) < P(2), lambda: hash(P(1))):
    try: bad()
    except TypeError as e: print(e)
try:
    @dataclass
    class X:
        a: int = 1
        b: str
except TypeError as e: print(e)
try:
    @dataclass
    class X:
        a: list = []
except ValueError as e: print(e)
@dataclass(kw_only=True)
class K:
    a: int
    b: int = 2
print(K(a=1))
try: K(1)
except TypeError as e: print(e)
""",
    "module enum": """
from enum import Enum, auto, unique
class Color(Enum):
    RED = 1
    GREEN = 2
    BLUE = auto()
    CRIMSON = 1
    def nice(self): return self.name.title()
    @property
    def double(self): return self.value * 2
    @classmethod
    def first(cls): return cls.RED
print(Color.RED, repr(Color.GREEN), Color.BLUE.value, Color(2), Color['RED'], list(Color), len(Color), Color.RED is Color.CRIMSON, Color.RED == Color.RED, Color.RED in Color)
print(Color.GREEN.nice(), Color.BLUE.double, Color.first(), isinstance(Color.RED, Color), {Color.RED: 'r'}[Color.RED], f"{Color.RED}", [c.name for c in Color], type(Color.RED).__name__)
for bad in (lambda: Color(9), lambda: Color['NO'], lambda: Color.RED < Color.GREEN):
    try: bad()
    except (ValueError, KeyError, TypeError, AttributeError) as e: print(type(e).__name__, e)
class Planet(Enum):
    EARTH = (5.9, 6.3)
    def __init__(self, mass, radius): self.mass, self.radius = mass, radius
print(Planet.EARTH.mass, Planet.EARTH.value)
""",
    "module abc": """
from abc import ABC, abstractmethod, ABCMeta
class Shape(ABC):
    @abstractmethod
    def area(self): ...
    @property
    @abstractmethod
    def name(self): ...
    def show(self): return f"{self.name} {self.area()}"
class Sq(Shape):
    def __init__(self, s): self.s = s
    def area(self): return self.s ** 2
    @property
    def name(self): return 'sq'
class Half(Shape):
    def area(self): return 0
print(Sq(3).show(), isinstance(Sq(1), Shape), issubclass(Sq, ABC))
for k in (Shape, Half):
    try: k()
    except TypeError as e: print(e)
class M(metaclass=ABCMeta):
    @abstractmethod
    def f(self): pass
class N(M):
    def f(self): return super().f()
try: M()
except TypeError as e: print(e)
print(N().f())
from collections.abc import Iterable, Callable, Sequence, Mapping
print(isinstance([], Iterable), isinstance(3, Iterable), isinstance(len, Callable), isinstance((), Sequence), isinstance({}, Mapping), isinstance(Sq(1), Callable), isinstance(iter([]), Iterable))
""",
    "module copy": """
import copy
from copy import deepcopy
a = [1, [2, 3], {'k': [4]}, (5, [6]), {7}]
b, c = copy.copy(a), deepcopy(a)
a[1].append(9); a[2]['k'].append(9); a[3][1].append(9)
print(a, b, c, b[1] is a[1], c[1] is a[1])
class T:
    def __init__(self, v): self.v = v; self.me = self
    def __repr__(self): return f"T({self.v})"
t = T([1]); u = deepcopy(t); s = copy.copy(t); t.v.append(2); print(t, u, s, u.me is u, s.me is t)
l = [1]; l.append(l); m = deepcopy(l); print(m, m[1] is m)
x = [0]; pair = deepcopy([x, x]); print(pair[0] is pair[1])
class C:
    def __copy__(self): return 'copied'
    def __deepcopy__(self, memo): return 'deep'
print(copy.copy(C()), deepcopy([C()]), copy.copy(5), deepcopy('a'), deepcopy(len) is len, deepcopy((1, 2)), copy.copy({1: 2}))
from collections import defaultdict, Counter, deque, OrderedDict, namedtuple
P = namedtuple('P', 'a b')
print(deepcopy(defaultdict(list, a=[1])), deepcopy(Counter('aab')), copy.copy(deque([1], 3)), deepcopy(OrderedDict(a=[1])), deepcopy(P([1], 2)))
""",
    "module system": """
import sys, string, statistics, timeit, time
print('out', file=sys.stdout, flush=True); sys.stdout.write('written\\n'); sys.stdout.flush()
print(sys.version_info.major, sys.version_info >= (3, 8), sys.maxsize, sys.float_info.epsilon, sys.float_info.max, sys.version_info[:1])
print(string.ascii_lowercase, string.digits, string.capwords('a b'), statistics.mean([1, 2, 3]), statistics.median([1, 5, 2]), round(statistics.stdev([1, 2, 4]), 6), statistics.mode('aab'))
try: statistics.mean([])
except statistics.StatisticsError as e: print('StatisticsError', e)
print(time.time() >= 0, timeit.default_timer() >= 0)
print([1, 2], 'x', sep='-', end='!\\n'); print(); print('a', None, sep='')
class W:
    def write(self, s): sys.stdout.write(s.upper())
    def flush(self): pass
print('shout', file=W())
try: sys.exit('bye')
except SystemExit as e: print(repr(e))
""",
    "module warnings": """
import warnings
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter('always')
    warnings.warn('one'); warnings.warn('two', DeprecationWarning)
    print(len(w), w[0].message, w[1].category.__name__, w[-1].message)
warnings.filterwarnings('ignore'); warnings.warn('hidden')
with warnings.catch_warnings():
    warnings.simplefilter('error')
    try: warnings.warn('boom', RuntimeWarning)
    except RuntimeWarning as e: print('caught', e)
class My(UserWarning): pass
with warnings.catch_warnings():
    warnings.filterwarnings('error', category=My)
    try: warnings.warn('mine', My)
    except My as e: print('my', e)
try: warnings.warn('x', 5)
except TypeError: print('type')
""",
}
