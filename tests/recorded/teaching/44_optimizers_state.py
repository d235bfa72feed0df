import torch
from torch import nn, optim

def show(make):
    try:
        print(make())
    except Exception as error:
        print(type(error).__name__, error)

# 4. optimizers: groups, state dict
torch.manual_seed(1)
m = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 1))
for make in [lambda p: optim.SGD(p, lr=.1, momentum=.9, nesterov=True, weight_decay=1e-3), lambda p: optim.Adam(p, lr=1e-2, amsgrad=True), lambda p: optim.AdamW(p), lambda p: optim.RMSprop(p, lr=.01, centered=True, momentum=.5), lambda p: optim.Adagrad(p, lr=.05), lambda p: optim.Adadelta(p), lambda p: optim.Adamax(p), lambda p: optim.NAdam(p), lambda p: optim.RAdam(p), lambda p: optim.Rprop(p), lambda p: optim.ASGD(p)]:
    opt = make([{'params': m[0].parameters(), 'lr': .02}, {'params': m[2].parameters()}])
    print(opt)
    for i in range(3):
        opt.zero_grad()
        l = ((m(torch.ones(5, 3)) - 2) ** 2).mean()
        l.backward()
        opt.step()
    print(l.item())
    sd = opt.state_dict()
    print(list(sd), sd['param_groups'], sorted(sd['state']))
    for k, v in sd['state'][0].items():
        print(k, v if torch.is_tensor(v) and v.dim() == 0 else (type(v), getattr(v, 'shape', v)))
show(lambda: optim.SGD([], lr=1))
show(lambda: optim.SGD(m.parameters(), lr=-1))
show(lambda: optim.SGD(m[0].weight, lr=1))
show(lambda: optim.Adam(m.parameters(), betas=(1.2, .9)))
show(lambda: optim.SGD([{"params": m[0].weight}, {"params": [m[0].weight]}], lr=1))
show(lambda: optim.SGD([torch.ones(2) * m[0].weight.sum()], lr=1))
show(lambda: optim.SGD([1], lr=1))
show(lambda: optim.SGD(m.parameters(), lr=.1, nesterov=True))
show(lambda: optim.Adam(m.parameters(), eps=-1))
show(lambda: optim.RMSprop(m.parameters(), alpha=-1))
show(lambda: optim.Adam(m.parameters()).load_state_dict(optim.SGD([m[0].weight], lr=1).state_dict()))
show(lambda: optim.Adam(m[0].weight))
show(lambda: optim.Adam(m.parameters(), lr="a"))
