"""Programs of exact numbers, dates and arguments: each does here what it does in CPython."""

EXACT = {
    "exceptions that say what the class above says": """
class Wrapped(Exception):
    def __init__(self, text, code): super().__init__(text); self.code = code
    def __str__(self): return f'[{self.code}] {super().__str__()}'
    def __repr__(self): return 'W' + super().__repr__()
class Missing(KeyError):
    def __str__(self): return 'no ' + super().__str__()
print(Wrapped('a', 3), repr(Wrapped('a', 3)), Missing('k'), Exception.__str__(ValueError('x')), BaseException.__repr__(OSError(1)))
try: BaseException.__str__(3)
except TypeError: print('TypeError')
class Deck:
    def __reversed__(self): return 'backwards'
print(reversed(Deck()))
""",
    "module decimal and module fractions": """
from decimal import Decimal, getcontext, ROUND_HALF_UP
from fractions import Fraction
import math
print(Decimal('0.1') + Decimal('0.2'), 0.1 + 0.2, Decimal(1) / Decimal(3), repr(Decimal('1.50')))
getcontext().prec = 6
print(Decimal(1) / Decimal(7), Decimal('2.675').quantize(Decimal('0.01'), rounding=ROUND_HALF_UP))
print(Decimal('3.14').as_tuple(), Decimal('-0'), Decimal('NaN'), Decimal(0.1), float(Decimal('2.5')), int(Decimal('7.9')))
print(f"{Decimal('1234.5678'):,.2f}", Decimal(2).sqrt(), Decimal('1E+3'), Decimal('1E+3').normalize(), round(Decimal('2.345'), 2))
a = Fraction(1, 3); b = Fraction('0.25')
print(a + b, a * b, a / b, a - b, a ** 2, repr(a), a.numerator, a.denominator, float(a), Fraction(0.5), Fraction(3.14159).limit_denominator(100))
print(sum([Fraction(1, i) for i in range(1, 6)]), a < b, a == Fraction(2, 6), 1 + a, 2 * a, a + 0.5, math.floor(Fraction(7, 2)), Fraction(7, 2) // 1, -a, abs(-a), hash(Fraction(2)) == hash(2))
print(Decimal('1.1') < Decimal('1.2'), max(Decimal(1), Decimal(3)), sum([Decimal('0.1')] * 3), Decimal(5) % Decimal(3), Decimal(2) ** 10, -Decimal(1), abs(Decimal(-4)), Decimal('1.0') == 1, isinstance(a, Fraction), type(Decimal(1)))
try: Decimal('abc')
except Exception as e: print(type(e).__name__)
try: Decimal(1) / Decimal(0)
except ZeroDivisionError as e: print(type(e).__name__)
try: Fraction(1, 0)
except ZeroDivisionError as e: print(e)
try: Decimal(1) + 1.0
except TypeError as e: print(e)
getcontext().prec = 28
""",
    "module datetime": """
from datetime import datetime, timedelta, date
d = datetime(2024, 3, 5, 14, 30)
print(d, repr(d), d.year, d.strftime('%Y-%m-%d %H:%M:%S'), d.isoformat(), d + timedelta(days=3, hours=2), d.weekday())
t = datetime(2024, 12, 25) - datetime(2024, 1, 1); print(t, t.days, t.total_seconds(), repr(t))
print(date(2024, 2, 29), date(2024, 3, 1) - date(2024, 2, 1), date(2024,1,1) < date(2024,1,2), date(2024,1,1).strftime('%A %d %B'))
print(timedelta(seconds=3661), timedelta(minutes=90) / 2, timedelta(days=1) > timedelta(hours=23), str(timedelta(seconds=12.5)), timedelta(hours=1) * 3, -timedelta(days=1))
print(datetime.strptime('2024-01-15', '%Y-%m-%d'), datetime.fromisoformat('2024-01-15T10:00:00').hour, f'{d:%d/%m/%Y}', d.date(), d.time(), d.replace(year=2020))
start = datetime.now(); end = datetime.now(); print((end - start).total_seconds() < 5, type(start))
try: datetime(2024, 13, 1)
except ValueError as e: print(e)
""",
    "module argparse": """
import argparse
def get_args():
    parser = argparse.ArgumentParser(description='Train a model')
    parser.add_argument('--lr', type=float, default=0.01, help='learning rate')
    parser.add_argument('--epochs', type=int, default=3)
    parser.add_argument('--batch-size', type=int, default=8, metavar='N')
    parser.add_argument('--no-cuda', action='store_true', default=False)
    parser.add_argument('--name', choices=['a', 'b'], default='a')
    parser.add_argument('--layers', nargs='+', type=int, default=[4, 2])
    return parser.parse_args([])
args = get_args()
print(args, args.lr, args.batch_size, args.no_cuda, vars(args))
p = argparse.ArgumentParser(); p.add_argument('x', type=int); p.add_argument('-v', '--verbose', action='count', default=0)
a = p.parse_args(['3', '-vv']); print(a.x + 1, a.verbose)
ns = argparse.Namespace(lr=0.1, hidden=16); print(ns, ns.lr); ns.extra = 5; print(hasattr(ns, 'extra'), getattr(ns, 'q', None))
args, unknown = p.parse_known_args(['7', '--foo']); print(args.x, unknown)
g = p.parse_args("5 -v".split()); print(g)
""",
    "decorators of courses": '''
from collections import ChainMap, Counter, deque
from functools import partial, lru_cache, reduce, wraps, singledispatch, cached_property, total_ordering
import operator
defaults = {'lr': 0.1, 'epochs': 3}
cfg = ChainMap({'lr': 0.5}, defaults)
print(cfg['lr'], cfg['epochs'], sorted(cfg), len(cfg), cfg.maps)
child = cfg.new_child({'epochs': 9}); print(child['epochs'], dict(child))
@singledispatch
def show(x): return f'other {x!r}'
@show.register
def _(x: int): return f'int {x}'
@show.register(list)
def _(x): return f'list {len(x)}'
print(show(3), show([1]), show('a'))
@lru_cache(maxsize=None)
def fib(n): return n if n < 2 else fib(n-1) + fib(n-2)
print(fib(30), fib.cache_info())
def retry(times, *, verbose=False):
    def deco(fn):
        @wraps(fn)
        def inner(*a, **k):
            for i in range(times):
                try: return fn(*a, **k)
                except ValueError as e:
                    if verbose: print('retry', i, e)
            raise RuntimeError('gave up') from e if False else None
        return inner
    return deco
n = 0
@retry(3, verbose=True)
def flaky():
    """doc"""
    global n; n += 1
    if n < 3: raise ValueError(f'bad {n}')
    return n
print(flaky(), flaky.__name__, flaky.__doc__)
print(reduce(operator.mul, range(1, 6)), partial(int, base=2)('101'))
@total_ordering
class V:
    def __init__(s, a): s.a = a
    def __eq__(s, o): return s.a == o.a
    def __lt__(s, o): return s.a < o.a
    @cached_property
    def sq(s): print('computing'); return s.a**2
print(V(1) <= V(2), V(3).sq, max([V(1), V(5)], key=lambda v: v.a).a)
''',
}
