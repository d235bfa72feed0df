# WGAN-GP gradient penalty
D = nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 1)); real, fake = torch.randn(4, 2), torch.randn(4, 2)
eps = torch.rand(4, 1); mix = (eps*real + (1-eps)*fake).requires_grad_(True)
g, = torch.autograd.grad(D(mix).sum(), mix, create_graph=True); gp = ((g.norm(2, dim=1) - 1)**2).mean(); gp.backward()
print(gp, [p.grad if p.grad is None else p.grad.abs().sum().item() for p in D.parameters()])
