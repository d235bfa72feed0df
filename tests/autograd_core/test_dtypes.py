"""dtypes: names, promotion, casts and limits are torch's."""

import copy
import itertools
import pickle
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograd_core import dtypes
from autograd_core.dtypes import DTYPES, result_type, scalar_dtype

EACH = list(dict.fromkeys(DTYPES.values()))
HELD = [d for d in EACH if d not in (dtypes.bfloat16, dtypes.complex32)]


def outcome(call: Any, *arguments: Any) -> str:
    """What a call gives or how it fails, as text: comparable between the two libraries."""
    try:
        return str(call(*arguments))
    except (TypeError, RuntimeError) as error:
        return f"{type(error).__name__}: {error}"


def test_names_and_aliases() -> None:
    assert repr(dtypes.float32) == "torch.float32"
    assert str(dtypes.bool_) == "torch.bool"
    assert DTYPES["long"] is dtypes.int64
    assert dtypes.int64.tensor_type == "torch.LongTensor"
    assert dtypes.int64.c_name == "long int"
    assert dtypes.TENSOR_TYPES["DoubleTensor"] is dtypes.float64


@pytest.mark.parametrize("d", EACH, ids=str)
def test_one_object_per_dtype_survives_copies(d: dtypes.dtype) -> None:
    assert pickle.loads(pickle.dumps(d)) is d
    assert copy.copy(d) is d
    assert copy.deepcopy(d) is d


def test_nobody_else_makes_one() -> None:
    with pytest.raises(TypeError, match=r"cannot create 'torch\.dtype' instances"):
        dtypes.dtype()


@pytest.mark.parametrize("d", HELD, ids=str)
def test_numpy_and_back(d: dtypes.dtype) -> None:
    assert dtypes.from_numpy(d.numpy) is d
    assert dtypes.from_numpy(np.zeros(2, d.numpy).dtype) is d


def test_bfloat16_says_what_to_use() -> None:
    with pytest.raises(TypeError, match=r"torch\.bfloat16 is known here by name only.*float32"):
        _ = dtypes.bfloat16.numpy


def test_foreign_numpy_type_is_refused_in_torchs_words(torch: Any) -> None:
    strings = np.array(["a"])
    ours = outcome(dtypes.from_numpy, strings.dtype)
    assert ours == outcome(torch.from_numpy, strings)


def test_attributes_are_torchs(torch: Any) -> None:
    for name, d in DTYPES.items():
        theirs = getattr(torch, name)
        assert str(d) == str(theirs)
        for attribute in ("itemsize", "is_floating_point", "is_complex", "is_signed", "abbr"):
            assert getattr(d, attribute) == getattr(theirs, attribute)
        assert outcome(d.to_real) == outcome(theirs.to_real)
        assert outcome(d.to_complex) == outcome(theirs.to_complex)


@pytest.mark.filterwarnings("ignore:ComplexHalf")
def test_names_in_messages_are_torchs(torch: Any) -> None:
    for d in EACH:
        square = torch.ones(2, 2, dtype=getattr(torch, d.name))
        assert square.type() == d.tensor_type
        if d is not dtypes.float32:
            text = outcome(torch.matmul, square, torch.ones(2, 2))
            assert text.endswith(f"but got: {d.c_name} != float")
            text = outcome(torch.dot, square[0], torch.ones(2))
            assert text.endswith(f"but found {d.scalar_name} and Float")


def test_promotion_recorded() -> None:
    def promoted(a: str, b: str) -> str:
        return dtypes.promote_types(DTYPES[a], DTYPES[b]).name

    assert promoted("uint8", "int8") == "int16"
    assert promoted("int64", "half") == "float16"
    assert promoted("half", "bfloat16") == "float32"
    assert promoted("double", "cfloat") == "complex128"
    assert promoted("bool", "bool") == "bool"


def test_every_pair_promotes_and_casts_as_in_torch(torch: Any) -> None:
    for a, b in itertools.product(EACH, EACH):
        theirs = getattr(torch, a.name), getattr(torch, b.name)
        assert outcome(dtypes.promote_types, a, b) == outcome(torch.promote_types, *theirs)
        assert dtypes.can_cast(a, b) == torch.can_cast(*theirs)


