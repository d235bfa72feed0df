# param groups & schedulers
m = nn.Sequential(nn.Linear(2, 3), nn.Linear(3, 1))
opt = torch.optim.SGD([{'params': m[0].parameters(), 'lr': 1e-2}, {'params': m[1].parameters()}], lr=1e-3, momentum=0.9, nesterov=True); print(opt)
for S in (lambda o: torch.optim.lr_scheduler.CosineAnnealingLR(o, T_max=5), lambda o: torch.optim.lr_scheduler.ExponentialLR(o, 0.9), lambda o: torch.optim.lr_scheduler.LambdaLR(o, lambda e: 0.95**e), lambda o: torch.optim.lr_scheduler.MultiStepLR(o, [2, 4], 0.1), lambda o: torch.optim.lr_scheduler.OneCycleLR(o, max_lr=0.1, total_steps=10), lambda o: torch.optim.lr_scheduler.LinearLR(o), lambda o: torch.optim.lr_scheduler.CosineAnnealingWarmRestarts(o, 3)):
    o = torch.optim.SGD(m.parameters(), lr=0.1); s = S(o); l = []
    for _ in range(6): o.step(); s.step(); l.append(round(s.get_last_lr()[0], 6))
    print(type(s).__name__, l)
o = torch.optim.SGD(m.parameters(), lr=0.1); s = torch.optim.lr_scheduler.ReduceLROnPlateau(o, patience=1)
for v in (1., 1., 1., 1.): s.step(v)
print(o.param_groups[0]['lr'], s.state_dict()['num_bad_epochs'])
