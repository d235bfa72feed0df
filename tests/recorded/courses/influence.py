import torch, torch.nn as nn, torch.nn.functional as F
torch.manual_seed(0)
X, y = torch.randn(20, 3), torch.randint(0, 2, (20,)).float()
w = torch.zeros(3, requires_grad=True)
def loss(w, X=X, y=y): return F.binary_cross_entropy_with_logits(X @ w, y) + 0.01 * w.dot(w)
for _ in range(10):
    g, = torch.autograd.grad(loss(w), w, create_graph=True)
    H = torch.stack([torch.autograd.grad(gi, w, retain_graph=True)[0] for gi in g])
    with torch.no_grad(): w -= torch.linalg.solve(H, g)
print(w, g.norm() < 1e-5)
H = torch.autograd.functional.hessian(loss, w)
gi = torch.func.vmap(torch.func.grad(lambda w, x, t: F.binary_cross_entropy_with_logits(x @ w, t)), in_dims=(None, 0, 0))(w.detach(), X, y)
inf = -gi @ torch.linalg.inv(H) @ gi[0]
print(inf.shape, inf.argmax())
def cg(A, b, n=10):
    x = torch.zeros_like(b); r = b - A(x); p = r.clone(); rs = r @ r
    for _ in range(n):
        Ap = A(p); a = rs / (p @ Ap); x = x + a * p; r = r - a * Ap; new = r @ r
        if new.sqrt() < 1e-8: break
        p = r + new / rs * p; rs = new
    return x
hv = lambda v: torch.autograd.functional.hvp(loss, w, v)[1]
print(torch.allclose(cg(hv, gi[0]), torch.linalg.solve(H, gi[0]), atol=1e-3))
U, S, V = torch.linalg.svd(X, full_matrices=False); print(torch.allclose(U @ torch.diag(S) @ V, X, atol=1e-5), torch.linalg.cond(X) > 1, torch.det(H) > 0, torch.trace(H).shape, torch.linalg.cholesky(H).shape, torch.linalg.lstsq(X, y.unsqueeze(1)).solution.shape, torch.pinverse(X).shape, torch.linalg.qr(X)[1].shape)