def test_result_type_recorded() -> None:
    f32, f64, i64 = dtypes.float32, dtypes.float64, dtypes.int64
    assert result_type((f32, "dim"), (f64, "dim")) is f64
    assert result_type((f32, "dim"), (f64, "zero")) is f32
    assert result_type((i64, "dim"), (f64, "zero")) is f64
    assert result_type((i64, "dim"), (scalar_dtype(1.5), "scalar")) is f32
    assert result_type((dtypes.uint8, "dim"), (scalar_dtype(1), "scalar")) is dtypes.uint8
    assert result_type((dtypes.bool_, "zero"), (scalar_dtype(1), "scalar")) is i64


def numbers() -> st.SearchStrategy[tuple[dtypes.dtype, dtypes.Kind]]:
    weighed = st.tuples(st.sampled_from(HELD), st.sampled_from(["dim", "zero"]))
    return weighed | st.sampled_from([True, 2, 2.5, 1j]).map(lambda n: (scalar_dtype(n), "scalar"))


@settings(max_examples=3000, deadline=None)
@given(numbers(), numbers())
def test_result_type_is_torchs(torch: Any, a: Any, b: Any) -> None:
    def as_torch(operand: tuple[dtypes.dtype, str]) -> Any:
        d, kind = operand
        if kind == "scalar":
            return {"bool": True, "int64": 1, "float32": 1.5, "complex64": 1j}[d.name]
        return torch.ones((1,) if kind == "dim" else (), dtype=getattr(torch, d.name))

    theirs = as_torch(a), as_torch(b)
    assert outcome(result_type, a, b) == outcome(torch.result_type, *theirs)


@pytest.mark.filterwarnings("ignore:ComplexHalf support is experimental")
def test_three_operands_weigh_as_in_torch(torch: Any) -> None:
    kept = dtypes.uint8, dtypes.float16, dtypes.float64, dtypes.complex64
    operands = list(itertools.product(kept, ("dim", "zero")))
    for three in itertools.product(operands, repeat=3):
        theirs = [  # "meta": torch works out the dtype without computing anything
            torch.ones((1,) * (kind == "dim"), dtype=getattr(torch, d.name), device="meta")
            for d, kind in three
        ]
        assert str(result_type(*three)) == str(torch.addcmul(*theirs).dtype)


@pytest.fixture
def restored() -> Any:
    before = dtypes.get_default_dtype()
    yield
    dtypes.set_default_dtype(before)


@pytest.mark.usefixtures("restored")
def test_default_dtype_decides_what_numbers_are() -> None:
    dtypes.set_default_dtype(dtypes.float64)
    assert dtypes.get_default_dtype() is dtypes.float64
    assert scalar_dtype(1.0) is dtypes.float64
    assert scalar_dtype(1j) is dtypes.complex128


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (dtypes.int32, "only floating-point types are supported as the default type"),
        (dtypes.complex64, "only floating-point types are supported as the default type"),
        (3, "invalid dtype object: only floating-point types are supported as the default type"),
    ],
)
def test_default_dtype_refuses_in_torchs_words(given: object, says: str) -> None:
    assert outcome(dtypes.set_default_dtype, given) == f"TypeError: {says}"


def test_limits_recorded() -> None:
    assert repr(dtypes.finfo()) == (
        "finfo(resolution=1e-06, min=-3.40282e+38, max=3.40282e+38, eps=1.19209e-07, "
        "smallest_normal=1.17549e-38, tiny=1.17549e-38, dtype=float32)"
    )
    assert repr(dtypes.iinfo(dtypes.uint8)) == "iinfo(min=0, max=255, dtype=uint8)"


def test_limits_are_torchs(torch: Any) -> None:
    fields = ("bits", "eps", "max", "min", "resolution", "smallest_normal", "tiny", "dtype")
    for d in EACH:
        theirs = getattr(torch, d.name)
        assert outcome(dtypes.finfo, d) == outcome(torch.finfo, theirs)
        assert outcome(dtypes.iinfo, d) == outcome(torch.iinfo, theirs)
        if d.is_floating_point:
            ours, judge = dtypes.finfo(d), torch.finfo(theirs)
            assert all(getattr(ours, f) == getattr(judge, f) for f in fields)


@pytest.mark.parametrize("function", ["finfo", "iinfo"])
def test_limits_of_something_else(torch: Any, function: str) -> None:
    assert outcome(getattr(dtypes, function), 3) == outcome(getattr(torch, function), 3)
