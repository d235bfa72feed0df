import torch
import torch.nn as nn
import torch.nn.functional as F
import math
torch.manual_seed(0)
class Task:
    def __init__(self, a, p): self.a, self.p = a, p
    def sample(self, k):
        x = torch.rand(k, 1) * 10 - 5
        return x, self.a * torch.sin(x + self.p)
def net(x, params):
    x = F.linear(x, params[0], params[1])
    x = F.relu(x)
    return F.linear(x, params[2], params[3])
params = [torch.Tensor(8, 1).uniform_(-1., 1.).requires_grad_(), torch.zeros(8).requires_grad_(), torch.Tensor(1, 8).uniform_(-.3, .3).requires_grad_(), torch.zeros(1).requires_grad_()]
opt = torch.optim.SGD(params, lr=1e-2)
for it in range(3):
    opt.zero_grad()
    total = 0
    for task in [Task(1., 0.), Task(2., math.pi / 4)]:
        fast = params
        x, y = task.sample(5)
        for k in range(2):
            loss = F.mse_loss(net(x, fast), y)
            grads = torch.autograd.grad(loss, fast, create_graph=True)
            fast = [w - 0.01 * g for w, g in zip(fast, grads)]
        v_x, v_y = task.sample(5)
        total = total + F.mse_loss(net(v_x, fast), v_y)
    total.backward()
    opt.step()
    print(it, f"{total.item():.4f}", [f"{p.grad.norm():.4f}" for p in params])
