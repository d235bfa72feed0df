"""Element types: torch's `dtype` objects and their names in, the type of a result out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, cast

import numpy as np

Kind = Literal["dim", "zero", "scalar"]
"""A tensor with dimensions, a tensor with none, a Python number: weighed in this order."""


class dtype:
    """One element type. There is one object per type, so `is` compares them, as in torch."""

    __slots__ = (
        "_numpy",
        "abbr",
        "c_name",
        "is_complex",
        "is_floating_point",
        "is_signed",
        "itemsize",
        "name",
        "scalar_name",
    )

    name: str
    """As printed after `torch.`: float32."""
    scalar_name: str
    """As in most error texts: Float, Long, ComplexFloat."""
    c_name: str
    """As in the error texts of matrix products: float, long int, c10::Half."""
    abbr: str
    itemsize: int
    is_floating_point: bool
    is_complex: bool
    is_signed: bool
    _numpy: np.dtype[np.generic] | None

    def __new__(cls) -> dtype:
        raise TypeError("cannot create 'torch.dtype' instances")

    def __repr__(self) -> str:
        return f"torch.{self.name}"

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        """Pickle and copy find this very object again."""
        return named, (self.name,)

    @property
    def tensor_type(self) -> str:
        """What `tensor.type()` says: torch.FloatTensor."""
        return f"torch.{self.scalar_name}Tensor"

    @property
    def numpy(self) -> np.dtype[np.generic]:
        """The numpy type that holds it."""
        if self._numpy is None:
            raise TypeError(
                f"{self!r} is known here by name only: numpy has no such type, so no tensor can "
                "hold it. Use torch.float32 or torch.float16 (complex: torch.complex64)."
            )
        return self._numpy

    def to_real(self) -> dtype:
        return _REAL_OF.get(self, self)

    def to_complex(self) -> dtype:
        if self.is_complex:
            return self
        if not self.is_floating_point:
            raise RuntimeError(f"Unknown Complex ScalarType for {self.scalar_name}")
        return _COMPLEX_OF[self]


def _make(name: str, scalar_name: str, c_name: str, abbr: str, itemsize: int) -> dtype:
    made = object.__new__(dtype)
    made.name, made.scalar_name, made.c_name, made.abbr = name, scalar_name, c_name, abbr
    made.itemsize = itemsize
    made.is_complex = name.startswith("complex")
    made.is_floating_point = name.startswith(("float", "bfloat"))
    made.is_signed = name != "bool" and not name.startswith("uint")
    made._numpy = None if name in ("bfloat16", "complex32") else np.dtype(name)
    return made


uint8 = _make("uint8", "Byte", "unsigned char", "u8", 1)
int8 = _make("int8", "Char", "signed char", "i8", 1)
int16 = _make("int16", "Short", "short int", "i16", 2)
int32 = _make("int32", "Int", "int", "i32", 4)
int64 = _make("int64", "Long", "long int", "i64", 8)
uint16 = _make("uint16", "UInt16", "short unsigned int", "u16", 2)
uint32 = _make("uint32", "UInt32", "unsigned int", "u32", 4)
uint64 = _make("uint64", "UInt64", "long unsigned int", "u64", 8)
float16 = _make("float16", "Half", "c10::Half", "f16", 2)
bfloat16 = _make("bfloat16", "BFloat16", "c10::BFloat16", "bf16", 2)
float32 = _make("float32", "Float", "float", "f32", 4)
float64 = _make("float64", "Double", "double", "f64", 8)
complex32 = _make("complex32", "ComplexHalf", "c10::complex<c10::Half>", "c32", 4)
complex64 = _make("complex64", "ComplexFloat", "c10::complex<float>", "c64", 8)
complex128 = _make("complex128", "ComplexDouble", "c10::complex<double>", "c128", 16)
bool_ = _make("bool", "Bool", "bool", "b8", 1)

DTYPES: dict[str, dtype] = {
    "uint8": uint8,
    "int8": int8,
    "int16": int16,
    "short": int16,
    "int32": int32,
    "int": int32,
    "int64": int64,
    "long": int64,
    "uint16": uint16,
    "uint32": uint32,
    "uint64": uint64,
    "float16": float16,
    "half": float16,
    "bfloat16": bfloat16,
    "float32": float32,
    "float": float32,
    "float64": float64,
    "double": float64,
    "complex32": complex32,
    "chalf": complex32,
    "complex64": complex64,
    "cfloat": complex64,
    "complex128": complex128,
    "cdouble": complex128,
    "bool": bool_,
}
"""Every attribute of the torch module that is a dtype, by its name there."""


def named(name: str) -> dtype:
    """The element type of a name, the one object that there is."""
    return DTYPES[name]


TENSOR_TYPES: dict[str, dtype] = {d.tensor_type.removeprefix("torch."): d for d in DTYPES.values()}
"""FloatTensor -> float32, LongTensor -> int64 and so on."""

_REAL_OF = {complex32: float16, complex64: float32, complex128: float64}
_COMPLEX_OF = {
    float16: complex32,
    bfloat16: complex64,
    float32: complex64,
    float64: complex128,
}
_FROM_NUMPY = {d._numpy: d for d in DTYPES.values() if d._numpy is not None}


def from_numpy(array_type: np.dtype[np.generic] | type[np.generic]) -> dtype:
    """The dtype of a numpy array; torch's refusal for the types that it does not have."""
    found = _FROM_NUMPY.get(np.dtype(array_type))
    if found is None:
        raise TypeError(
            f"can't convert np.ndarray of type {np.dtype(array_type).type.__module__}."
            f"{np.dtype(array_type).type.__name__}. The only supported types are: float64, "
            "float32, float16, complex64, complex128, int64, int32, int16, int8, uint64, uint32, "
            "uint16, uint8, and bool."
        )
    return found


