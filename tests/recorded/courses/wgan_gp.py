import torch, torch.nn as nn
from torch.autograd import grad, Variable
torch.manual_seed(0)
D = nn.Sequential(nn.Linear(2, 8), nn.LeakyReLU(0.2), nn.Linear(8, 1)); G = nn.Sequential(nn.Linear(2, 8), nn.ReLU(), nn.Linear(8, 2))
optD = torch.optim.Adam(D.parameters(), lr=1e-3, betas=(0., 0.9)); optG = torch.optim.RMSprop(G.parameters(), lr=5e-4)
def gradient_penalty(D, real, fake):
    alpha = torch.rand(real.size(0), 1).expand_as(real)
    interpolates = Variable(alpha * real + (1 - alpha) * fake, requires_grad=True)
    d = D(interpolates)
    gradients = grad(outputs=d, inputs=interpolates, grad_outputs=torch.ones_like(d), create_graph=True, retain_graph=True, only_inputs=True)[0]
    gradients = gradients.view(gradients.size(0), -1)
    return ((gradients.norm(2, dim=1) - 1) ** 2).mean()
one = torch.tensor(1, dtype=torch.float); mone = one * -1
for i in range(2):
    for p in D.parameters(): p.requires_grad = True
    for _ in range(2):
        real = torch.randn(8, 2) + 2
        fake = G(torch.randn(8, 2)).data
        D.zero_grad()
        loss = D(fake).mean() - D(real).mean() + 10 * gradient_penalty(D, real, fake)
        loss.backward(); optD.step()
    for p in D.parameters(): p.requires_grad = False
    G.zero_grad()
    g = D(G(torch.randn(8, 2))).mean(); g.backward(mone); optG.step()
    print(f"{loss.item():.4f} {g.item():.4f}")
    for p in D.parameters(): p.data.clamp_(-0.5, 0.5)
