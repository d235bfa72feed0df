import torch
# custom optimizer + scheduler + parameter access
from torch.optim import Optimizer
class MySGD(Optimizer):
    def __init__(self, params, lr=0.1, mom=0.):
        if lr < 0: raise ValueError(f'bad {lr}')
        super().__init__(params, dict(lr=lr, mom=mom))
    @torch.no_grad()
    def step(self, closure=None):
        loss = None
        if closure is not None:
            with torch.enable_grad(): loss = closure()
        for group in self.param_groups:
            for p in group['params']:
                if p.grad is None: continue
                st = self.state[p]
                if len(st) == 0: st['v'] = torch.zeros_like(p); st['step'] = 0
                st['step'] += 1; st['v'].mul_(group['mom']).add_(p.grad); p.add_(st['v'], alpha=-group['lr'])
        return loss
w = torch.nn.Parameter(torch.tensor([1., -2.])); o = MySGD([w], .1, .5); print(o)
for i in range(3):
    def closure(): o.zero_grad(); l = (w ** 2).sum(); l.backward(); return l
    print(o.step(closure), w.data, o.state[w])
print(o.state_dict())
s = torch.optim.lr_scheduler.StepLR(o, 1, .5); s.step(); print(o.param_groups[0]['lr'], s.get_last_lr())
class Noam(torch.optim.lr_scheduler.LRScheduler):
    def __init__(self, opt, d, warm, last_epoch=-1): self.d, self.warm = d, warm; super().__init__(opt, last_epoch)
    def get_lr(self): s = max(1, self.last_epoch); return [b * self.d ** -.5 * min(s ** -.5, s * self.warm ** -1.5) for b in self.base_lrs]
n = Noam(torch.optim.SGD([w], lr=1.), 16, 3); out = []
for _ in range(5): n.optimizer.step(); n.step(); out.append(round(n.get_last_lr()[0], 4))
print(out)
print(torch.optim.lr_scheduler.ReduceLROnPlateau(o, 'min', patience=0).step(1.), o.param_groups[0]['lr'])
pl = torch.optim.lr_scheduler.ReduceLROnPlateau(o, 'min', patience=0, factor=.1)
for v in (1., 2., 3.): pl.step(v); print(o.param_groups[0]['lr'], pl.num_bad_epochs, pl.best, pl.get_last_lr())