_default = float32


def get_default_dtype() -> dtype:
    """The dtype of new floating point tensors (torch.get_default_dtype)."""
    return _default


def set_default_dtype(d: object) -> None:
    """Choose the dtype of new floating point tensors (torch.set_default_dtype)."""
    global _default
    if not isinstance(d, dtype):
        raise TypeError(
            "invalid dtype object: only floating-point types are supported as the default type"
        )
    if not d.is_floating_point:
        raise TypeError("only floating-point types are supported as the default type")
    _default = d


def default_complex_dtype() -> dtype:
    """The type of a Python complex number."""
    return _default.to_complex()


# Promotion ----------------------------------------------------------------------------------------

_WIDE_UNSIGNED = (uint16, uint32, uint64)
_INTEGERS = (int8, int16, int32, int64)


@cache
def promote_types(type1: dtype, type2: dtype) -> dtype:
    """The smallest type of the higher category that holds both."""
    for position, value in enumerate((type1, type2), 1):
        _require_dtype("promote_types", f"type{position}", position, value)
    if type1 is type2:
        return type1
    if type1.is_complex or type2.is_complex:
        _refuse_wide_unsigned(type1, type2)
        return _promote_floats(_real_part(type1), _real_part(type2)).to_complex()
    if type1.is_floating_point or type2.is_floating_point:
        return _promote_floats(type1, type2)
    _refuse_wide_unsigned(type1, type2)
    if bool_ in (type1, type2):
        return type2 if type1 is bool_ else type1
    if type1.is_signed == type2.is_signed:
        return max(type1, type2, key=lambda d: d.itemsize)
    signed = type1 if type1.is_signed else type2
    return int16 if signed is int8 else signed


def _real_part(d: dtype) -> dtype:
    """As which floating type `d` counts beside a complex one."""
    return float32 if d is bfloat16 else d.to_real()


def _promote_floats(a: dtype, b: dtype) -> dtype:
    if not b.is_floating_point:
        return a
    if not a.is_floating_point or a is b:
        return b
    if a.itemsize == b.itemsize:
        return float32  # half and bfloat16: neither holds the other
    return a if a.itemsize > b.itemsize else b


def _refuse_wide_unsigned(a: dtype, b: dtype) -> None:
    if a in _WIDE_UNSIGNED or b in _WIDE_UNSIGNED:
        raise RuntimeError(
            "Promotion for uint16, uint32, uint64 types is not supported, "
            f"attempted to promote {a.scalar_name} and {b.scalar_name}"
        )


def can_cast(from_: dtype, to: dtype) -> bool:
    """Whether an in-place operation may write a `from_` result into a `to` tensor."""
    _require_dtype("can_cast", "from_", 1, from_)
    _require_dtype("can_cast", "to", 2, to)
    if from_.is_complex:
        return to.is_complex
    if from_.is_floating_point:
        return to.is_floating_point or to.is_complex
    return from_ is bool_ or to is not bool_


