# transformer block
class Block(nn.Module):
    def __init__(s, d, h):
        super().__init__(); s.ln1 = nn.LayerNorm(d); s.attn = nn.MultiheadAttention(d, h, batch_first=True); s.ln2 = nn.LayerNorm(d)
        s.mlp = nn.Sequential(nn.Linear(d, 4*d), nn.GELU(), nn.Linear(4*d, d))
    def forward(s, x):
        n = s.ln1(x); T = x.size(1); mask = torch.triu(torch.ones(T, T, dtype=torch.bool), 1)
        a, _ = s.attn(n, n, n, attn_mask=mask, need_weights=False); x = x + a
        return x + s.mlp(s.ln2(x))
b = Block(16, 4); x = torch.randn(2, 5, 16); y = b(x); print(y[0, :2, :4]); y.pow(2).mean().backward()
print({n: round(p.grad.norm().item(), 4) for n, p in b.named_parameters()})
