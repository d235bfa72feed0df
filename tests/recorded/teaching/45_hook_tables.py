import torch
# 6. hooks everywhere
x = torch.tensor([1., 2.], requires_grad=True)
w = torch.tensor([3., 4.], requires_grad=True)
y = x * w
h1 = y.register_hook(lambda g: print('y', g))
h2 = x.register_hook(lambda g: g * 2)
h3 = w.register_post_accumulate_grad_hook(lambda t: print('acc', t.grad, t))
z = y.sum()
z.grad_fn.register_hook(lambda gi, go: print('node', gi, go))
z.grad_fn.register_prehook(lambda go: print('pre', go))
y.retain_grad()
z.backward(retain_graph=True)
print(x.grad, w.grad, y.grad)
h1.remove(); h2.remove()
z.backward()
print(x.grad, w.grad, y.grad, y._backward_hooks, x._backward_hooks, type(h1))
for bad in [lambda: torch.ones(1).register_hook(print), lambda: y.register_post_accumulate_grad_hook(print), lambda: z.backward(), lambda: torch.ones(2).retain_grad()]:
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)
def bad_hook(g): return g.sum().reshape(1, 1, 1)
a = torch.ones(2, requires_grad=True)
a.register_hook(bad_hook)
try:
    (a * 2).sum().backward()
except RuntimeError as e:
    print(e)
b = torch.ones(2, requires_grad=True)
b.register_hook(lambda g: 'no')
try:
    (b * 2).sum().backward()
except Exception as e:
    print(type(e).__name__, e)
c = torch.ones(2, requires_grad=True)
def raising(g): raise ValueError('from hook')
c.register_hook(raising)
try:
    (c * 2).sum().backward()
except ValueError as e:
    print(e, c.grad)
