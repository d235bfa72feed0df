import torch, copy
import torch.nn as nn
torch.manual_seed(0)
model = nn.Linear(2, 1)
ema_model = copy.deepcopy(model)
opt = torch.optim.SGD(model.parameters(), lr=0.1)
for i in range(2):
    x = torch.randn(4, 2)
    print(x)
    loss = model(x).pow(2).mean() / 2
    print(loss)
    loss.backward()
    print(model.weight.grad)
    if i % 2:
        opt.step()
        print(model.weight, ema_model.weight)
        with torch.no_grad():
            for p, q in zip(ema_model.parameters(), model.parameters()):
                p.mul_(0.99).add_(q, alpha=0.01)
        print(model.weight, ema_model.weight)
