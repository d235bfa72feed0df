"""Programs with `match`; see `programs.py`."""

MATCHING = {
    "match": """
from dataclasses import dataclass
from collections import namedtuple
@dataclass
class P:
    x: int
    y: int = 0
class Q:
    __match_args__ = ("a",)
    def __init__(self, a): self.a = a
R = namedtuple('R', 'u v')
class K: RED = 'r'
def f(v):
    match v:
        case 0 | 1: return 'small'
        case None: return 'none'
        case True: return 'true'
        case -5: return 'minus'
        case 'r' if len(v) > 3: return 'no'
        case K.RED: return 'red'
        case str(s): return 'text ' + s
        case int(n) | float(n): return ('number', n)
        case []: return 'empty'
        case [1, x]: return ('one', x)
        case (a, [b, *c], *d): return (a, b, c, d)
        case [first, *_]: return ('first', first)
        case {'k': 1, **rest}: return ('map', rest)
        case {'k': [x, y]}: return (x, y)
        case P(0, y): return ('p0', y)
        case P(x=x, y=y) as p: return (x, y, p)
        case Q([z]): return z
        case Q(a): return ('q', a)
        case R(u, 2): return ('r2', u)
        case R(v=w): return ('r', w)
        case _: return 'other'
for v in (0, 1, True, None, -5, 'r', 'abc', 7, 2.5, [], [1, 2], (1, [2, 3, 4], 5), (9, 8), {'k': 1, 'j': 2}, {'k': [3, 4]}, {'z': 1}, P(0, 3), P(1, 2), Q([4]), Q(5), R(1, 2), R(1, 3), {1}, len):
    print(f(v))
match 3:
    case x if x > 5: print('big')
    case x: print('x', x)
match [1, [2, 3]]:
    case [a, [b, c]]: print(a, b, c)
try:
    match P(1, 2):
        case P(1, 2, 3): pass
except TypeError as e: print(e)
for i in range(3):
    match i:
        case 0: continue
        case 2: break
    print(i)
def g(v):
    match (yield v):
        case [a, b]:
            yield a
            yield b
        case x: return x
it = g(1); next(it); print(it.send([2, 3]), list(it))
it = g(1); next(it)
try: it.send(5)
except StopIteration as e: print(e.value)
""",
}
