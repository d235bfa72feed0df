import torch
from torch import nn
# GAN loop, detach, freezing
torch.manual_seed(0)
G = nn.Sequential(nn.Linear(2, 8), nn.LeakyReLU(0.2), nn.Linear(8, 2)); D = nn.Sequential(nn.Linear(2, 8), nn.LeakyReLU(0.2), nn.Linear(8, 1), nn.Sigmoid())
og = torch.optim.Adam(G.parameters(), lr=.002, betas=(0.5, 0.999)); od = torch.optim.Adam(D.parameters(), lr=.002, betas=(0.5, 0.999))
bce = nn.BCELoss()
for step in range(5):
    real = torch.randn(16, 2) + 3; z = torch.randn(16, 2); ones, zeros = torch.ones(16, 1), torch.zeros(16, 1)
    fake = G(z)
    od.zero_grad(); ld = bce(D(real), ones) + bce(D(fake.detach()), zeros); ld.backward(); od.step()
    og.zero_grad(); lg = bce(D(fake), ones); lg.backward(); og.step()
    print(f'{ld.item():.5f} {lg.item():.5f}', [p.grad.abs().sum().item() > 0 for p in D.parameters()])
for p in D.parameters(): p.requires_grad = False
print([p.requires_grad for p in D.parameters()], D(G(z)).requires_grad, D(real).requires_grad)
try: D(real).sum().backward()
except RuntimeError as e: print(e)
def gradient_penalty(D, real, fake):
    for p in D.parameters(): p.requires_grad = True
    eps = torch.rand(16, 1); xh = (eps * real + (1 - eps) * fake).requires_grad_(True)
    g, = torch.autograd.grad(D(xh).sum(), xh, create_graph=True)
    return ((g.norm(2, dim=1) - 1) ** 2).mean()
gp = gradient_penalty(D, real, fake.detach()); print(gp); D.zero_grad(); gp.backward(); print([None if p.grad is None else p.grad.norm() for p in D.parameters()])
torch.nn.utils.clip_grad_norm_(D.parameters(), 0.1); print(torch.nn.utils.clip_grad_norm_(D.parameters(), 1.0))
torch.nn.utils.clip_grad_value_(D.parameters(), 0.01); print(D[0].weight.grad.max())
v = nn.utils.parameters_to_vector(G.parameters()); print(v.shape, v.grad_fn); nn.utils.vector_to_parameters(torch.zeros_like(v), G.parameters()); print(G[0].bias)
sn = nn.utils.parametrizations.spectral_norm(nn.Linear(3, 2)); print(sn, torch.linalg.matrix_norm(sn.weight, 2))
wn = nn.utils.parametrizations.weight_norm(nn.Linear(3, 2)); print(wn, [n for n, _ in wn.named_parameters()])
nn.utils.parametrize.remove_parametrizations(wn, 'weight'); print(wn)
