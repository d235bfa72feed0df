"""Printing is torch's to the byte: recorded answers, and random arrays against torch itself."""

import math
import os
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograd_core import dtypes, printing
from autograd_core.printing import format_item, parameter_repr, tensor_repr

EXAMPLES = int(os.environ.get("PRINTING_EXAMPLES", "600"))
NAN, INF = math.nan, math.inf


@pytest.fixture(autouse=True)
def default_options() -> Iterator[None]:
    yield
    printing.set_printoptions(profile="default")


def shown(numbers: Any, dtype: str = "float32", **more: Any) -> str:
    return tensor_repr(np.array(numbers, dtype), **more)


RECORDED: list[tuple[Any, str, str]] = [
    (1.0, "float32", "tensor(1.)"),
    (1, "int64", "tensor(1)"),
    (True, "bool", "tensor(True)"),
    (1.5, "float64", "tensor(1.5000, dtype=torch.float64)"),
    (1, "float16", "tensor(1., dtype=torch.float16)"),
    (1, "uint8", "tensor(1, dtype=torch.uint8)"),
    (1 + 2j, "complex64", "tensor(1.+2.j)"),
    ([1, 2.5], "float32", "tensor([1.0000, 2.5000])"),
    ([1.5, 1e6], "float32", "tensor([1.5000e+00, 1.0000e+06])"),
    ([1e-4, 1], "float32", "tensor([1.0000e-04, 1.0000e+00])"),
    ([1e10], "float32", "tensor([1.0000e+10])"),
    ([99999999], "float32", "tensor([100000000.])"),
    ([NAN, 1, INF, -INF], "float32", "tensor([nan, 1., inf, -inf])"),
    ([INF, 1.5], "float32", "tensor([   inf, 1.5000])"),
    ([-0.0, 0], "float32", "tensor([-0., 0.])"),
    ([], "float32", "tensor([])"),
    ([], "int64", "tensor([], dtype=torch.int64)"),
    ([[], []], "float32", "tensor([], size=(2, 0))"),
    ([[True, False]], "bool", "tensor([[ True, False]])"),
    ([1000, -5], "int64", "tensor([1000,   -5])"),
    ([[-1, 2], [3, -400]], "float32", "tensor([[  -1.,    2.],\n        [   3., -400.]])"),
    ([[[[1]]]], "float32", "tensor([[[[1.]]]])"),
    ([0.1, 0.22, 0.333], "float32", "tensor([0.1000, 0.2200, 0.3330])"),
    ([1234.5678], "float32", "tensor([1234.5677])"),
    ([9999.99999], "float32", "tensor([10000.])"),
    ([1 + 0.5j, 1 - 2j], "complex64", "tensor([1.+0.5000j, 1.-2.0000j])"),
    ([1e-3j, 2], "complex64", "tensor([0.+0.0010j, 2.+0.0000j])"),
    (
        [[[0, 1], [2, 3]], [[4, 5], [6, 7]]],
        "float32",
        "tensor([[[0., 1.],\n         [2., 3.]],\n\n        [[4., 5.],\n         [6., 7.]]])",
    ),
    (
        np.arange(30),
        "int64",
        "tensor([ 0,  1,  2,  3,  4,  5,  6,  7,  8,  9, 10, 11, 12, 13, 14, 15, 16, 17,\n"
        "        18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29])",
    ),
    (np.arange(1001), "float32", "tensor([   0.,    1.,    2.,  ...,  998.,  999., 1000.])"),
]


@pytest.mark.parametrize(("numbers", "dtype", "text"), RECORDED)
def test_recorded(numbers: Any, dtype: str, text: str) -> None:
    assert shown(numbers, dtype) == text


def test_long_tensors_show_their_edges() -> None:
    line = "[0., 0., 0.,  ..., 0., 0., 0.]"
    rows = (",\n        ").join([line] * 3 + ["..."] + [line] * 3)
    assert shown(np.zeros((40, 40))) == f"tensor([{rows}])"


