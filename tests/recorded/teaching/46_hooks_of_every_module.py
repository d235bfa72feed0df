import torch
from torch import nn
# 7. module hooks
m = nn.Sequential(nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 1))
acts = {}
def save(name):
    def hook(mod, inp, out):
        acts[name] = out.detach()
        print(name, type(mod).__name__, [i.shape for i in inp], out.shape)
    return hook
hs = [l.register_forward_hook(save(n)) for n, l in m.named_children()]
m[0].register_forward_pre_hook(lambda mod, inp: (inp[0] * 2,))
m[2].register_full_backward_hook(lambda mod, gi, go: print('bw', gi, go))
m[1].register_full_backward_pre_hook(lambda mod, go: print('bwpre', go))
m[0].register_forward_hook(lambda mod, args, kw, out: print('kw', kw), with_kwargs=True)
x = torch.ones(1, 2)
out = m(x)
out.sum().backward()
print(out, out.grad_fn, acts['1'])
for h in hs: h.remove()
print(type(m[0]._forward_hooks).__name__, len(m[0]._forward_hooks), len(m[1]._forward_hooks))
m(x)
try:
    m[0].register_backward_hook(lambda mod, a, b: None)
    m[0].register_full_backward_hook(lambda mod, a, b: None)
except RuntimeError as e:
    print(e)
m2 = nn.ReLU(inplace=True)
m2.register_full_backward_hook(lambda mod, gi, go: None)
q = torch.ones(2, requires_grad=True)
try:
    m2(q * 1).sum().backward()
    print(q.grad)
except RuntimeError as e:
    print(e)
from torch.nn.modules.module import register_module_forward_hook
g = register_module_forward_hook(lambda mod, i, o: print('global', type(mod).__name__))
m(x)
g.remove()
