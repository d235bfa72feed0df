import math
import torch
import torch.nn as nn
import torch.nn.functional as F
torch.manual_seed(0)
class LoRALinear(nn.Module):
    def __init__(self, base: nn.Linear, r=2, alpha=4):
        super().__init__()
        self.base = base
        for p in self.base.parameters():
            p.requires_grad_(False)
        self.A = nn.Parameter(torch.empty(r, base.in_features))
        self.B = nn.Parameter(torch.zeros(base.out_features, r))
        nn.init.kaiming_uniform_(self.A, a=math.sqrt(5))
        self.scaling = alpha / r
    def forward(self, x):
        return self.base(x) + (x @ self.A.T @ self.B.T) * self.scaling
    @torch.no_grad()
    def merge(self):
        self.base.weight += self.scaling * self.B @ self.A
        return self.base
net = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 3))
for name, module in list(net.named_children()):
    if isinstance(module, nn.Linear):
        setattr(net, name, LoRALinear(module))
print(net)
opt = torch.optim.AdamW(filter(lambda p: p.requires_grad, net.parameters()), lr=1e-2)
teacher = nn.Linear(4, 3)
x = torch.randn(6, 4)
T = 2.0
for _ in range(3):
    s, t = net(x), teacher(x).detach()
    loss = nn.KLDivLoss(reduction='batchmean')(F.log_softmax(s / T, dim=-1), F.softmax(t / T, dim=-1)) * T * T
    opt.zero_grad(); loss.backward(); opt.step()
    print(f"{loss.item():.5f}")
print([(n, p.requires_grad) for n, p in net.named_parameters()])
merged = net[0].merge()
print(merged)
