import torch
import torch.nn as nn
activation = {}
def get_activation(name):
    def hook(model, input, output):
        activation[name] = output.detach()
    return hook
torch.manual_seed(0)
model = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2))
h1 = model[0].register_forward_hook(get_activation('fc1'))
h2 = model[2].register_forward_hook(get_activation('fc2'))
x = torch.randn(2, 3)
out = model(x)
for k, v in activation.items():
    print(k, v.shape, v.requires_grad)
h1.remove()
activation.clear()
model(x)
print(list(activation))
def pre(module, args):
    print('pre', module, len(args))
    return (args[0] * 2,)
def post(module, args, kwargs, output):
    print('post', type(module).__name__, kwargs)
    return output + 1
p1 = model.register_forward_pre_hook(pre)
p2 = model.register_forward_hook(post, with_kwargs=True)
print(model(x))
p1.remove(); p2.remove()
def bhook(module, grad_input, grad_output):
    print(module.__class__.__name__, [None if g is None else tuple(g.shape) for g in grad_input], [tuple(g.shape) for g in grad_output])
for layer in model:
    layer.register_full_backward_hook(bhook)
model(x).sum().backward()
w = torch.tensor([1., 2.], requires_grad=True)
h = w.register_hook(lambda g: g * 10)
(w ** 2).sum().backward()
print(w.grad)
h.remove()
v = torch.ones(2, requires_grad=True)
def printgrad(p):
    print('acc', p.grad)
v.register_post_accumulate_grad_hook(printgrad)
(v * 3).sum().backward()
y = (v * 2)
y.retain_grad()
y.register_hook(lambda g: print('grad of y', g))
y.sum().backward()
print(y.grad)
model[0]._forward_hooks
print(len(model[2]._forward_hooks))
from torch.utils.hooks import RemovableHandle
print(isinstance(h, RemovableHandle))
