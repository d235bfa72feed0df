"""Programs with generators: yield in every place, send, throw, close; see `programs.py`."""

GENERATORS = {
    "yield in any expression": """
def g():
    x = 1 + (yield 1) * 2
    print('got', x)
    y = [(yield 2), (yield 3), *(yield 4)]
    print(y)
    z = {'a': (yield 5), (yield 6): 7}
    print(z)
    f = lambda *a, **k: (a, k)
    print(f(1, (yield 8), *[9], k=(yield 10)))
    print(f'{(yield 11)!r:>5} and {(yield 12)}')
    if (yield 13): print('yes')
    w = (yield 14) and (yield 15) or (yield 16)
    v = (yield 17) if (yield 18) else (yield 19)
    print(w, v, 1 < (yield 20) < (yield 21))
    l = [1,2,3]
    l[(yield 22)] = (yield 23)
    l[0] += (yield 24)
    n = 5
    n += yield 25
    print(l, n, -(yield 26), not (yield 27))
    return (yield 28), (yield 29)
it = g()
try:
    v = next(it)
    while True:
        print('out', v)
        s = v if v not in (4,) else [7, 8]
        if v in (22,): s = 1
        v = it.send(s)
except StopIteration as e:
    print('value', e.value)
""",
    "yield from, send and throw": """
def inner():
    r = yield 1
    print('inner got', r)
    try:
        yield 2
    except ValueError as e:
        print('inner caught', e)
        yield 3
    return 'done'
def outer():
    x = yield from inner()
    print('x', x)
    y = yield from [4, 5]
    print('y', y)
    yield from (i * i for i in range(3))
    return 9
o = outer()
print(next(o)); print(o.send('hello')); print(o.throw(ValueError('bad')))
for v in o: print(v)
def total():
    t = 0
    while True:
        x = yield t
        if x is None: return t
        t += x
t = total(); next(t); t.send(3); print(t.send(4))
try: t.send(None)
except StopIteration as e: print(e.value, e.args)
""",
    "close and what is left waiting": """
def g():
    try:
        yield 1
        yield 2
    finally:
        print('closed')
for x in g():
    print(x)
    break
print('after')
h = g(); next(h); h.close(); print('x')
h = g(); h.close(); print(list(h))
def k():
    try:
        while True: yield
    except GeneratorExit:
        print('exit')
        raise
q = k(); next(q); q.close()
def bad():
    try: yield 1
    except GeneratorExit: yield 2
b = bad(); next(b)
try: b.close()
except RuntimeError as e: print(e)
b = bad(); next(b)
try: b.throw(KeyError, 'a')
except KeyError as e: print('k', e)
try: b.throw(5)
except TypeError as e: print(e)
class C:
    def __enter__(self): print('in'); return 1
    def __exit__(self, *a): print('out', a[0] and a[0].__name__); return False
def w():
    with C() as c: yield c
for x in w(): break
z = w(); next(z); z.close()
end = g(); next(end)
""",
    "yield in except, finally, lambda, decorators and assert": """
def g():
    try: 1/0
    except ZeroDivisionError as e:
        yield 'in except'
        print('again', e)
        try: raise
        except ZeroDivisionError as f: print('re', f)
    else: yield 'never'
    finally:
        yield 'fin'
it = g()
print(next(it))
try:
    raise
except RuntimeError as e: print(e)
print(next(it)); print(list(it))
try:
    try: 1/0
    finally:
        try: raise
        except ZeroDivisionError: print('in finally')
except ZeroDivisionError: print('outer')
try: raise ValueError from 5
except TypeError as e: print(e)
try: raise ValueError('a') from KeyError('b')
except ValueError as e: print(repr(e))
f = lambda: (yield 5)
print(list(f()))
def deco(f): return f
def h():
    @(yield 'deco')
    def z(a=(yield 'default')): return a
    print(z())
    assert (yield 'a'), (yield 'm')
h_ = h(); next(h_); print(h_.send(deco)); print(h_.send(3))
print(h_.send(0))
try: h_.send('msg')
except AssertionError as e: print('assert', e)
with_ = [x for x in (lambda: (yield from range(3)))()]
print(with_)
def wh():
    while (x := (yield 'n')): print(x)
    for i in (yield 'it'): print(i)
    del x
w_ = wh(); next(w_); w_.send(1); print(w_.send(0)); 
try: w_.send([5,6])
except StopIteration: print('stop')
""",
}