def test_what_autograd_knows_comes_last() -> None:
    assert shown([1, 1], requires_grad=True) == "tensor([1., 1.], requires_grad=True)"
    assert shown([2, 2], "float64", grad_fn="AddBackward0") == (
        "tensor([2., 2.], dtype=torch.float64, grad_fn=<AddBackward0>)"
    )


def test_a_suffix_that_does_not_fit_takes_a_new_line() -> None:
    assert shown(np.full(30, 2.0), grad_fn="MulBackward0") == (
        "tensor([2., 2., 2., 2., 2., 2., 2., 2., 2., 2., 2., 2., 2., 2., 2., 2., 2., 2.,\n"
        "        2., 2., 2., 2., 2., 2., 2., 2., 2., 2., 2., 2.],\n"
        "       grad_fn=<MulBackward0>)"
    )


def test_parameter() -> None:
    text = parameter_repr(np.array([0.537], "float32"))
    assert text == "Parameter containing:\ntensor([0.5370], requires_grad=True)"


def test_default_dtype_is_not_shown() -> None:
    dtypes.set_default_dtype(dtypes.float64)
    try:
        assert shown([1.0], "float64") == "tensor([1.])"
        assert shown([1.0], "float32") == "tensor([1.], dtype=torch.float32)"
        assert shown([1j], "complex128") == "tensor([0.+1.j])"
    finally:
        dtypes.set_default_dtype(dtypes.float32)


def test_options() -> None:
    numbers = [1.23456, 2]
    printing.set_printoptions(precision=2)
    assert shown(numbers) == "tensor([1.23, 2.00])"
    printing.set_printoptions(sci_mode=True)
    assert shown(numbers) == "tensor([1.23e+00, 2.00e+00])"
    printing.set_printoptions(profile="default")
    assert shown(numbers) == "tensor([1.2346, 2.0000])"
    printing.set_printoptions(threshold=5)
    assert shown(np.arange(10), "int64") == "tensor([0, 1, 2,  ..., 7, 8, 9])"


def test_options_inside_a_block() -> None:
    before = printing.get_printoptions()
    with printing.printoptions(precision=1, sci_mode=False):
        assert printing.get_printoptions()["precision"] == 1
        assert shown([1e-8, 1.5]) == "tensor([0.0, 1.5])"
    assert printing.get_printoptions() == before


def test_format_of_a_number_and_of_more() -> None:
    def never() -> str:
        raise AssertionError("a 0-dim tensor formats its number")

    assert format_item(np.array(1.5, "float32"), "", never) == "1.5"
    assert format_item(np.array(3.14159, "float32"), ".2f", never) == "3.14"
    assert format_item(np.array([1.5]), "", lambda: "whole") == "whole"
    assert format_item(np.array(1.5), "", lambda: "whole", "Parameter") == "whole"
    with pytest.raises(TypeError, match=r"^unsupported format string passed to Tensor\.__format__"):
        format_item(np.array([1.5]), ".2f", lambda: "whole")


# Against torch ------------------------------------------------------------------------------------

Flavour = Callable[[np.random.Generator, int], np.ndarray[Any, Any]]

FLAVOURS: dict[str, Flavour] = {
    "zeros": lambda rng, n: np.zeros(n) * rng.choice([1, -1], n),
    "normal": lambda rng, n: rng.normal(size=n),
    "whole": lambda rng, n: np.round(rng.normal(size=n) * 10.0 ** rng.integers(0, 10)),
    "scaled": lambda rng, n: rng.normal(size=n) * 10.0 ** rng.integers(-12, 12),
    "spread": lambda rng, n: rng.normal(size=n) * 10.0 ** rng.integers(-5, 5, n),
    "borders": lambda rng, n: rng.choice([1e-4, 1.0, 1e3, 999.9999, 1e8, 0.99995, 9.99995], n),
    "extreme": lambda rng, n: rng.normal(size=n) * 10.0 ** rng.integers(-300, 300, n),
    "halves": lambda rng, n: rng.integers(-9, 9, n) / 2,
}
SPECIALS = np.array([0.0, -0.0, np.nan, np.inf, -np.inf])


