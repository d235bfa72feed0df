import torch, math
from torch import nn
torch.manual_seed(0)
class Coupling(nn.Module):
    def __init__(self, dim, flip):
        super().__init__()
        self.flip = flip
        self.s = nn.Sequential(nn.Linear(dim // 2, 8), nn.Tanh(), nn.Linear(8, dim // 2), nn.Tanh())
        self.t = nn.Sequential(nn.Linear(dim // 2, 8), nn.Tanh(), nn.Linear(8, dim // 2))
    def forward(self, x):
        x1, x2 = x.chunk(2, dim=1)
        if self.flip: x1, x2 = x2, x1
        s, t = self.s(x1), self.t(x1)
        y2 = x2 * torch.exp(s) + t
        y = torch.cat([y2, x1] if self.flip else [x1, y2], dim=1)
        return y, s.sum(1)
class Flow(nn.Module):
    def __init__(self, *layers):
        super().__init__()
        self.layers = nn.ModuleList(layers)
    def forward(self, x):
        ld = x.new_zeros(x.shape[0])
        for l in self.layers:
            x, d = l(x)
            ld = ld + d
        return x, ld
flow = Flow(*[Coupling(2, i % 2 == 1) for i in range(3)])
opt = torch.optim.Adam(flow.parameters(), lr=1e-2)
data = torch.randn(32, 2) * torch.tensor([2.0, 0.5]) + 1
for i in range(4):
    z, ld = flow(data)
    logp = -0.5 * (z ** 2).sum(1) - math.log(2 * math.pi)
    loss = -(logp + ld).mean()
    opt.zero_grad(); loss.backward(); opt.step()
    print(i, round(loss.item(), 4))
def odeint(f, y, t):
    ys = [y]
    for a, b in zip(t[:-1], t[1:]):
        h = b - a
        k1 = f(a, y); k2 = f(a + h / 2, y + h / 2 * k1); k3 = f(a + h / 2, y + h / 2 * k2); k4 = f(b, y + h * k3)
        y = y + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
        ys.append(y)
    return torch.stack(ys)
A = torch.tensor([[-0.1, 2.0], [-2.0, -0.1]], requires_grad=True)
ys = odeint(lambda t, y: y @ A.T, torch.tensor([2., 0.]), torch.linspace(0, 1, 6))
print(ys)
(ys[-1] ** 2).sum().backward()
print(A.grad)
