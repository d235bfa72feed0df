import torch
from torch.autograd.functional import jacobian, hessian, vjp, jvp, hvp, vhp
def exp_reducer(x):
    return x.exp().sum(dim=1)
inputs = torch.arange(4.).view(2, 2)
print(jacobian(exp_reducer, inputs))
print(jacobian(exp_reducer, inputs, create_graph=True))
def exp_adder(x, y):
    return 2 * x.exp() + 3 * y
inputs = (torch.ones(2), torch.zeros(2))
print(jacobian(exp_adder, inputs))
def pow_reducer(x):
    return x.pow(3).sum()
inputs = torch.arange(4.).view(2, 2)
print(hessian(pow_reducer, inputs))
v = torch.ones(2, 2)
print(hvp(pow_reducer, inputs, v)); print(vhp(pow_reducer, inputs, v))
print(vjp(exp_reducer, inputs, torch.ones(2))); print(jvp(exp_reducer, inputs, torch.ones(2, 2)))
torch.autograd.functional.jacobian(lambda x: 3, inputs)
