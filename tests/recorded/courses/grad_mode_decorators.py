import torch
x = torch.ones(2, requires_grad=True)
@torch.no_grad()
def gen():
    y = x * 2
    got = yield y
    print('got', got, torch.is_grad_enabled())
    try:
        yield x * 3
    finally:
        print('closing', torch.is_grad_enabled())
g = gen()
print(next(g).requires_grad, torch.is_grad_enabled())
print(g.send('hi').requires_grad, torch.is_grad_enabled())
g.close()
print([t.requires_grad for t in gen()])
@torch.inference_mode()
def inf():
    yield x * 2
    return 5
def outer():
    r = yield from inf()
    print('returned', r)
print([t.is_inference() for t in outer()])
@torch.no_grad
def plain(a, b=2): 
    "doc"
    return (a * b).requires_grad
print(plain(x), plain.__name__, plain.__doc__, plain(x, b=3))
@torch.set_grad_enabled(False)
def sge(): return torch.is_grad_enabled()
print(torch.is_grad_enabled(), sge())
@torch.no_grad()
class M:
    def __init__(self): self.g = torch.is_grad_enabled()
    def f(self): return torch.is_grad_enabled()
m = M()
print(m.g, m.f())
class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.l = torch.nn.Linear(2, 2)
    @torch.no_grad()
    def forward(self, x):
        return self.l(x)
    @staticmethod
    @torch.no_grad()
    def s(): return torch.is_grad_enabled()
    @classmethod
    @torch.inference_mode()
    def c(cls): return cls.__name__, torch.is_inference_mode_enabled()
    @property
    @torch.no_grad()
    def p(self): return torch.is_grad_enabled()
n = Net()
print(n(torch.ones(1, 2)).requires_grad, n.s(), Net.c(), n.p)
f = torch.no_grad()(n.l)
print(f(torch.ones(1, 2)).requires_grad)
f2 = torch.enable_grad()(lambda t: (t * 2).requires_grad)
with torch.no_grad(): print(f2(x))
with torch.set_grad_enabled(False) as v:
    print(v, torch.is_grad_enabled())
with torch.no_grad() as v: print(v)
@torch.no_grad()
def thrower():
    try:
        yield 1
    except ValueError as e:
        print('caught', e, torch.is_grad_enabled())
        yield 2
t = thrower(); next(t); print(t.throw(ValueError('v')))
with torch.inference_mode():
    z = torch.ones(2)
try:
    (z * x).sum().backward()
except RuntimeError as e: print(e)
try:
    z.add_(1)
    z.requires_grad_()
except RuntimeError as e: print(e)
print(isinstance(torch.no_grad(), torch.no_grad), torch.set_grad_enabled(True))
torch.set_grad_enabled(1)
