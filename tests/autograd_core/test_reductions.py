"""Sums, means and extremes: dtypes, ties, dimensions and errors are PyTorch's."""

from types import ModuleType

import numpy as np
import pytest

import autograd_core
from autograd_core.summation import along, total
from tests.autograd_core.alike import assert_alike

ANSWERS = """
i(9, 4).sum()
i(2, 4).bool().sum(0)
x(2, 3).sum(dtype=torch.float64)
i(5, 3).sum(dtype=torch.float32)
i(5, 3).mean()
i(5, 3).mean(dtype=torch.float32)
x(2, 3).sum(())
x(2, 3).sum([])
x(2, 3).sum([0, 1])
x(2, 3).mean((0, 1), True)
x(2, 3).sum(5)
x(2, 3).sum((0, 0))
x().sum(0)
x().mean(-1)
x(0).sum()
x(0).mean()
x(0, 3).sum(0)
x(2, 0).mean(1)
torch.sum([1])
x(2, 3).max(1, True)[0]
i(9, 2, 3).max(0).values
i(9, 2, 3).min()
x(0).max()
x(0, 3).max(0)
x(0, 3).max(1)
x(0).argmax()
x(0, 3).argmax(0)
x(2, 3).argmax()
x(2, 3).argmax(keepdim=True)
x(2, 3).argmin(1, True)
x().argmax()
i(2, 3).bool().argmax()
x(2, 3).max(7)
x(2, 3).amax(7)
x(0).amax()
x(0, 3).amax(0)
x(2, 3).amax((0, 0))
x(2, 3).amin([])
i(9, 2, 3).amax(1)
v(float('nan'), 1.0, 2.0).max()
v(1.0, float('nan'), 2.0).max(0).values
v(1.0, float('nan'), 2.0).amin()
v(3.0, 3.0, 1.0).max(0).values
v(3.0, 3.0, 1.0).argmax()
x(0).aminmax()
x(2, 3).aminmax(dim=0)
x(2, 3).nanmean()
v(1.0, float('nan'), 3.0).nanmean(0)
i(4, 3).nansum()
i(4, 3).nanmean()
x(2, 3).nansum(0, keepdim=True)
""".strip().splitlines()
SPREADS = """
x(3).var(correction=3)
x(3).var(0, True)
x(3).var(False)
x(2, 3).std(dim=(0, 1), keepdim=True)
x(2, 3).var(keepdim=True)
x().var()
i(3, 4).var()
torch.std_mean(i(3, 4))
torch.var_mean(x(2, 3), 0, keepdim=True)
torch.std(x(2, 3), 5)
x(0).var()
x(2, 3).norm('nuc')
x(2, 3).norm('fro')
x(2, 3).norm('fro', (0, 1), True)
torch.norm(x(2, 3), 2, dim=(0, 1))
torch.norm(x(2, 3), float('inf'))
v(1.0, -1.0, 0.5).norm(float('inf'))
x(2, 3).norm(0)
x(2, 3).norm(-1)
i(3, 3).norm()
x(0).norm()
x(0).norm(float('inf'))
torch.dist(x(3), x(2))
torch.dist(x(2, 3), x(3), 3)
F.pairwise_distance(x(2, 3), x(2, 3), keepdim=True)
i(4, 3).cumsum(0)
i(4, 3).bool().cumsum(0)
x(3).cumsum(1)
i(4, 3).cumprod(0)
v(1.0, 1.0, 0.0).cummax(0)
v(1.0, 1.0, 0.0).cummin(0)
x(3).cummax(2)
""".strip().splitlines()
ORDERS = """
v(2.0, 2.0, 1.0).sort()
v(2.0, 2.0, 1.0).sort(descending=True)
v(2.0, float('nan'), 1.0).sort()
v(2.0, float('nan'), 1.0).sort(descending=True)
i(9, 5).sort(descending=True)
i(2, 5).bool().sort()
x(3).sort(1)
x(2, 3).argsort(0)
x(2, 3).msort()
x(3).topk(4)
x(3).topk(0)
x(2, 3).topk(2, 0, largest=False)
x(3).topk(1, 4)
x(3).kthvalue(0)
x(3).kthvalue(4)
i(9, 5).median()
x(4).median()
x(0).median()
x(0, 3).median(0)
v(1.0, float('nan'), 3.0).median()
v(1.0, float('nan'), 3.0).nanmedian()
v([1.0, float('nan')], [3.0, 2.0]).median(1)
v([1.0, float('nan')], [3.0, 2.0]).nanmedian(1)
i(3, 7).mode()
x(3).quantile(0.5)
x(3).quantile(0.3)
x(2, 3).quantile(0.25, dim=1)
x(2, 3).quantile(0.25, dim=0, keepdim=True)
x(2, 3).quantile(torch.tensor([0.1, 0.9], dtype=x().dtype), dim=0)
x(2, 3).quantile(0.25, dim=1, interpolation='lower')
x(2, 3).quantile(0.25, interpolation='higher')
x(2, 3).quantile(0.25, interpolation='midpoint')
x(2, 3).quantile(0.25, interpolation='nearest')
x(2, 3).quantile(1.5)
x(0).quantile(0.5)
i(3, 3).quantile(0.5)
v(1.0, float('nan'), 3.0).quantile(0.5)
v(1.0, float('nan'), 3.0, 4.0).nanquantile(0.5)
""".strip().splitlines()
OTHERS = """
i(4, 3).prod()
i(4, 3).prod(0)
v(0.0, 0.0, 3.0).prod()
v([0.0, 0.0, 3.0], [1.0, 2.0, 0.0]).prod(1)
x(0).prod()
x(2, 3).prod(3)
x(2, 3).logsumexp(1)
v(float('-inf'), float('-inf')).detach().logsumexp(0)
x(2, 3).logsumexp((0, 1), True)
x(3).trace()
i(4, 3, 3).trace()
i(2, 2, 3).any()
i(2, 2, 3).all(0)
x(2, 3).all((0, 1))
x(0).all()
x(0).any()
x(2, 3).any(3)
torch.tensor([1, 0], dtype=torch.uint8).any()
i(3, 2, 3).count_nonzero(0)
x(4).diff()
x(4).diff(2)
x(2, 4).diff(dim=0)
x(4).diff(prepend=x(1))
x().diff()
i(2, 4).bool().diff()
""".strip().splitlines()


