# VAE
class VAE(nn.Module):
    def __init__(s):
        super().__init__(); s.e = nn.Linear(6, 8); s.mu = nn.Linear(8, 2); s.lv = nn.Linear(8, 2); s.d = nn.Sequential(nn.Linear(2, 8), nn.ReLU(), nn.Linear(8, 6), nn.Sigmoid())
    def reparam(s, mu, lv): std = torch.exp(0.5*lv); return mu + torch.randn_like(std)*std
    def forward(s, x): h = F.relu(s.e(x)); mu, lv = s.mu(h), s.lv(h); return s.d(s.reparam(mu, lv)), mu, lv
v = VAE(); opt = torch.optim.Adam(v.parameters(), 1e-2); x = torch.rand(8, 6)
for i in range(5):
    r, mu, lv = v(x); bce = F.binary_cross_entropy(r, x, reduction='sum'); kl = -0.5*torch.sum(1 + lv - mu.pow(2) - lv.exp())
    opt.zero_grad(); (bce + kl).backward(); opt.step(); print(f"{bce.item():.3f} {kl.item():.4f}")
