"""Complex numbers: made of two parts, looked at as parts, turned, mirrored."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograd_core.dispatch import Array, apply
from autograd_core.ops.registry import METHODS, op, public, required
from autograd_core.ops.slicing import select
from autograd_core.tensor import Tensor, wrap

WIDE = {np.dtype(np.float32): np.complex64, np.dtype(np.float64): np.complex128}


def part(value: Any, index: int) -> Any:
    """The real (0) or imaginary (1) part of an array or a tensor."""
    if isinstance(value, Tensor):
        return real(value) if index == 0 else imag(value)
    return np.real(value) if index == 0 else np.imag(value)


@op(
    "complex",
    node="ComplexBackward0",
    broadcast=True,
    samples=("torch.view_as_real(torch.complex(c(3), c(3)))",),
    formula="real + 1j * imag",
    en="Makes complex numbers of two parts.",
    zh="由实部和虚部组成复数。",
)
def complex_(real: Array, imag: Array) -> Array:
    return (real + 1j * np.asarray(imag)).astype(WIDE[np.dtype(real.dtype)])[()]


@complex_.gradient("real", formula="real(grad)")
def _(grad: Array, real: Array, imag: Array) -> Array:
    return part(grad, 0)


@complex_.gradient("imag", formula="imag(grad)")
def _(grad: Array, real: Array, imag: Array) -> Array:
    return part(grad, 1)


@op(
    "view_as_real",
    node="ViewAsRealBackward0",
    view=True,
    samples=("torch.view_as_real(torch.complex(c(2, 3), c(2, 3)))",),
    formula="stack(real(self), imag(self))",
    en="Shows complex numbers as pairs of real ones, in the same memory.",
    zh="把复数看作实数对，共享内存。",
)
def view_as_real(self: Array) -> Array:
    array = np.asarray(self)
    half = np.dtype(array.real.dtype)
    strides = (*array.strides, half.itemsize)
    flat = np.lib.stride_tricks.as_strided(array.real, (*array.shape, 2), strides)
    return flat


@view_as_real.gradient("self", formula="view_as_complex(grad)")
def _(grad: Array) -> Array:
    if isinstance(grad, Tensor):
        return torch_view_as_complex(METHODS["contiguous"](grad))
    return view_as_complex.forward(np.ascontiguousarray(grad))


@op(
    "view_as_complex",
    node="ViewAsComplexBackward0",
    view=True,
    samples=("torch.view_as_real(torch.view_as_complex(c(3, 2)))",),
    formula="self[..., 0] + 1j * self[..., 1]",
    en="Shows pairs of real numbers as complex ones, in the same memory.",
    zh="把实数对看作复数，共享内存。",
)
def view_as_complex(self: Array) -> Array:
    array = np.asarray(self)
    return array.view(WIDE[array.dtype])[..., 0]


@view_as_complex.gradient("self", formula="view_as_real(grad)")
def _(grad: Array) -> Array:
    if isinstance(grad, Tensor):
        return torch_view_as_real(METHODS["contiguous"](grad))
    return view_as_real.forward(np.ascontiguousarray(grad))


@op(
    "_conj",
    node="ConjBackward0",
    symbol="conj",
    samples=("torch.view_as_real(torch.conj(torch.complex(c(3), c(3))) * 1)",),
    formula="conj(self)",
    en="Mirrors complex numbers at the real axis.",
    zh="取共轭复数。",
)
def conj(self: Array) -> Array:
    return np.conj(self)


@conj.gradient("self", formula="conj(grad)")
def _(grad: Array) -> Array:
    return torch_conj(grad) if isinstance(grad, Tensor) else np.conj(grad)


@op(
    "angle",
    node="AngleBackward0",
    samples=("torch.angle(torch.complex(c(3), c(3)))", "torch.angle(x(3))"),
    formula="atan2(imag(self), real(self))",
    en="The angle of complex numbers, in radians.",
    zh="复数的辐角（弧度）。",
)
def angle(self: Array) -> Array:
    if self.dtype.kind == "c":
        return np.angle(self)
    found = np.where(self < 0, np.asarray(np.pi, self.dtype), np.zeros((), self.dtype))
    return np.where(np.isnan(self), self, found)[()]


@angle.gradient("self", formula="grad * 1j * self / abs(self) ** 2")
def _(grad: Array, self: Array) -> Array:
    bare = self._a if isinstance(self, Tensor) else self
    if bare.dtype.kind != "c":
        zero = np.zeros(bare.shape, bare.dtype)[()]
        return wrap(zero) if isinstance(grad, Tensor) else zero
    if isinstance(grad, Tensor):
        length: Any = METHODS["abs"](self)
        return grad * (self * 1j) / (length * length)
    with np.errstate(all="ignore"):
        turned = grad * (1j * bare) / (np.abs(bare) ** 2)
    return np.where(bare == 0, 0, turned).astype(bare.dtype)[()]


def is_complex(tensor: Tensor) -> bool:
    return bool(tensor._a.dtype.kind == "c")


@public("complex", method=False)
def torch_complex(real: Tensor, imag: Tensor) -> Any:
    """Complex numbers of two parts of one floating dtype and shapes that broadcast (torch.complex).

    Raises RuntimeError for other dtypes.
    """
    required("complex", "real", 1, real)
    required("complex", "imag", 2, imag)
    if real._a.dtype.kind != "f" or imag._a.dtype.kind != "f":
        raise RuntimeError(
            "Expected both inputs to be Half, Float or Double tensors but got "
            f"{real.dtype.scalar_name} and {imag.dtype.scalar_name}"
        )
    if real._a.dtype != imag._a.dtype:
        raise RuntimeError(
            f"Expected object of scalar type {real.dtype.scalar_name} but got scalar type "
            f"{imag.dtype.scalar_name} for second argument"
        )
    return apply(complex_, (real, imag), {})


@public("polar", method=False)
def polar(abs: Tensor, angle: Tensor) -> Any:
    """Complex numbers of lengths and angles in radians (torch.polar)."""
    parts = [abs * METHODS[name](angle) for name in ("cos", "sin")]
    return torch_complex(*parts)


@public("view_as_real", method=False)
def torch_view_as_real(input: Tensor) -> Any:
    """(*) complex as (*, 2) real, in the same memory (torch.view_as_real).

    Raises RuntimeError for real numbers.
    """
    if not is_complex(required("view_as_real", "input", 1, input)):
        raise RuntimeError("view_as_real is only supported for complex tensors")
    return apply(view_as_real, (input,), {})


@public("view_as_complex", method=False)
def torch_view_as_complex(input: Tensor) -> Any:
    """(*, 2) real as (*) complex, in the same memory (torch.view_as_complex).

    Raises RuntimeError for other dtypes and shapes.
    """
    array = required("view_as_complex", "input", 1, input)._a
    if array.dtype.kind != "f":
        raise RuntimeError(
            "view_as_complex is only supported for half, float and double tensors, but got a tensor"
            f" of scalar type: {input.dtype.scalar_name}"
        )
    if not array.ndim:
        raise RuntimeError("Input tensor must have one or more dimensions")
    if array.shape[-1] != 2:
        raise RuntimeError("Tensor must have a last dimension of size 2")
    return apply(view_as_complex, (input,), {})


@public("real", method=False)
def real(input: Tensor) -> Any:
    """The real parts, in the same memory; real numbers as they are (torch.real)."""
    if not is_complex(required("real", "input", 1, input)):
        return input
    return apply(select, (torch_view_as_real(input),), {"dim": input._a.ndim, "index": 0})


@public("imag", method=False)
def imag(input: Tensor) -> Any:
    """The imaginary parts, in the same memory (torch.imag).

    Raises RuntimeError for real numbers.
    """
    if not is_complex(required("imag", "input", 1, input)):
        raise RuntimeError("imag is not implemented for tensors with non-complex dtypes.")
    return apply(select, (torch_view_as_real(input),), {"dim": input._a.ndim, "index": 1})


@public("conj", "conj_physical")
def torch_conj(input: Tensor) -> Any:
    """Mirrored at the real axis; real numbers as they are (torch.conj)."""
    if not is_complex(required("conj", "input", 1, input)):
        return input
    result: Any = apply(conj, (input,), {})
    result._conjugate = not input._conjugate
    return result


@public("resolve_neg")
def resolve_neg(input: Tensor) -> Any:
    """The tensor itself: changing signs is never put off here (torch.resolve_neg)."""
    return required("resolve_neg", "input", 1, input)


@public("resolve_conj")
def resolve_conj(input: Tensor) -> Any:
    """The tensor with numbers of its own, if it only shows others mirrored (torch.resolve_conj)."""
    return METHODS["clone"](input) if is_conj(input) else input


@public("is_conj")
def is_conj(input: Tensor) -> bool:
    """Whether `conj` made the tensor, which PyTorch computes only when needed (torch.is_conj)."""
    return required("is_conj", "input", 1, input)._conjugate


@public("is_neg")
def is_neg(input: Tensor) -> bool:
    """False: changing signs is never put off here (torch.is_neg)."""
    required("is_neg", "input", 1, input)
    return False


@public("adjoint")
def adjoint(input: Tensor) -> Any:
    """The last two dimensions exchanged, mirrored if complex (torch.adjoint).

    Raises RuntimeError for a vector.
    """
    if required("adjoint", "input", 1, input)._a.ndim == 1:
        raise RuntimeError("tensor.adjoint() is only supported on matrices or batches of matrices.")
    return torch_conj(METHODS["transpose"](input, -2, -1))


@public("angle")
def torch_angle(input: Tensor) -> Any:
    """The angles in radians; of real numbers 0 or pi (torch.angle)."""
    given = required("angle", "input", 1, input)
    return apply(angle, (given if given._a.dtype.kind in "fc" else METHODS["float"](given),), {})


def attribute(name: str, getter: Any) -> None:
    """Offer `Tensor.real` and `Tensor.imag`, which can be written."""

    def write(self: Tensor, value: Any) -> None:
        METHODS["copy_"](getter(self), value if isinstance(value, Tensor) else wrap(value))

    setattr(Tensor, name, property(getter, write, doc=getter.__doc__))


attribute("real", real)
attribute("imag", imag)
