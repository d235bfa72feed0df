import torch
from torch.distributions import Poisson

def show(make):
    try:
        print(make())
    except Exception as error:
        print(type(error).__name__, error)

print(torch.poisson(torch.ones(5) * 4), torch.poisson(torch.tensor([[20., 100.], [0., .1]])), torch.poisson(torch.rand(40, dtype=torch.float64) * 30), torch.rand(2))
print(torch.poisson(torch.ones(2, requires_grad=True)), Poisson(torch.tensor([3., 12.])).sample((3,)), Poisson(4.).log_prob(torch.tensor(2.)))
show(lambda: torch.poisson(torch.tensor([-1.])))
show(lambda: torch.poisson(torch.tensor([1])))
x = torch.tensor([1., 4., 9., 16.], requires_grad=True)
g, = torch.gradient(x); print(g, g.grad_fn.next_functions); (g ** 2).sum().backward(); print(x.grad)
show(lambda: torch.gradient(torch.ones(1)))
show(lambda: torch.gradient(torch.arange(6.).view(2, 3)))
show(lambda: torch.gradient(torch.arange(4.), spacing=2.))
show(lambda: torch.gradient(torch.tensor([1., 4., 9.]), spacing=(torch.tensor([0., 1., 3.]),)))
show(lambda: torch.gradient(torch.tensor([1., 4., 9., 5.]), spacing=(torch.tensor([0., 1., 3., 4.]),), edge_order=2))
show(lambda: torch.gradient(torch.arange(9.).view(3, 3) ** 2, dim=1, edge_order=2))
show(lambda: torch.gradient(torch.arange(4.), spacing=[1., 2.]))
show(lambda: (torch.vander(torch.tensor([1, 2, 3])), torch.vander(torch.tensor([1., 2.]), N=3, increasing=True)))
show(lambda: torch.vander(torch.ones(2, 2)))
show(lambda: torch.inner(torch.ones(2).double(), torch.ones(3)))
print(torch.rand_like(torch.ones(3).expand(2, -1)), torch.randn_like(torch.ones(3, 2).t()), torch.rand_like(torch.ones(4, 6)[:, ::2]))
show(lambda: torch.ones(0, 3).var(-1, correction=0))
show(lambda: torch.ones(0, 3).std(0))
show(lambda: (torch.ones(1).std(), torch.ones(3).var(0, correction=3)))
t2 = torch.tensor(-1.5, requires_grad=True); t5 = t2.amax(0); g, = torch.autograd.grad((t5 * t2).sum(), t2, create_graph=True); print(g, t5)
t2.grad = None; t2.amin(0).backward(); print(t2.grad, t2.max(0), t2.sum(0), t2.cumsum(0), t2.softmax(0), t2.mean(0), t2.argmax(0))
