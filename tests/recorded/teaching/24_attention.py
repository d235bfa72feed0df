# attention
def attention(q, k, v, mask=None):
    s = q @ k.transpose(-2, -1) / k.size(-1)**0.5
    if mask is not None: s = s.masked_fill(mask == 0, float('-inf'))
    w = F.softmax(s, dim=-1); return w @ v, w
q = torch.randn(2, 4, 8, requires_grad=True); mask = torch.tril(torch.ones(4, 4))
o, w = attention(q, q, q, mask); print(o.shape, w[0]); o.sum().backward(); print(q.grad.norm())
print(torch.allclose(o, F.scaled_dot_product_attention(q, q, q, is_causal=True), atol=1e-6))
