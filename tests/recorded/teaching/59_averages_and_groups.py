import torch, torch.nn as nn
# EMA, SWA, accumulation, freezing, param groups, warmup
torch.manual_seed(0)
from torch.optim.swa_utils import AveragedModel, SWALR, update_bn

def show(make):
    try:
        print(make())
    except Exception as error:
        print(type(error).__name__, error)

m = nn.Sequential(nn.Linear(4, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Linear(8, 1)); opt = torch.optim.SGD([{'params': m[0].parameters(), 'lr': 1e-3, 'name': 'backbone'}, {'params': m[3].parameters()}], lr=1e-1, momentum=.9)
swa = AveragedModel(m); sched = torch.optim.lr_scheduler.LambdaLR(opt, lambda e: min(1., (e + 1) / 3)); swas = SWALR(opt, swa_lr=.05)
data = [(torch.randn(8, 4), torch.randn(8, 1)) for _ in range(4)]
for ep in range(4):
    for i, (x, y) in enumerate(data):
        (nn.functional.mse_loss(m(x), y) / 2).backward()
        if (i + 1) % 2 == 0: opt.step(); opt.zero_grad()
    if ep >= 2: swa.update_parameters(m); swas.step()
    else: sched.step()
    print(ep, [g['lr'] for g in opt.param_groups], opt.param_groups[0].get('name'))
update_bn([x for x, _ in data], swa); print(swa.n_averaged, swa.module[1].running_mean[:3])
print(opt.state_dict()['state'].keys(), opt.state[m[0].weight]['momentum_buffer'].shape)
for n, p in m.named_parameters():
    if n.startswith('0'): p.requires_grad_(False)
opt2 = torch.optim.Adam(filter(lambda p: p.requires_grad, m.parameters()), lr=1e-3, weight_decay=1e-2); print(opt2, sum(p.numel() for p in m.parameters() if p.requires_grad))
nn.functional.mse_loss(m(x), y).backward(); print([p.grad is None for p in m.parameters()]); opt2.step()
opt2.add_param_group({'params': m[0].parameters(), 'lr': .5}); print(len(opt2.param_groups), opt2.param_groups[1]['lr'])
show(lambda: opt2.add_param_group({'params': m[0].parameters()}))
show(lambda: opt2.add_param_group([1]))
ema = {k: v.clone() for k, v in m.state_dict().items()}
for k, v in m.state_dict().items():
    if v.dtype.is_floating_point: ema[k].mul_(.9).add_(v, alpha=.1)
print(ema['1.num_batches_tracked'], ema['0.weight'][0, :2], swa)
opt.zero_grad(set_to_none=False); print(m[3].weight.grad)
o3 = torch.optim.SGD(m.parameters(), lr=torch.tensor(.1)); print(o3.param_groups[0]['lr'])
for g in opt.param_groups: g['lr'] *= .1
print([round(g['lr'], 6) for g in opt.param_groups], sched.get_last_lr())
h = opt.register_step_post_hook(lambda o, a, k: print('stepped')); opt.step(); h.remove(); opt.step()
