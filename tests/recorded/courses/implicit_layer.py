import torch
from torch import nn, autograd
torch.manual_seed(0)
class FixedPoint(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.linear = nn.Linear(n, n, bias=False)
        with torch.no_grad(): self.linear.weight.mul_(0.3)
    def cell(self, z, x): return torch.tanh(self.linear(z) + x)
    def forward(self, x):
        with torch.no_grad():
            z = torch.zeros_like(x)
            self.iterations = 0
            while self.iterations < 50:
                z_next = self.cell(z, x)
                self.err = torch.norm(z - z_next)
                z = z_next
                self.iterations += 1
                if self.err < 1e-6: break
        z = self.cell(z, x)
        z0 = z.clone().detach().requires_grad_()
        f0 = self.cell(z0, x)
        def backward_hook(grad):
            g = grad
            for _ in range(30):
                g = autograd.grad(f0, z0, g, retain_graph=True)[0] + grad
            return g
        if z.requires_grad: z.register_hook(backward_hook)
        return z
m = FixedPoint(3)
x = torch.randn(2, 3, requires_grad=True)
y = m(x)
y.sum().backward()
print(m.iterations, y)
print(m.linear.weight.grad)
print(x.grad)
def hvp(loss, params, v):
    g = torch.autograd.grad(loss, params, create_graph=True)
    dot = sum((a * b).sum() for a, b in zip(g, v))
    return torch.autograd.grad(dot, params)
w = torch.randn(3, requires_grad=True)
X, t = torch.randn(8, 3), torch.randn(8)
loss = ((X @ w - t) ** 2).mean() + 0.1 * w.pow(2).sum()
H = torch.autograd.functional.hessian(lambda w: ((X @ w - t) ** 2).mean() + 0.1 * w.pow(2).sum(), w)
v = torch.randn(3)
print(torch.allclose(hvp(loss, [w], [v])[0], H @ v, atol=1e-5))
ih = torch.linalg.solve(H, v)
print((H @ ih - v).abs().max() < 1e-4)
print(torch.linalg.eigvalsh(H))
