import inspect, torch, torch.nn as nn
def f(a, b: int = 1, /, c='x', *args, d: "str" = None, e, **kw) -> list:
    """Says hello.

        indented
    """
s = inspect.signature(f)
print(s, repr(s)); print([repr(p) for p in s.parameters.values()])
print(s.parameters['d'].kind, s.parameters['a'].default, s.return_annotation, s.parameters['a'].default is inspect.Parameter.empty)
class A:
    def __init__(self, x, y=2): pass
    def m(self, z): pass
    def g(self): yield 1
print(inspect.signature(A), inspect.signature(A.m), inspect.signature(A(1).m), inspect.isclass(A), inspect.ismethod(A(1).m), inspect.isfunction(A.m))
print(inspect.isgeneratorfunction(A.g), inspect.isgenerator(A(1).g()), inspect.isfunction(print), inspect.isbuiltin(print), inspect.isclass(int), inspect.ismodule(torch))
print(list(inspect.signature(lambda q, *, r=3: q).parameters), inspect.getdoc(f))
print('fused' in inspect.signature(torch.optim.AdamW).parameters, 'lr' in inspect.signature(torch.optim.SGD).parameters)
class N(nn.Module):
    def forward(self, x, mask=None): return x
print(inspect.signature(N().forward), list(inspect.signature(N.forward).parameters), [k for k in inspect.signature(nn.Linear).parameters])
for bad in (3, "x"):
    try: print(inspect.signature(bad))
    except Exception as e: print(type(e).__name__, e)
p = inspect.signature(f).parameters['c']
print(p.name, p.default, p.kind == p.POSITIONAL_OR_KEYWORD, p.kind == inspect.Parameter.KEYWORD_ONLY, p)