def make_array(dtype: dtypes.dtype, shape: tuple[int, ...], flavour: str, seed: int) -> Any:
    rng = np.random.default_rng(seed)
    count = math.prod(shape)

    def numbers() -> np.ndarray[Any, Any]:
        values = FLAVOURS[flavour](rng, count)
        special = rng.random(count) < rng.choice([0, 0, 0.2, 1])
        return np.where(special, rng.choice(SPECIALS, count), values)

    with np.errstate(all="ignore"):
        if dtype.is_complex:
            flat = (numbers() + 1j * numbers()).astype(dtype.numpy)
        elif dtype.is_floating_point:
            flat = numbers().astype(dtype.numpy)
        elif dtype is dtypes.bool_:
            flat = rng.random(count) < 0.5
        else:
            limits = dtypes.iinfo(dtype)
            reach = int(rng.choice([1, 10, 120, min(limits.max, 2**62)]))
            low = -reach if limits.min else 0
            flat = rng.integers(low, min(reach, limits.max), count, endpoint=True, dtype="int64")
            flat = np.clip(flat, limits.min, min(limits.max, 2**63 - 1)).astype(dtype.numpy)
    return flat.reshape(shape)


HELD = [d for d in dict.fromkeys(dtypes.DTYPES.values()) if d._numpy is not None]
SHAPES = st.lists(st.integers(0, 5), max_size=4) | st.lists(st.integers(1, 45), max_size=2)
OPTIONS = st.fixed_dictionaries(
    {
        "precision": st.integers(0, 9),
        "threshold": st.sampled_from([0, 1, 10, 100, 1000, math.inf]),
        "edgeitems": st.integers(0, 4),
        "linewidth": st.sampled_from([10, 40, 75, 80, 120]),
        "sci_mode": st.sampled_from([None, True, False]),
    }
)
PLAIN = st.just({"profile": "default"})


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    dtype=st.sampled_from(HELD),
    shape=SHAPES,
    flavour=st.sampled_from(sorted(FLAVOURS)),
    seed=st.integers(0, 2**32),
    options=PLAIN | OPTIONS,
    graph=st.sampled_from(["no", "leaf", "node"]),
)
def test_random_arrays_print_as_in_torch(
    torch: Any, dtype: Any, shape: Any, flavour: str, seed: int, options: Any, graph: str
) -> None:
    array = make_array(dtype, tuple(shape), flavour, seed)
    judge = torch.from_numpy(array.copy())
    known: dict[str, Any] = {}
    if graph != "no" and (dtype.is_floating_point or dtype.is_complex):
        judge.requires_grad_()
        known = {"requires_grad": True}
        if graph == "node":
            judge = judge.clone()
            known = {"requires_grad": True, "grad_fn": "CloneBackward0"}
    with printing.printoptions(**options), torch._tensor_str.printoptions(**options):
        assert tensor_repr(array, **known) == repr(judge)


@settings(max_examples=EXAMPLES // 3, deadline=None)
@given(
    dtype=st.sampled_from(HELD),
    flavour=st.sampled_from(sorted(FLAVOURS)),
    seed=st.integers(0, 2**32),
    spec=st.sampled_from(["", ".2f", ".3e", "8", ">9.1f", "d", "+", "nonsense"]),
    shape=st.sampled_from([(), (), (2,), (1, 1)]),
)
def test_format_is_torchs(
    torch: Any, dtype: Any, flavour: str, seed: int, spec: str, shape: Any
) -> None:
    def text(call: Callable[[], str]) -> str:
        try:
            return call()
        except (TypeError, ValueError) as error:
            return f"{type(error).__name__}: {error}"

    array = make_array(dtype, shape, flavour, seed)
    judge = torch.from_numpy(array.copy())
    ours = text(lambda: format_item(array, spec, lambda: tensor_repr(array)))
    assert ours == text(lambda: format(judge, spec))


def test_parameters_print_as_in_torch(torch: Any) -> None:
    array = np.random.default_rng(0).normal(size=(3, 4)).astype("float32")
    judge = torch.nn.Parameter(torch.from_numpy(array.copy()))
    assert parameter_repr(array) == repr(judge)
    frozen = torch.nn.Parameter(torch.from_numpy(array.copy()), requires_grad=False)
    assert parameter_repr(array, requires_grad=False) == repr(frozen)
