# higher order, hooks
x = torch.tensor(2., requires_grad=True); y = x**4; g1, = torch.autograd.grad(y, x, create_graph=True); g2, = torch.autograd.grad(g1, x, create_graph=True); g3, = torch.autograd.grad(g2, x); print(g1, g2, g3)
w = torch.tensor([1., 2.], requires_grad=True); h = w.register_hook(lambda g: g*2); z = (w**2).sum(); z.backward(); print(w.grad); h.remove(); y = w*3; y.retain_grad(); y.sum().backward(); print(y.grad, w.grad)
try: z.backward()
except RuntimeError as e: print(e)
a = torch.randn(3, requires_grad=True); 
with torch.autograd.graph.saved_tensors_hooks(lambda t: (print('pack', t.shape), t)[1], lambda t: (print('unpack'), t)[1]): (a*a.exp()).sum().backward()
with torch.autograd.set_detect_anomaly(True):
    try: torch.sqrt(torch.tensor([-1.], requires_grad=True)).sum().backward()
    except RuntimeError as e: print(e)
