import warnings

import torch
from torch import nn
from torch.utils.checkpoint import checkpoint, checkpoint_sequential


def run(name, function):
    with warnings.catch_warnings(record=True) as given:
        warnings.simplefilter("always")
        try:
            print(name, "->", function())
        except Exception as error:
            print(name, "!", type(error).__module__, type(error).__name__, error)
    for each in given:
        print("  warned", each.category.__name__, each.message)


def block(x, times=1):
    print("  run")
    return torch.sin(torch.exp(x) * times).tanh()


def leaf():
    return torch.tensor([0.5, -1.0, 2.0], requires_grad=True)


def plain(**options):
    x = leaf()
    y = checkpoint(block, x, **options)
    print("  ", y.grad_fn, y.grad_fn.next_functions[0][0], y.requires_grad)
    y.sum().backward()
    return x.grad


def asked(**options):
    x = leaf()
    y = checkpoint(block, x, **options)
    return torch.autograd.grad(y.sum(), x, create_graph=not options["use_reentrant"])


def twice(**options):
    x = leaf()
    y = checkpoint(block, x, **options)
    y.sum().backward(retain_graph=True)
    y.sum().backward()
    return x.grad


def keywords(**options):
    x = leaf()
    y = checkpoint(block, x, times=3, **options)
    y.sum().backward()
    return x.grad


def chance(**options):
    torch.manual_seed(1)
    x = leaf()
    y = checkpoint(lambda a: nn.functional.dropout(a.exp(), 0.5), x, **options)
    after = torch.rand(1)
    y.sum().backward()
    return (x.grad == y).all(), after, torch.rand(1)


def model(**options):
    torch.manual_seed(2)
    chain = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2), nn.Tanh())
    y = checkpoint_sequential(chain, 2, leaf()[None], **options)
    y.sum().backward()
    return [p.grad.sum().item() for p in chain.parameters()]


def no_gradient(**options):
    y = checkpoint(block, torch.ones(2), **options)
    return y.requires_grad


def closure(**options):
    w = leaf()
    y = checkpoint(lambda a: a * w, torch.ones(3), **options)
    y.sum().backward()
    return w.grad


def changes():
    first = [True]

    def function(x):
        return x.exp().sin() if first.pop() else x.exp()

    first.insert(0, False)
    y = checkpoint(function, leaf(), use_reentrant=False, early_stop=False)
    y.sum().backward()


def shape_changes():
    sizes = [2, 3]
    y = checkpoint(lambda x: x[: sizes.pop()].exp(), leaf(), use_reentrant=False)
    y.sum().backward(torch.tensor(1.0))


def several(**options):
    x = leaf()
    a, b = checkpoint(lambda t: (t * 2, t.exp()), x, **options)
    (a * b).sum().backward()
    return x.grad


for name in ("plain", "asked", "twice", "keywords", "chance", "model", "no_gradient", "closure"):
    for reentrant in (False, True):
        run(f"{name} {reentrant}", lambda: globals()[name](use_reentrant=reentrant))
run("several", lambda: several(use_reentrant=False))
run("several", lambda: several(use_reentrant=True))
run("unsaid", plain)
run("unsaid chain", model)
run("changes", changes)
run("shape changes", shape_changes)
run("no stop", lambda: plain(use_reentrant=False, early_stop=False))
