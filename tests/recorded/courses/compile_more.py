import torch, torch.nn as nn
m = nn.Linear(2, 2)
torch.manual_seed(0)
@torch.compile(mode='reduce-overhead', fullgraph=True)
def f(x, k=2): return x * k
x = torch.ones(2, requires_grad=True)
f(x, k=3).sum().backward()
print(x.grad)
@torch.jit.ignore
def g(x): return x
print(g(1))
@torch.jit.script
def h(x: torch.Tensor) -> torch.Tensor:
    if x.sum() > 0:
        return x * 2
    return x
print(h(torch.ones(2)))
