import torch, copy
from torch.optim import Optimizer
class MySGD(Optimizer):
    def __init__(self, params, lr=0.1):
        defaults = dict(lr=lr)
        super().__init__(params, defaults)
    @torch.no_grad()
    def step(self, closure=None):
        loss = None
        if closure is not None:
            with torch.enable_grad():
                loss = closure()
        for group in self.param_groups:
            for p in group['params']:
                if p.grad is None:
                    continue
                state = self.state[p]
                state['step'] = state.get('step', 0) + 1
                p.add_(p.grad, alpha=-group['lr'])
        return loss
w = torch.nn.Parameter(torch.tensor([1., 2.]))
opt = MySGD([w], lr=0.5)
sched = torch.optim.lr_scheduler.ExponentialLR(opt, 0.5)
h = opt.register_step_post_hook(lambda o, a, k: print('stepped', type(o).__name__, a, k))
for _ in range(2):
    opt.zero_grad(); (w ** 2).sum().backward(); opt.step(); sched.step()
    print(w, sched.get_last_lr())
print(opt)
print(opt.state_dict())
class Verbose(torch.optim.SGD):
    def step(self, closure=None):
        print('before')
        r = super().step(closure)
        print('after')
        return r
o = Verbose([w], lr=0.1)
sched = torch.optim.lr_scheduler.ExponentialLR(o, 0.5)
o.step(); sched.step()
a = torch.optim.Adam([w])
sched = torch.optim.lr_scheduler.ExponentialLR(a, 0.5)
sched.step()
def closure():
    a.zero_grad()
    l = (w**2).sum(); l.backward()
    return l
print(a.step(closure))
