import torch
a = torch.ones(2, requires_grad=True)
for i in range(4):
    (a * 2).sum().backward(); print(a.grad._version, a._version)
g = a.grad
a.grad.zero_(); print(g._version)
(a * a).sum().backward(); print(g._version, a.grad is g)
a.grad = None
(a * 3 + a * 2 + a).sum().backward(); print(a.grad._version)
b = torch.ones(2, requires_grad=True)
b.sum().backward(); print(b.grad._version, b.grad); b.sum().backward(); print(b.grad._version)
c = torch.ones(2, requires_grad=True)
(c * 2).sum().backward(create_graph=True); g = c.grad; (c * 2).sum().backward(); print(c.grad._version, c.grad is g)
h = c * 2; h.retain_grad(); (h * h + h).sum().backward(); print(h.grad._version)
d = torch.ones(3, requires_grad=True); d[0].backward(); d[1].backward(); print(d.grad._version); (d[0] + d[1] + d[2]).backward(); print(d.grad._version)
m = torch.nn.Linear(2, 1); 
for i in range(3): m(torch.ones(1, 2)).sum().backward(); print(m.weight.grad._version, m.bias.grad._version)
o = torch.optim.SGD(m.parameters(), .1); o.step(); print(m.weight._version); o.zero_grad(set_to_none=False); print(m.weight.grad._version)
e = torch.ones(2, requires_grad=True); f = torch.ones(2, requires_grad=True)
(e + f).sum().backward(); print(e.grad._version, f.grad._version, e.grad is f.grad, e.grad.data_ptr() == f.grad.data_ptr()); (e + f).backward(torch.ones(2)); print(e.grad._version, f.grad._version)
s = torch.ones(2); (e * 1).backward(s); print(s._version); e.grad = None; e.clone().backward(s); print(e.grad is s, e.grad._version, s._version, e.grad.data_ptr() == s.data_ptr())
w = torch.nn.Embedding(3, 2); w(torch.tensor([0, 1])).sum().backward(); print(w.weight.grad._version); torch.nn.utils.clip_grad_norm_(w.parameters(), .1); print(w.weight.grad._version)
r = torch.nn.RNN(2, 2); r(torch.ones(3, 1, 2))[0].sum().backward(); print([p.grad._version for p in r.parameters()])
bn = torch.nn.BatchNorm1d(2); bn(torch.randn(4, 2)).sum().backward(); print([p.grad._version for p in bn.parameters()])
x = torch.ones(2, requires_grad=True); y = x * 1; z = y + y + y * y; z.sum().backward(); print(x.grad._version)
q = torch.ones(2, 2, requires_grad=True); torch.stack([q, q, q]).sum().backward(); print(q.grad._version); q.grad = None; (q.T @ q + q).sum().backward(); print(q.grad._version)
