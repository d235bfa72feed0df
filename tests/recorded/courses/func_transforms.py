import torch
import torch.nn as nn
import torch.nn.functional as F
from functools import partial
from torch.func import vmap, grad, vjp, jvp, jacrev, jacfwd, hessian, functional_call, grad_and_value
_ = torch.manual_seed(0)
D = 4
weight = torch.randn(D, D)
bias = torch.randn(D)
x = torch.randn(D)
def predict(weight, bias, x):
    return F.linear(x, weight, bias).tanh()
ft_jacobian = jacrev(predict, argnums=2)(weight, bias, x)
print(ft_jacobian)
xp = x.clone().requires_grad_()
unit_vectors = torch.eye(D)
def compute_jac(xp):
    jacobian_rows = [torch.autograd.grad(predict(weight, bias, xp), xp, vec)[0] for vec in unit_vectors]
    return torch.stack(jacobian_rows)
jacobian = compute_jac(xp)
print(jacobian.shape, torch.allclose(jacobian, ft_jacobian))
_, vjp_fn = vjp(partial(predict, weight, bias), x)
ft2, = vmap(vjp_fn)(unit_vectors)
assert torch.allclose(ft2, jacobian)
print(grad(torch.sin)(torch.tensor(0.5)), grad(grad(torch.sin))(torch.tensor(0.5)))
print(hessian(lambda z: (z**3).sum())(torch.arange(3.)))
print(jacfwd(lambda z: z**2)(torch.arange(3.)))
dot = torch.vmap(torch.dot)
print(dot(torch.ones(3, 4), torch.arange(12.).view(3, 4)))
out, tangent = jvp(torch.sin, (torch.tensor(1.),), (torch.tensor(2.),))
print(out, tangent)
model = nn.Linear(3, 1)
params = {k: v.detach() for k, v in model.named_parameters()}
data, targets = torch.randn(5, 3), torch.randn(5, 1)
def compute_loss(params, sample, target):
    batch = sample.unsqueeze(0)
    predictions = functional_call(model, params, (batch,))
    return F.mse_loss(predictions, target.unsqueeze(0))
g = vmap(grad(compute_loss), in_dims=(None, 0, 0))(params, data, targets)
print({k: v.shape for k, v in g.items()})
gr, val = grad_and_value(lambda z: (z**2).sum())(torch.ones(2))
print(gr, val)
from torch.func import stack_module_state
models = [nn.Linear(3, 1) for _ in range(3)]
params, buffers = stack_module_state(models)
print({k: v.shape for k, v in params.items()})
def fmodel(params, buffers, x):
    return functional_call(models[0], (params, buffers), (x,))
print(vmap(fmodel, in_dims=(0, 0, None))(params, buffers, data).shape)
