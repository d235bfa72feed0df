# functional
from torch.autograd.functional import jacobian, hessian, vjp, jvp, hvp, vhp
f = lambda x: (x**3).sum(); x = torch.tensor([1., 2.]); print(jacobian(lambda x: x**2, x), hessian(f, x), hvp(f, x, torch.ones(2)), vjp(lambda x: x**2, x, torch.ones(2)), jvp(lambda x: x*x, x, torch.ones(2)), vhp(f, x, torch.ones(2)))
from torch.func import grad, vmap, jacrev, jacfwd, functional_call, vjp as fvjp, jvp as fjvp, hessian as fh, grad_and_value
print(grad(lambda x: torch.sin(x))(torch.tensor(1.)), grad(grad(torch.sin))(torch.tensor(1.)), vmap(grad(lambda x: x**2))(torch.arange(3.)), jacrev(lambda x: x**2)(x), jacfwd(lambda x: x**2)(x), fh(f)(x), grad_and_value(f)(x))
m = nn.Linear(2, 1); p = dict(m.named_parameters()); print(functional_call(m, p, (torch.ones(2),)))
def loss(params, x, y): return F.mse_loss(functional_call(m, params, (x,)), y)
g = vmap(grad(loss), in_dims=(None, 0, 0))({k: v.detach() for k, v in p.items()}, torch.randn(3, 2), torch.randn(3, 1)); print({k: v.shape for k, v in g.items()})
print(vmap(torch.dot)(torch.ones(2, 3), torch.ones(2, 3)), vmap(lambda a, b: a @ b, in_dims=(0, None))(torch.ones(2, 3), torch.ones(3)))
print(fjvp(torch.sin, (torch.tensor(0.),), (torch.tensor(1.),)))
