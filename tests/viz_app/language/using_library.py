"""Programs with the modules of Python that students use; see `programs.py`."""

LIBRARY = {
    "bytes": r"""
b = b'hello\x00\xff'
print(b, len(b), b[0], b[1:3], list(b[:3]), b + b'!', b * 2, b == b'hello', type(b))
print(b.hex(), bytes([65, 66]), bytes(3), bytes('é', 'utf-8'), 'é'.encode(), b'caf\xc3\xa9'.decode())
print(b.upper(), b.find(b'l'), b.split(b'l'), b.replace(b'l', b'L'), b'a' in b'abc', 97 in b'abc', b.startswith(b'he'))
print(bytes.fromhex('ff00'), int.from_bytes(b'\x01\x02', 'big'), (258).to_bytes(2, 'little'))
for x in b'ab': print(x)
print(b'%d %s' % (3, b'x'), hash(b'a') == hash(b'a'), {b'k': 1}, b'a' < b'b', isinstance(b, bytes), bool(b''))
try: b[0] = 1
except TypeError as e: print(e)
try: b + 'a'
except TypeError as e: print(e)
try: b'\xff'.decode()
except UnicodeDecodeError as e: print(e)

print(b'  x '.strip(), b','.join([b'a', b'b']), b'abc'.isalpha(), ord(b'a'), b'abc'[::-1], bytes(range(5)))
""",
    "regular expressions": r"""
import re
print(re.findall(r'\d+', 'a1b22c333'), re.sub(r'\s+', ' ', 'a  b \n c'), re.split(r'[,;]', 'a,b;c'))
m = re.match(r'(\w+)@(\w+)\.com', 'joe@site.com')
print(m.group(), m.group(1), m.groups(), m.start(), m.end(2), m.span(), m[2], m)
m = re.search(r'(?P<year>\d{4})-(?P<month>\d\d)', 'on 2024-05-01')
print(m.group('year'), m.groupdict(), m['month'], bool(m))
print(re.match('x', 'abc'), re.fullmatch(r'\w+', 'abc') is not None)
pat = re.compile(r'[aeiou]', re.IGNORECASE)
print(pat.sub('*', 'Hello World'), pat.findall('AbE'), pat.pattern, pat)
print([x.group() for x in re.finditer(r'\b\w', 'the quick fox')])
print(re.sub(r'(\w+) (\w+)', r'\2 \1', 'hello world'), re.sub(r'\d', lambda m: str(int(m.group()) * 2), 'a1b2'))
print(re.subn('a', 'b', 'banana'), re.escape('a.b*c'), re.split(r'(\d)', 'a1b2c'), re.findall(r'(a)(b)?', 'ab a'))
try: re.compile('(')
except re.error as e: print(e)
print(re.sub('x', 'y', 'xxx', count=2), re.findall('^a', 'a\na', re.M))
def tok(s):
    for m in re.finditer(r'(?P<num>\d+)|(?P<op>[+*])', s): yield m.lastgroup, m.group()
print(list(tok('1+22*3')))
""",
    "json": r"""
import json
d = {'a': 1, 'b': [1, 2.5, None, True], 'c': {'x': 'é"\n'}}
s = json.dumps(d); print(s); print(json.loads(s) == d)
print(json.dumps(d, indent=2)); print(json.dumps(d, sort_keys=True, separators=(',', ':'))); print(json.dumps('é', ensure_ascii=False))
print(json.dumps({1: 2, None: 3, True: 4, 2.5: 1}), json.dumps([float('nan'), float('inf')]), json.dumps((1, 2)))
try: json.dumps({1, 2})
except TypeError as e: print(e)
try: json.loads('{"a": }')
except json.JSONDecodeError as e: print(e, e.msg, e.lineno, e.colno, e.pos)
try: json.loads('[1,2')
except ValueError as e: print(type(e).__name__, e)
print(json.loads('[1, 2.0, "x", null, true, {"a": []}]'), json.dumps({1, 2}, default=list), json.dumps({'a': 1}, indent=4))
class P:
    def __init__(self): self.x = 1
print(json.dumps({'p': P()}, default=lambda o: vars(o)))
print(json.loads('1e3'), json.loads('"\\u00e9"'), json.dumps([]), json.dumps({}, indent=2), json.dumps([[], {}], indent=1))
""",
    "string": r"""
import string
print(string.ascii_lowercase, string.digits, string.punctuation, string.capwords('hello world'))
t = string.Template('$who likes ${what} $$5'); print(t.substitute(who='tim', what='kung pao'), t.safe_substitute(who='x'))
try: t.substitute(who=1)
except KeyError as e: print('KeyError', e)
print('abc'.translate(str.maketrans('abc', 'xyz')), string.whitespace == ' \t\n\r\x0b\x0c')
""",
    "enums of every kind": """
from enum import Enum, IntEnum, auto, Flag, IntFlag, unique, StrEnum
class Color(Enum):
    RED = 1
    GREEN = 2
    BLUE = 3
print(Color.RED, repr(Color.RED), Color.RED.name, Color.RED.value, Color(2), Color['BLUE'], list(Color), len(Color))
print(Color.RED == Color.RED, Color.RED is Color(1), Color.RED in Color, isinstance(Color.RED, Color), Color.RED != Color.BLUE, {Color.RED: 1})
for n, m in Color.__members__.items(): print(n, m)
class Num(IntEnum):
    ONE = 1
    TWO = 2
print(Num.ONE + 1, Num.ONE < Num.TWO, Num.TWO, repr(Num.TWO), int(Num.TWO), sorted(Num, reverse=True), f'{Num.ONE}', Num.ONE == 1, [10,20,30][Num.TWO])
class Perm(Flag):
    R = auto()
    W = auto()
    X = auto()
rw = Perm.R | Perm.W; print(rw, Perm.R in rw, Perm.X in rw, rw & Perm.W, repr(rw), bool(Perm.R & Perm.W), Perm.X.value, ~Perm.R)
class S(str, Enum):
    A = 'a'
    B = 'b'
print(S.A == 'a', S.A.upper(), S.A, S('b'), S.A.value, repr(S.A), f'{S.A}')
class T(StrEnum):
    LEFT = auto()
print(T.LEFT, T.LEFT == 'left')
class Planet(Enum):
    EARTH = (5.97e24, 6.37e6)
    def __init__(self, mass, radius): self.mass, self.radius = mass, radius
    @property
    def g(self): return round(6.67e-11 * self.mass / self.radius ** 2, 2)
    @classmethod
    def heavy(cls): return [p for p in cls]
print(Planet.EARTH.g, Planet.heavy(), Planet.EARTH.mass)
try: Color(9)
except ValueError as e: print(e)
try: Color['X']
except KeyError as e: print(e)
try: Color.RED = 5
except AttributeError as e: print(e)
Animal = Enum('Animal', 'CAT DOG'); print(Animal.DOG, list(Animal), Animal.CAT.value)
print(Color.RED.__class__ is Color, type(Color.RED), hash(Color.RED) == hash(Color.RED))
match Color.GREEN:
    case Color.RED: print('r')
    case Color.GREEN: print('g')
""",
    "contexts": r"""
from contextlib import contextmanager, nullcontext, suppress, ExitStack, closing, redirect_stdout, ContextDecorator
import io
@contextmanager
def tag(n):
    print('<', n)
    try: yield n.upper()
    finally: print('>', n)
with tag('a') as x: print(x)
with ExitStack() as st:
    for n in 'xyz': print(st.enter_context(tag(n)))
    st.callback(print, 'bye', end='!\n')
with nullcontext(5) as v: print(v)
with suppress(ZeroDivisionError, KeyError): 1/0
print('next')
buf = io.StringIO()
with redirect_stdout(buf): print('hidden')
print(repr(buf.getvalue()))
class D(ContextDecorator):
    def __enter__(self): print('in'); return self
    def __exit__(self, *e): print('out'); return False
@D()
def f(): print('body')
f()
with tag('p') as a, tag('q') as b: print(a + b)
with (tag('r') as a, tag('s') as b): print(a + b)
@tag('deco')
def g(x): return x + 1
print(g(1))
class R:
    def close(self): print('closed')
with closing(R()) as r: print('use')
with ExitStack() as s:
    s.push(lambda *e: print('exc', e[0] and e[0].__name__) or True)
    raise ValueError('x')
print('end')
""",
    "heaps and sorted lists": """
import heapq, bisect
from heapq import heappush, heappop, heapify, nlargest, nsmallest, merge
h = []
for x in [5, 1, 4, 2]: heappush(h, x)
print(h, heappop(h), h, heapq.heappushpop(h, 0), heapq.heapreplace(h, 9), h)
l = [9, 3, 7]; heapify(l); print(l, nlargest(2, [1, 5, 3]), nsmallest(2, [4, 1, 3], key=lambda x: -x), list(merge([1, 4], [2, 3])))
a = [1, 3, 5]; bisect.insort(a, 4); print(a, bisect.bisect(a, 3), bisect.bisect_left(a, 3), bisect.bisect_right(a, 3), bisect.insort_left(a, 0), a)
try: heappop([])
except IndexError as e: print(e)
import heapq as hq
q = []; hq.heappush(q, (2, 'b')); hq.heappush(q, (1, 'a')); print(hq.heappop(q), q[0])
class T:
    def __init__(s, p): s.p = p
    def __lt__(s, o): return s.p < o.p
    def __repr__(s): return f'T{s.p}'
q = [T(3), T(1)]; heapify(q); print(heappop(q))
print(bisect.bisect([1, 2, 3], 2, lo=0, hi=2), bisect.bisect_left([{'a': 1}], 1, key=lambda d: d['a']))
""",
    "operators as functions": """
import operator as op
from operator import itemgetter, attrgetter, mul, methodcaller
print(op.add(1, 2), op.mul(3, 4), op.itemgetter(1)([5, 6]), op.neg(3), op.truediv(1, 2), op.contains([1], 1), op.not_(0), op.xor(5, 3))
l = [('b', 2), ('a', 3)]; print(sorted(l, key=itemgetter(0)), sorted(l, key=itemgetter(1, 0)))
from functools import reduce
print(reduce(mul, range(1, 6)), op.pow(2, 5), op.methodcaller('upper')('a'), op.lt(1, 2), op.is_(None, None), op.getitem([1,2],1))
ops = {'+': op.add, '-': op.sub, '*': op.mul, '/': op.truediv, '//': op.floordiv, '%': op.mod, '**': op.pow}
for k, f in ops.items(): print(k, f(7, 2))
d = {}; op.setitem(d, 'a', 1); print(d); op.delitem(d, 'a'); print(d, op.length_hint([1,2]), op.indexOf([1,2,3], 3), op.countOf([1,1,2], 1))
a = [1]; print(op.iadd(a, [2]), a, op.concat('a', 'b'), op.and_(6, 3), op.or_(6, 3), op.inv(1), op.abs(-3), op.index(5))
""",
    "dataclasses in full": """
from dataclasses import dataclass, field, asdict, astuple, replace, fields, is_dataclass, KW_ONLY, InitVar, make_dataclass, FrozenInstanceError
from typing import List, ClassVar
@dataclass(order=True)
class P:
    x: int
    y: int = 0
    tags: List[str] = field(default_factory=list, compare=False, repr=False)
    count: ClassVar[int] = 0
    def __post_init__(self): self.total = self.x + self.y
p, q = P(1, 2), P(1, 3)
print(p, p == P(1, 2), p < q, sorted([q, p]), asdict(p), astuple(p), replace(p, x=5), p.total, max(p, q))
print([f.name for f in fields(P)], is_dataclass(P), is_dataclass(p), fields(p)[1].default)
@dataclass(frozen=True)
class F:
    a: int
    b: str = 'x'
f = F(1)
try: f.a = 2
except FrozenInstanceError as e: print(type(e).__name__, e)
print(hash(f) == hash(F(1)), {f: 1}[F(1)], f)
@dataclass
class C(P):
    z: float = 1.5
    _: KW_ONLY
    k: int = 7
print(C(1), C(1, 2, [], 3.0, k=8))
@dataclass
class I:
    v: int
    scale: InitVar[int] = 2
    out: int = field(init=False)
    def __post_init__(self, scale): self.out = self.v * scale
print(I(3), I(3, 5))
try: P()
except TypeError as e: print(e)
try: P(1, 2, 3, 4)
except TypeError as e: print(e)
try: P(1, foo=2)
except TypeError as e: print(e)
try:
    @dataclass
    class B:
        l: list = []
except ValueError as e: print(e)
try:
    @dataclass
    class B2:
        a: int = 1
        b: int
except TypeError as e: print(e)
try: p < 3
except TypeError as e: print(e)
Q = make_dataclass('Q', ['a', ('b', int), ('c', int, 5)]); print(Q(1, 2))
@dataclass(slots=True, kw_only=True)
class K:
    a: int
print(K(a=1), P.__name__, P(1).__eq__(3), P.__match_args__)
match p:
    case P(1, y): print('matched', y)
@dataclass(eq=False)
class E:
    a: int
print(E(1) == E(1))
@dataclass(unsafe_hash=True)
class U:
    a: int
    b: list = field(default_factory=list, hash=False)
print(hash(U(1)) == hash(U(1)))
@dataclass
class Node:
    v: int
    kids: list = field(default_factory=list)
n = Node(1, [Node(2)]); print(asdict(n), n)
""",
    "typing": """
from typing import NamedTuple, TypedDict, Protocol, runtime_checkable, TypeVar, Generic, List, Optional, Any, Dict, Union, NewType, Callable, Tuple, Literal, overload, cast, TYPE_CHECKING, get_type_hints
class Pt(NamedTuple):
    x: int
    y: int = 2
    def norm(self): return self.x + self.y
    @property
    def neg(self): return Pt(-self.x, -self.y)
p = Pt(1); print(p, p.x, p[1], p.norm(), p.neg, p._replace(x=9), p._asdict(), Pt._fields, p == (1, 2)); a, b = p
class Movie(TypedDict, total=False):
    name: str
    year: int
m: Movie = {'name': 'x', 'year': 1}; print(m, Movie(name='a'), type(m))
@runtime_checkable
class Sz(Protocol):
    def size(self) -> int: ...
class B:
    def size(self): return 3
print(isinstance(B(), Sz), isinstance(3, Sz))
T = TypeVar('T'); K = TypeVar('K', bound=int)
class Stack(Generic[T]):
    def __init__(self) -> None: self.items: List[T] = []
    def push(self, x: T) -> None: self.items.append(x)
s = Stack[int](); s.push(1); print(s.items)
def f(x: Optional[int] = None, *a: Any, **k: Dict[str, int]) -> Union[int, str]: return x or 'n'
print(f(), f(3))
UserId = NewType('UserId', int); print(UserId(5))
print(List[int], Optional[int], Dict[str, List[int]], Union[int, str], Callable[[int], str], Tuple[int, ...], list[int], int | None, Literal['a', 1])
@overload
def g(x: int) -> int: ...
@overload
def g(x: str) -> str: ...
def g(x): return x
print(g(1), cast(int, 'a'), TYPE_CHECKING, get_type_hints is not None)
Vec = list[float]
def h(v: Vec) -> Vec: return v
print(h([1.0]), isinstance([1], list), Vec)
""",
    "annotations of a function": """
from typing import get_type_hints, List
def f(a: int, b: str = 'x') -> float: return 1.0
print(get_type_hints(f))
print(f.__annotations__)
""",
    "collections": """
from collections import namedtuple, deque, Counter, OrderedDict, defaultdict, ChainMap
P = namedtuple('P', 'x y'); p = P(1, 2); print(p, p.x, p._replace(x=5), p._asdict(), P._make([3, 4]), P._fields, *p, p + (3,))
d = deque([1, 2, 3], maxlen=3); d.append(4); d.appendleft(0); d.rotate(1); print(d, d[0], d.maxlen, list(d), d.pop(), d.popleft(), len(d), 2 in d)
c = Counter('banana'); print(c, c.most_common(2), c['z'], c + Counter('ab'), c - Counter('an'), c & Counter('aab'), c | Counter('zz'), list(c.elements()), sum(c.values()), c.total()); c.update('nn'); c.subtract('b'); print(c, +c)
dd = defaultdict(list); dd['a'].append(1); print(dd, dict(dd), 'b' in dd, dd.get('z'))
n = defaultdict(lambda: defaultdict(int)); n['x']['y'] += 1; print(n['x'], {k: dict(v) for k, v in n.items()})
o = OrderedDict(a=1, b=2); o.move_to_end('a'); print(o, o.popitem(last=False), list(o), o == {'a': 1})
cm = ChainMap({'a': 1}, {'a': 2, 'b': 3}); print(cm['a'], cm['b'], dict(cm), cm.new_child({'c': 1})['c'], cm.maps, cm, len(cm), list(cm)); cm['z'] = 1; print(cm.maps[0])
class D2(defaultdict):
    def __missing__(self, k): self[k] = k * 2; return self[k]
print(D2()[4])
class C2(Counter): pass
print(C2('aab').most_common(1))
class PP(namedtuple('PP', 'a b')):
    def s(self): return self.a + self.b
print(PP(1, 2).s(), PP(1, 2))
""",
    "functools": """
from functools import reduce, partial, lru_cache, wraps, cached_property, total_ordering, singledispatch, cmp_to_key, partialmethod
@lru_cache(maxsize=None)
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(50), fib.cache_info())
def deco(f):
    @wraps(f)
    def w(*a, **k):
        print('call', f.__name__, a, k); return f(*a, **k)
    return w
@deco
def add(a, b=1):
    'adds'
    return a + b
print(add(1, b=2), add.__name__, add.__doc__)
@singledispatch
def show(x): return 'obj'
@show.register
def _(x: int): return 'int'
@show.register(list)
def _(x): return 'list'
print(show(1), show([]), show('a'))
print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)), partial(int, base=2)('101'))
class A:
    def f(self, x, y): return x + y
    g = partialmethod(f, 10)
print(A().g(5))
""",
}