@cache
def result_type(*operands: tuple[dtype, Kind]) -> dtype:
    """The type of an operation's result: dimensions outweigh 0-dim, which outweighs numbers.

    A lighter operand changes the result only by being of a higher category (bool, int, float,
    complex). The dtype given with a "scalar" is the one that `scalar_dtype` names. Answers are
    remembered, so a call costs a look-up; two "dim" operands of one dtype need no call at all.
    """
    by_kind: dict[Kind, dtype] = {}
    for operand, kind in operands:
        held = by_kind.get(kind)
        by_kind[kind] = operand if held is None else promote_types(held, operand)
    result: dtype | None = None
    for kind in ("scalar", "zero", "dim"):
        heavier = by_kind.get(kind)
        if heavier is not None:
            result = heavier if result is None else _combine(heavier, result)
    if result is None:
        raise ValueError("result_type needs at least one operand")
    return result


def _combine(heavier: dtype, lighter: dtype) -> dtype:
    if heavier.is_complex:
        return heavier
    if heavier.is_floating_point:
        return heavier.to_complex() if lighter.is_complex else heavier
    if lighter.is_floating_point or lighter.is_complex:
        return lighter
    return promote_types(heavier, lighter) if heavier is bool_ else heavier


def scalar_dtype(number: object) -> dtype:
    """The type that a Python number brings along: bool, int64, the default float or complex."""
    if isinstance(number, (bool, np.bool_)):
        return bool_
    if isinstance(number, (int, np.integer)):
        return int64
    if isinstance(number, (float, np.floating)):
        return _default
    return default_complex_dtype()


def _require_dtype(function: str, argument: str, position: int, value: object) -> None:
    if not isinstance(value, dtype):
        raise TypeError(
            f"{function}(): argument '{argument}' (position {position}) must be torch.dtype, "
            f"not {type(value).__name__}"
        )


# Limits -------------------------------------------------------------------------------------------


@dataclass(frozen=True, repr=False)
class _FloatLimits:
    bits: int
    eps: float
    max: float
    min: float
    resolution: float
    smallest_normal: float
    tiny: float
    dtype: str

    def __repr__(self) -> str:
        return (
            f"finfo(resolution={self.resolution:g}, min={self.min:g}, max={self.max:g}, "
            f"eps={self.eps:g}, smallest_normal={self.smallest_normal:g}, tiny={self.tiny:g}, "
            f"dtype={self.dtype})"
        )


@dataclass(frozen=True, repr=False)
class _IntegerLimits:
    bits: int
    max: int
    min: int
    dtype: str

    def __repr__(self) -> str:
        return f"iinfo(min={self.min:g}, max={self.max:g}, dtype={self.dtype})"


def finfo(type: dtype | None = None) -> _FloatLimits:
    """The limits of a floating type; of the real part of a complex one (torch.finfo)."""
    chosen = _default if type is None else type
    _require_dtype("finfo", "type", 1, chosen)
    if not (chosen.is_floating_point or chosen.is_complex):
        raise TypeError(
            "torch.finfo() requires a floating point input type. "
            "Use torch.iinfo to handle 'torch.finfo'"
        )
    real = chosen.to_real()
    if real is bfloat16:
        largest, tiny = float(2**128 - 2**120), 2.0**-126
        return _FloatLimits(16, 2.0**-7, largest, -largest, 0.01, tiny, tiny, "bfloat16")
    limits = np.finfo(cast(Any, real.numpy))
    tiny = float(limits.tiny)
    return _FloatLimits(
        bits=limits.bits,
        eps=float(limits.eps),
        max=float(limits.max),
        min=float(limits.min),
        resolution=10.0**-limits.precision,
        smallest_normal=tiny,
        tiny=tiny,
        dtype=real.name,
    )


def iinfo(type: dtype) -> _IntegerLimits:
    """The limits of an integer type (torch.iinfo)."""
    _require_dtype("iinfo", "type", 1, type)
    if type is bool_:
        raise TypeError("torch.bool is not supported by torch.iinfo")
    if type.is_floating_point or type.is_complex:
        raise TypeError(
            "torch.iinfo() requires an integer input type. Use torch.finfo to handle 'torch.iinfo'"
        )
    limits = np.iinfo(cast(Any, type.numpy))
    return _IntegerLimits(limits.bits, int(limits.max), int(limits.min), type.name)
