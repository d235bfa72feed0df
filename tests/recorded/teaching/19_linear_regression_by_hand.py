# linear regression by hand
torch.manual_seed(0)
x = torch.linspace(-1, 1, 50).unsqueeze(1); y = 3*x + 2 + 0.1*torch.randn_like(x)
w = torch.randn(1, requires_grad=True); b = torch.zeros(1, requires_grad=True)
for epoch in range(20):
    loss = ((x*w + b - y)**2).mean(); loss.backward()
    with torch.no_grad():
        w -= 0.1*w.grad; b -= 0.1*b.grad
        w.grad.zero_(); b.grad.zero_()
    if epoch % 5 == 0: print(f"{epoch:3d} {loss.item():.4f} w={w.item():.3f} b={b.item():.3f}")
print(w, b)
