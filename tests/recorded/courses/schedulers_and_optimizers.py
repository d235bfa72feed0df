import torch
from torch.optim import lr_scheduler as S
def trace(make, n=6, loss=None):
    w = torch.nn.Parameter(torch.zeros(1))
    opt = torch.optim.SGD([w], lr=1.0, momentum=0.9)
    s = make(opt)
    out = []
    for i in range(n):
        opt.step()
        s.step(loss[i]) if loss else s.step()
        out.append(round(opt.param_groups[0]['lr'], 5))
    return type(s).__name__, out
print(trace(lambda o: S.StepLR(o, 2, 0.1)))
print(trace(lambda o: S.MultiStepLR(o, [1, 3])))
print(trace(lambda o: S.ExponentialLR(o, 0.5)))
print(trace(lambda o: S.CosineAnnealingLR(o, T_max=4, eta_min=0.1)))
print(trace(lambda o: S.CosineAnnealingWarmRestarts(o, T_0=2, T_mult=2)))
print(trace(lambda o: S.LambdaLR(o, lambda e: 1 / (e + 1))))
print(trace(lambda o: S.MultiplicativeLR(o, lambda e: 0.9)))
print(trace(lambda o: S.LinearLR(o, 0.1, total_iters=3)))
print(trace(lambda o: S.ConstantLR(o, 0.5, 2)))
print(trace(lambda o: S.PolynomialLR(o, 4, 2.0)))
print(trace(lambda o: S.OneCycleLR(o, max_lr=2.0, total_steps=7)))
print(trace(lambda o: S.CyclicLR(o, 0.1, 1.0, step_size_up=2)))
print(trace(lambda o: S.ReduceLROnPlateau(o, 'min', factor=0.1, patience=1), loss=[1, 1, 1, 1, 1, 1]))
print(trace(lambda o: S.SequentialLR(o, [S.ConstantLR(o, 0.1, 2), S.ExponentialLR(o, 0.9)], milestones=[2])))
print(trace(lambda o: S.ChainedScheduler([S.ConstantLR(o, 0.1, 2), S.ExponentialLR(o, 0.9)])))
for name in ('SGD', 'Adam', 'AdamW', 'RMSprop', 'Adagrad', 'Adadelta', 'Adamax', 'NAdam', 'RAdam', 'ASGD', 'Rprop'):
    torch.manual_seed(0)
    w = torch.nn.Parameter(torch.tensor([1.0, -2.0]))
    opt = getattr(torch.optim, name)([w], lr=0.1)
    for _ in range(3):
        opt.zero_grad(); (w ** 2).sum().backward(); opt.step()
    print(name, w.data)
w = torch.nn.Parameter(torch.tensor([1.0, -2.0]))
lb = torch.optim.LBFGS([w], lr=0.5, max_iter=5)
def closure():
    lb.zero_grad()
    l = ((w - 3) ** 2).sum()
    l.backward()
    return l
print(lb.step(closure), w)
opt = torch.optim.SGD([{'params': [w], 'lr': 1e-2}, {'params': [torch.nn.Parameter(torch.zeros(1))]}], lr=1e-1, momentum=0.9, nesterov=True)
print(opt)
