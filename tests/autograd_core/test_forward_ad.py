"""Forward mode: programs with dual tensors print what they print in PyTorch."""

import importlib
from types import ModuleType
from typing import Any

import numpy as np
import pytest

import autograd_core
from autograd_core import OPS
from tests.autograd_core.parity import cleaned
from tests.autograd_core.samples import Leaves, flat

PROGRAMS = """
d = dual(x, v); y = d.sin() * 2; print(d, y, y.requires_grad, fw.unpack_dual(y))
---
d = dual(x, v)
print(*[fw.unpack_dual(each) for each in (d.detach(), d.argmax(), d[0], x)])
---
d = dual(x, v); print(d.clone(), torch.zeros(2).copy_(d), d.tolist(), d.numpy())
---
d = dual(x, v); d.mul_(3); print(d, x); d += d ** 2; print(d)
---
d = dual(x, v)
with torch.no_grad(): print(fw.unpack_dual(d * 2).tangent)
---
d = dual(x, v)
w = torch.ones(2, requires_grad=True)
z = d * w
t = fw.unpack_dual(z).tangent
print(t.detach(), t.requires_grad)
t.sum().backward()
print(w.grad)
---
d = dual(x, v)
w = torch.ones(2, requires_grad=True)
slope = torch.autograd.grad((d * w * w).sum(), w, create_graph=True)[0]
print(fw.unpack_dual(slope).tangent.detach())
---
torch.manual_seed(0)
m = torch.nn.Sequential(torch.nn.Linear(2, 3), torch.nn.Tanh(), torch.nn.Linear(3, 1))
y = m(dual(x, v))
print(fw.unpack_dual(y).tangent.detach())
---
d = dual(x, v)
print(torch.nn.functional.cross_entropy(d[None], torch.tensor([1])), torch.softmax(d, 0))
print(torch.stack([d, d]), torch.cat([d, x]))
---
A = torch.tensor([[2., 1.], [1., 3.]])
D = fw.make_dual(A, torch.eye(2))
print(torch.linalg.inv(D), torch.linalg.det(D), D @ D, D.T, D.sum(0), D.max(), D.norm())
---
dual(x.long(), v)
---
dual(x, v.long())
---
dual(x, v[:1])
---
dual(dual(x, v), v)
---
fw.unpack_dual(1)
---
with fw.dual_level(): pass
---
fw.exit_dual_level(); dual(x, v)
---
fw.exit_dual_level(); fw.exit_dual_level()
---
F = torch.nn.functional
F.multi_margin_loss(dual(torch.ones(2, 3), torch.ones(2, 3)), torch.tensor([0, 1]))
---
F = torch.nn.functional
print(F.hardsigmoid(dual(x, v)), F.max_pool1d(dual(x, v)[None], 2), F.gelu(dual(x, v)))
---
d = dual(x, v).clone(); d[0] = 5; print(d); d.zero_(); print(d)
---
d = dual(x, v).clone()
y = d[1]
d.mul_(2)
print(y, d)
y.add_(d[0])
print(y, d)
a, b = d.unbind()
a.sin_()
print(d)
---
d = dual(x, v)
b = torch.zeros(3)
b[0] = d.sum()
print(b)
b[1:] = d * 2
print(b, b[2])
---
d = dual(x, v); b = torch.zeros(2, 2); b.T[0] = d; print(b)
---
d = dual(x, v); d.mul_(2); print(v)
---
d = dual(x, v) * 1; d.unsqueeze_(0); print(d); d.gt_(1); print(d)
---
d = dual(x, v)
y = d * 2
fw.exit_dual_level()
print(y, fw.unpack_dual(y))
fw.enter_dual_level()
print(fw.unpack_dual(y).tangent)
---
class F(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x): return x * 2
    @staticmethod
    def backward(ctx, g): return g * 2
F.apply(dual(x, v))
---
class F(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, y):
        ctx.y = y
        return x * y
    @staticmethod
    def jvp(ctx, t, _): return t * ctx.y
print(F.apply(dual(x, v), 3))
---
class F(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.result = torch.exp(x)
        return ctx.result
    @staticmethod
    def jvp(ctx, t): return t * ctx.result
print(F.apply(dual(x, v)))
""".strip().split("\n---\n")


def said(torch: ModuleType, program: str) -> str:
    """What a program prints inside a dual level, and the error that ends it."""
    fw = importlib.import_module(f"{torch.__name__}.autograd.forward_ad")
    lines: list[str] = []
    space: dict[str, Any] = {
        "torch": torch,
        "fw": fw,
        "dual": fw.make_dual,
        "x": torch.tensor([1.0, 2.0]),
        "v": torch.tensor([1.0, -0.5]),
        "print": lambda *values: lines.append(" ".join(map(str, values))),
    }
    level = fw.enter_dual_level()
    try:
        exec(program, space)
    except Exception as error:
        lines.append(f"{type(error).__name__}: {cleaned(str(error))}")
    finally:
        try:
            fw.exit_dual_level()
        except RuntimeError:
            lines.append("no level was left")
    return f"{level}\n" + "\n".join(lines)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("program", PROGRAMS)
def test_a_program_with_dual_tensors_answers_as_in_torch(torch: ModuleType, program: str) -> None:
    """Printed tensors with their tangents, and errors, are PyTorch's."""
    assert said(autograd_core, program) == said(torch, program)


def directional(torch: ModuleType, source: str) -> list[Any]:
    """The tangents of a sample's results where every leaf moves in a fixed direction."""
    fw = importlib.import_module(f"{torch.__name__}.autograd.forward_ad")
    leaves = Leaves(torch, "float64")
    directions = np.random.default_rng(1)
    plain = leaves.leaf

    def moving(numbers: Any) -> Any:
        leaf = plain(numbers).detach()
        return fw.make_dual(leaf, torch.tensor(directions.normal(size=tuple(leaf.shape))))

    leaves.leaf = moving  # type: ignore[method-assign]
    torch.manual_seed(0)
    with fw.dual_level():
        outputs = flat(eval(source, leaves.namespace()))
        found = [fw.unpack_dual(each).tangent for each in outputs]
        return [None if each is None else np.asarray(each + 0) for each in found]


SAMPLES = [sample for op in OPS.values() for sample in op.samples[:1]]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("sample", SAMPLES)
def test_a_sample_moves_as_in_torch(torch: ModuleType, sample: str) -> None:
    """The tangent of an op's first sample is PyTorch's, where PyTorch has one."""
    try:
        expected = directional(torch, sample)
    except (NotImplementedError, RuntimeError) as error:
        pytest.skip(str(error)[:80])
    found = directional(autograd_core, sample)
    assert len(found) == len(expected)
    for ours, theirs in zip(found, expected, strict=True):
        assert (ours is None) == (theirs is None)
        if theirs is not None:
            np.testing.assert_allclose(ours, theirs, 1e-8, 1e-8)