@pytest.mark.parametrize("source", ANSWERS + SPREADS + ORDERS + OTHERS)
def test_a_reduction_answers_as_in_pytorch(torch: ModuleType, source: str) -> None:
    """Value, dtype, graph and gradients, or the error, are PyTorch's."""
    assert_alike(torch, source)


def test_named_results_print_as_in_pytorch(torch: ModuleType) -> None:
    """`max(dim)` gives values and indices by name, and says so."""
    for source in ("t([[1., 5.], [7., 2.]]).max(1)", "t([3., 1.]).min(0, keepdim=True)"):
        ours, theirs = (eval(source, {"t": engine.tensor}) for engine in (autograd_core, torch))
        assert repr(ours) == repr(theirs)
        assert ours.indices.tolist() == theirs.indices.tolist()


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("size", [1, 3, 4, 7, 8, 9, 33, 100, 257, 1000, 20000])
def test_a_sum_is_rounded_as_in_pytorch(torch: ModuleType, size: int, dtype: str) -> None:
    """Sums of everything are the same bits: the order of addition is PyTorch's."""
    numbers = np.random.default_rng(size).normal(size=size).astype(dtype)
    assert total(numbers) == torch.tensor(numbers).sum().numpy()


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("shape", [(3, 2), (9, 5), (40, 70), (3, 600), (600, 3), (4, 5, 6)])
def test_sums_along_dimensions_are_rounded_as_in_pytorch(
    torch: ModuleType, shape: tuple[int, ...], dtype: str
) -> None:
    """Sums along one dimension, and along two neighbours, are the same bits."""
    numbers = np.random.default_rng(1).normal(size=shape).astype(dtype)
    for dim in (*range(len(shape)), -1, (0, 1), (len(shape) - 2, len(shape) - 1)):
        dims = (dim % len(shape),) if isinstance(dim, int) else dim
        found, expected = along(numbers, dims, False), torch.tensor(numbers).sum(dim).numpy()
        assert np.array_equal(found, expected), dim
