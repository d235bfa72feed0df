import torch

def show(make):
    try:
        print(make())
    except Exception as error:
        print(type(error).__name__, error)

# saved tensors on grad_fns
a = torch.tensor([1., 2.], requires_grad=True); b = torch.tensor([3., 4.], requires_grad=True)
ops = [a * b, a / b, a ** 2, a ** b, a.exp(), a.log(), a.sin(), a.sum(), a.mean(), a.relu(), a.sigmoid(), a.tanh(), a.softmax(0), a.log_softmax(0), a @ b, a.view(2, 1), a.reshape(1, 2), a[0], a[[1, 0]], a.max(), a.max(0).values, torch.cat([a, b]), torch.stack([a, b]), a.clamp(0, 1), a.abs(), a.sqrt(), a.expand(2, 2), a.unsqueeze(0), a.prod(), a.var(), a.norm(), a.cumsum(0), torch.where(a > 1, a, b), a.clone(), a.sort().values, a.gather(0, torch.tensor([0])), torch.outer(a, b), a.repeat(2), a.flip(0), a.masked_fill(a > 1, 0), a.t(), a.squeeze(), a - 1, 2 - a, a / 2, 2 / a, a * 3, -a, a.pow(3), a.double(), a.to(torch.float16), torch.nn.functional.dropout(a, .5), torch.nn.functional.gelu(a), torch.nn.functional.mse_loss(a, b), torch.nn.functional.linear(a, b.view(1, 2)), torch.nn.functional.layer_norm(a, (2,)), torch.minimum(a, b), torch.atan2(a, b), a.split(1)[0], a.unbind()[0], a.std(), a.lerp(b, .5), torch.einsum('i,i', a, b), a.tril() if a.dim() > 1 else a.diag(), a.logsumexp(0), torch.nn.functional.softplus(a), torch.nn.functional.leaky_relu(a), torch.nn.functional.elu(a), torch.nn.functional.silu(a), torch.nn.functional.normalize(a, dim=0), a.roll(1), a.movedim(0, 0), a.narrow(0, 0, 1), a.select(0, 1), a.index_select(0, torch.tensor([0])), a.take(torch.tensor([0])), torch.dist(a, b), a.fmod(2), a.remainder(b)]
for o in ops:
    f = o.grad_fn
    names = [n for n in dir(f) if n.startswith('_saved')]
    print(f.name(), {n: getattr(f, n) for n in names}, [(g.name() if g else None, i) for g, i in f.next_functions])
f = (a * b).grad_fn
print(f.metadata, f.next_functions[0][0].variable is a, [n for n in dir(f) if not n.startswith('__')])
print('__call__' in dir(f), len(dir(f)))
show(lambda: f.foo)
show(lambda: f._saved_foo)
show(lambda: f.next_functions[0][0].next_functions)
y = a.exp(); y.sum().backward()
show(lambda: y.grad_fn._saved_result)
