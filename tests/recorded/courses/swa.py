import torch, torch.nn as nn
from torch.optim.swa_utils import AveragedModel, SWALR, update_bn, get_ema_multi_avg_fn
torch.manual_seed(0)
model = nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3))
swa = AveragedModel(model)
opt = torch.optim.SGD(model.parameters(), lr=0.1)
sch = SWALR(opt, swa_lr=0.05, anneal_epochs=2)
data = [torch.randn(4, 2) for _ in range(3)]
for x in data:
    opt.zero_grad(); model(x).pow(2).sum().backward(); opt.step(); swa.update_parameters(model); sch.step()
    print(opt.param_groups[0]['lr'])
update_bn(data, swa)
print(swa.n_averaged, swa.module[0].bias, swa.module[1].running_mean)
ema = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(0.9))
ema.update_parameters(model); print(len(list(ema.parameters())))
e2 = AveragedModel(model, avg_fn=lambda avg, p, n: 0.5 * avg + 0.5 * p)
e2.update_parameters(model); e2.update_parameters(model); print(e2(data[0]).shape)
