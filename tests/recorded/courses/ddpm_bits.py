import torch, torch.nn as nn, torch.nn.functional as F, math
torch.manual_seed(0)
T = 10
betas = torch.linspace(1e-4, 0.02, T); alphas = 1. - betas; abar = torch.cumprod(alphas, axis=0); abar_prev = F.pad(abar[:-1], (1, 0), value=1.0)
def extract(a, t, shape):
    out = a.gather(-1, t.cpu())
    return out.reshape(t.shape[0], *((1,) * (len(shape) - 1))).to(t.device)
def q_sample(x0, t, noise=None):
    if noise is None: noise = torch.randn_like(x0)
    return extract(torch.sqrt(abar), t, x0.shape) * x0 + extract(torch.sqrt(1. - abar), t, x0.shape) * noise
class SinusoidalPositionEmbeddings(nn.Module):
    def __init__(self, dim): super().__init__(); self.dim = dim
    def forward(self, time):
        half = self.dim // 2
        emb = math.log(10000) / (half - 1)
        emb = torch.exp(torch.arange(half, device=time.device) * -emb)
        emb = time[:, None] * emb[None, :]
        return torch.cat((emb.sin(), emb.cos()), dim=-1)
class Denoiser(nn.Module):
    def __init__(self):
        super().__init__()
        self.time = nn.Sequential(SinusoidalPositionEmbeddings(8), nn.Linear(8, 8), nn.GELU())
        self.c1, self.c2 = nn.Conv2d(1, 8, 3, padding=1), nn.Conv2d(8, 1, 3, padding=1); self.norm = nn.GroupNorm(2, 8)
    def forward(self, x, t): return self.c2(F.silu(self.norm(self.c1(x)) + self.time(t)[:, :, None, None]))
m = Denoiser(); opt = torch.optim.Adam(m.parameters(), lr=1e-3)
x0 = torch.randn(2, 1, 4, 4)
for _ in range(2):
    t = torch.randint(0, T, (2,)).long(); noise = torch.randn_like(x0); loss = F.smooth_l1_loss(m(q_sample(x0, t, noise), t), noise)
    opt.zero_grad(); loss.backward(); opt.step(); print(f"{loss.item():.4f}")
@torch.no_grad()
def p_sample_loop(model, shape):
    img = torch.randn(shape)
    for i in reversed(range(0, T)):
        t = torch.full((shape[0],), i, dtype=torch.long)
        mean = torch.sqrt(1.0 / extract(alphas, t, img.shape)) * (img - extract(betas, t, img.shape) * model(img, t) / extract(torch.sqrt(1. - abar), t, img.shape))
        img = mean if i == 0 else mean + torch.sqrt(extract(betas, t, img.shape)) * torch.randn_like(img)
    return img
print(p_sample_loop(m, (1, 1, 4, 4)).shape)
