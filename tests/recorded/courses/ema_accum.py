import torch, copy
import torch.nn as nn
torch.manual_seed(0)
class EMA:
    def __init__(self, model, decay):
        self.model = model
        self.decay = decay
        self.shadow = {}
        self.backup = {}
        for name, param in self.model.named_parameters():
            if param.requires_grad:
                self.shadow[name] = param.data.clone()
    def update(self):
        for name, param in self.model.named_parameters():
            if param.requires_grad:
                assert name in self.shadow
                new_average = (1.0 - self.decay) * param.data + self.decay * self.shadow[name]
                self.shadow[name] = new_average.clone()
    def apply_shadow(self):
        for name, param in self.model.named_parameters():
            self.backup[name] = param.data
            param.data = self.shadow[name]
model = nn.Linear(2, 1)
ema = EMA(model, 0.9)
ema_model = copy.deepcopy(model)
opt = torch.optim.SGD(model.parameters(), lr=0.1)
sched = torch.optim.lr_scheduler.StepLR(opt, step_size=2, gamma=0.1)
accum = 2
for i in range(6):
    x = torch.randn(4, 2)
    loss = model(x).pow(2).mean() / accum
    loss.backward()
    if (i + 1) % accum == 0:
        opt.step()
        opt.zero_grad()
        sched.step()
        ema.update()
        with torch.no_grad():
            for p, q in zip(ema_model.parameters(), model.parameters()):
                p.mul_(0.99).add_(q, alpha=0.01)
        print(i, sched.get_last_lr(), opt.param_groups[0]['lr'])
print(model.weight)
ema.apply_shadow()
print(model.weight, ema_model.weight)
print(opt.state_dict())
print(sched.state_dict())
avg = torch.optim.swa_utils.AveragedModel(model)
avg.update_parameters(model)
print(avg.n_averaged)
