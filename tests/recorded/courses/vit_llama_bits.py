import torch, torch.nn as nn, torch.nn.functional as F
from typing import Optional, Tuple
from dataclasses import dataclass, field
torch.manual_seed(0)
class RMSNorm(nn.Module):
    def __init__(self, dim: int, eps: float = 1e-6):
        super().__init__(); self.eps = eps; self.weight = nn.Parameter(torch.ones(dim))
    def _norm(self, x): return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + self.eps)
    def forward(self, x): return self._norm(x.float()).type_as(x) * self.weight
def rotate_half(x):
    x1, x2 = x[..., : x.shape[-1] // 2], x[..., x.shape[-1] // 2 :]
    return torch.cat((-x2, x1), dim=-1)
def rope(x, base=10000):
    d = x.shape[-1]; inv = 1.0 / (base ** (torch.arange(0, d, 2).float() / d)); f = torch.outer(torch.arange(x.shape[-2]).float(), inv); emb = torch.cat((f, f), dim=-1)
    return x * emb.cos() + rotate_half(x) * emb.sin()
class SwiGLU(nn.Module):
    def __init__(self, d, h): super().__init__(); self.w1, self.w2, self.w3 = nn.Linear(d, h, bias=False), nn.Linear(h, d, bias=False), nn.Linear(d, h, bias=False)
    def forward(self, x): return self.w2(F.silu(self.w1(x)) * self.w3(x))
@dataclass
class Args:
    dim: int = 8
    heads: int = 2
    mult: Tuple[int, ...] = (1, 2)
    extra: dict = field(default_factory=dict)
class Attn(nn.Module):
    def __init__(self, a: Args):
        super().__init__(); self.h = a.heads; self.qkv = nn.Linear(a.dim, 3 * a.dim); self.o = nn.Linear(a.dim, a.dim)
    def forward(self, x, mask: Optional[torch.Tensor] = None):
        B, N, C = x.shape
        q, k, v = self.qkv(x).reshape(B, N, 3, self.h, C // self.h).permute(2, 0, 3, 1, 4).unbind(0)
        q, k = rope(q), rope(k)
        att = (q @ k.transpose(-2, -1)) * (C // self.h) ** -0.5
        if mask is not None: att = att.masked_fill(~mask, torch.finfo(att.dtype).min)
        return self.o((att.softmax(dim=-1) @ v).transpose(1, 2).reshape(B, N, C))
class Block(nn.Module):
    def __init__(self, a): super().__init__(); self.n1, self.n2, self.attn, self.ff = RMSNorm(a.dim), RMSNorm(a.dim), Attn(a), SwiGLU(a.dim, 16)
    def forward(self, x, mask=None): x = x + self.attn(self.n1(x), mask); return x + self.ff(self.n2(x))
a = Args(); print(a)
mask = torch.tril(torch.ones(4, 4, dtype=torch.bool))
x = torch.randn(2, 4, 8); b = Block(a); y = b(x, mask); print(y.shape); y.pow(2).mean().backward(); print(sum(p.grad.abs().sum() for p in b.parameters()))
print(b)
class PatchEmbed(nn.Module):
    def __init__(self, img=8, p=4, d=8):
        super().__init__(); self.proj = nn.Conv2d(3, d, p, p); self.cls = nn.Parameter(torch.zeros(1, 1, d)); self.pos = nn.Parameter(torch.randn(1, (img // p) ** 2 + 1, d) * .02); nn.init.trunc_normal_(self.cls, std=.02)
    def forward(self, x):
        x = self.proj(x).flatten(2).transpose(1, 2); return torch.cat([self.cls.expand(x.size(0), -1, -1), x], dim=1) + self.pos
pe = PatchEmbed(); print(pe(torch.randn(2, 3, 8, 8)).shape)
q = torch.randn(2, 2, 3, 4); print(torch.allclose(F.scaled_dot_product_attention(q, q, q), ((q @ q.transpose(-1, -2)) / 2).softmax(-1) @ q, atol=1e-6))
mha = nn.MultiheadAttention(8, 2, batch_first=True); o, wts = mha(x, x, x, key_padding_mask=torch.tensor([[False, False, False, True]] * 2)); print(o.shape, wts.sum(-1))
tr = nn.Transformer(8, 2, 1, 1, 16, batch_first=True, dropout=0.0); print(tr(x, x, tgt_mask=nn.Transformer.generate_square_subsequent_mask(4)).shape)
