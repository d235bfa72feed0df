"""Whose memory a first `.grad` looks into: what only the leaf refers to is taken over as it is."""

import torch


def ones(*shape):
    return torch.ones(shape, requires_grad=True)


def seed_after(way, *shape):
    """A seed after the gradient that came of it was multiplied, and its version."""
    leaf = ones(*shape)
    result = way(leaf)
    seed = torch.arange(1.0, result.numel() + 1).reshape(result.shape)
    result.backward(seed)
    leaf.grad.mul_(10)
    return seed.flatten().tolist(), seed._version


for name, way in {
    "view": lambda a: a.view(2),
    "reshape to itself": lambda a: a.reshape(1, 2),
    "unsqueeze": lambda a: a.unsqueeze(0),
    "squeeze": lambda a: a.squeeze(),
    "t": lambda a: a.t(),
    "cat": lambda a: torch.cat([a, torch.zeros(1, 2)]),
    "stack": lambda a: torch.stack([a, torch.zeros(1, 2)]),
    "view of a sum": lambda a: a.view(2) + 1,
    "slice": lambda a: a[:],
    "expand": lambda a: a.expand(3, 1, 2),
    "clone": lambda a: a.clone(),
    "add": lambda a: a + 1,
    "relu": lambda a: a.relu(),
    "the leaf itself": lambda a: a,
}.items():
    print(name, seed_after(way, 1, 2))
print("another layout", seed_after(lambda a: a.t(), 2, 2))

a, b = ones(2), ones(2)
(a.view(1, 2) + b.view(1, 2)).exp().sum().backward()
a.grad.mul_(3)
print("two leaves", a.grad is b.grad, b.grad, a.grad._version, b.grad._version)

a, b = ones(2), ones(2)
torch.cat([a, b]).exp().sum().backward()
a.grad.mul_(3)
print("two parts", b.grad, b.grad.storage_offset(), a.grad._version)

a, seed, kept = ones(1, 2), torch.ones(2), []
a.register_hook(kept.append)
a.view(2).backward(seed)
a.grad.mul_(3)
print("a hook holds it", seed, kept)

a, seed = ones(1, 2), torch.ones(2)
for _ in range(2):
    a.view(2).backward(seed)
print("two passes", seed, a.grad, seed._version)

a, seed = ones(1, 2), torch.ones(1, 2)
(found,) = torch.autograd.grad(a + 1, a, seed)
print("grad", found is seed)
