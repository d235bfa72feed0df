"""Three tensors in one step: a product or quotient added, and the way from one to another."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograd_core.dispatch import Array, Op, apply
from autograd_core.inplace import apply_inplace
from autograd_core.numeric import wide
from autograd_core.ops.by_number import number_minus, number_over, times
from autograd_core.ops.offering import Number, offer_binary, refuse, wrong_arguments
from autograd_core.ops.powers import power_of_two
from autograd_core.ops.registry import FUNCTIONS, METHODS, op, public, required
from autograd_core.out import into
from autograd_core.tensor import Tensor


@op(
    "addcmul",
    node="AddcmulBackward0",
    pointwise=True,
    samples=(
        "torch.addcmul(x(3), x(3), x(2, 3), value=2)",
        "torch.addcmul(x(3), x(3), x(3))",
        "(x(3) * 2).addcmul_(x(3), x(3), value=0.5)",
    ),
    en="Adds a multiple of a product.",
    zh="加上乘积的若干倍。",
)
def addcmul(self: Array, tensor1: Array, tensor2: Array, *, value: Any) -> Array:
    return self + value * tensor1 * tensor2


@addcmul.gradient("self")
def _(grad: Array) -> Array:
    return grad


@addcmul.gradient("tensor1", formula="grad * (tensor2 * value)")
def _(grad: Array, tensor2: Array, *, value: Any) -> Array:
    return grad * times(tensor2, value)


@addcmul.gradient("tensor2", formula="grad * (tensor1 * value)")
def _(grad: Array, tensor1: Array, *, value: Any) -> Array:
    return grad * times(tensor1, value)


@op(
    "addcdiv",
    node="AddcdivBackward0",
    pointwise=True,
    samples=(
        "torch.addcdiv(x(3), x(3), p(2, 3), value=2)",
        "torch.addcdiv(x(3), x(3), p(3))",
        "(x(3) * 2).addcdiv_(x(3), p(3), value=0.5)",
    ),
    en="Adds a multiple of a quotient.",
    zh="加上商的若干倍。",
)
def addcdiv(self: Array, tensor1: Array, tensor2: Array, *, value: Any) -> Array:
    return self + value * tensor1 / tensor2


@addcdiv.gradient("self")
def _(grad: Array) -> Array:
    return grad


@addcdiv.gradient("tensor1", formula="grad * (value / tensor2)")
def _(grad: Array, tensor2: Array, *, value: Any) -> Array:
    return grad * number_over(value, tensor2)


@addcdiv.gradient("tensor2", formula="-grad * (value * tensor1 / (tensor2 * tensor2))")
def _(grad: Array, tensor1: Array, tensor2: Array, *, value: Any) -> Array:
    return -grad * (times(tensor1, value) / (tensor2 * tensor2))


@op(
    "lerp.Scalar",
    node="LerpBackward0",
    symbol="lerp",
    pointwise=True,
    samples=(
        "torch.lerp(x(3), x(2, 3), 0.3)",
        "x(3).lerp(x(3), 0.75)",
        "(x(3) * 2).lerp_(x(3), 0.5)",
    ),
    formula="self + weight * (end - self)",
    en="Goes a part of the way from one tensor to another.",
    zh="从一个张量向另一个张量前进若干比例。",
)
def lerp(self: Array, end: Array, *, weight: Any) -> Array:
    weight = self.dtype.type(weight)
    if abs(weight) < 0.5:
        return self + weight * (end - self)
    return end - (end - self) * (1 - weight)


@lerp.gradient("self", formula="grad * (1 - weight)")
def _(grad: Array, *, weight: Any) -> Array:
    return times(grad, 1 - weight)


@lerp.gradient("end", formula="grad * weight")
def _(grad: Array, *, weight: Any) -> Array:
    return times(grad, weight)


@op(
    "lerp.Tensor",
    node="LerpBackward1",
    symbol="lerp",
    pointwise=True,
    samples=("torch.lerp(x(3), x(2, 3), p(3))", "x(3).lerp(x(3), x())"),
    formula="self + weight * (end - self)",
    en="Goes a part of the way from one tensor to another, element by element.",
    zh="按逐元素的比例从一个张量向另一个张量前进。",
)
def lerp_tensor(self: Array, end: Array, weight: Array) -> Array:
    near = self + weight * (end - self)
    return np.where(np.abs(weight) < 0.5, near, end - (end - self) * (1 - weight))[()]


@lerp_tensor.gradient("self")
def _(grad: Array, weight: Array) -> Array:
    return grad * number_minus(1, weight)


@lerp_tensor.gradient("end")
def _(grad: Array, weight: Array) -> Array:
    return grad * weight


@lerp_tensor.gradient("weight")
def _(grad: Array, self: Array, end: Array) -> Array:
    return grad * (end - self)


@op(
    "ldexp.Tensor",
    node="LdexpBackward0",
    floating=True,
    samples=("torch.ldexp(x(3), x(2, 3))",),
    formula="self * 2 ** other",
    en="Multiplies with a power of 2.",
    zh="乘以 2 的幂。",
)
def ldexp(self: Array, other: Array) -> Array:
    return wide(lambda left, right: left * np.exp2(right))(self, other)


@ldexp.gradient("self", formula="grad * 2 ** other")
def _(grad: Array, other: Array) -> Array:
    return grad * power_of_two(other)


@ldexp.gradient("other", formula="grad * result * log(2)")
def _(grad: Array, result: Array) -> Array:
    return times(grad * result, 0.6931471805599453)


def check_ldexp(input: Tensor, other: Tensor) -> None:
    """PyTorch's refusal of truth values as exponents of floats."""
    if input._a.dtype.kind == "f":
        refuse("ldexp_cpu_exp", "b")(other)


offer_binary(ldexp, numbers=False, check=check_ldexp)
FUNCTIONS["ldexp_"] = METHODS["ldexp_"]


def counted(args: tuple[Any, ...], value: Any) -> Any:
    """A factor as PyTorch converts it: among whole numbers without its fraction."""
    return int(value) if all(arg._a.dtype.kind in "iub" for arg in args) else value


def offer_added(entry: Op) -> None:
    """Offer `addcmul` and `addcdiv`."""
    name = entry.name

    def checked(title: str, *args: Any) -> None:
        for place, (label, arg) in enumerate(
            zip(("input", "tensor1", "tensor2"), args, strict=True)
        ):
            required(title, label, place + 1, arg)
        if name == "addcmul":
            refuse("addcmul_cpu_out", "b")(*args)
        if name == "addcdiv" and all(arg._a.dtype.kind in "iub" for arg in args):
            raise RuntimeError(INTEGER_DIVISION)

    def function(
        input: Tensor, tensor1: Any, tensor2: Any, *, value: Any = 1, out: Tensor | None = None
    ) -> Any:
        args = (input, tensor1, tensor2)
        checked(name, *args)
        if out is not None:
            return into(name, out, args, lambda: function(*args, value=value))
        return apply(entry, args, {"value": counted(args, value)})

    def method_(self: Tensor, tensor1: Any, tensor2: Any, *, value: Any = 1) -> Tensor:
        checked(f"{name}_", self, tensor1, tensor2)
        value = counted((self, tensor1, tensor2), value)
        return apply_inplace(entry, (self, tensor1, tensor2), {"value": value})

    function.__name__, method_.__name__ = name, f"{name}_"
    function.__doc__ = f"{entry.en} (torch.{name})"
    method_.__doc__ = f"In place: {entry.en} (torch.Tensor.{name}_)"
    public(name)(function)
    public(f"{name}_", function=False)(method_)


INTEGER_DIVISION = (
    "Integer division with addcdiv is no longer supported, and in a future  release addcdiv will "
    "perform a true division of tensor1 and tensor2. The historic addcdiv behavior can be "
    "implemented as (input + value * torch.trunc(tensor1 / tensor2)).to(input.dtype) for integer "
    "inputs and as (input + value * tensor1 / tensor2) for float inputs. The future addcdiv "
    "behavior is just the latter implementation: (input + value * tensor1 / tensor2), for all "
    "dtypes."
)

offer_added(addcmul)
offer_added(addcdiv)


def blend(name: str, input: Tensor, end: Any, weight: Any) -> tuple[Op, tuple[Any, ...], Any]:
    """The operation that a call of `lerp` means."""
    if isinstance(end, Tensor) and isinstance(weight, (Tensor, *Number)):
        same_kind(input, end, weight)
        kernel = "lerp_kernel_tensor" if isinstance(weight, Tensor) else "lerp_kernel_scalar"
        refuse(kernel, "biu")(input)
        if isinstance(weight, Tensor):
            return lerp_tensor, (input, end, weight), {}
        return lerp, (input, end), {"weight": weight}
    raise wrong_arguments(
        name,
        (input, end, weight),
        "(Tensor input, Tensor end, Tensor weight, *, Tensor out = None)",
        "(Tensor input, Tensor end, Number weight, *, Tensor out = None)",
    )


C_NAMES = {"Float": "float", "Double": "double", "Long": "int64_t", "Int": "int", "Bool": "bool"}


def same_kind(input: Tensor, end: Tensor, weight: Any) -> None:
    """PyTorch's refusal of arguments of different dtypes."""
    for name, each in (("end", end), ("weight", weight)):
        if isinstance(each, Tensor) and each._a.dtype != input._a.dtype:
            raise RuntimeError(
                f"expected dtype {input.dtype.c_name} for `{name}` but got dtype "
                f"{each.dtype.c_name}"
            )


@public("lerp")
def torch_lerp(input: Tensor, end: Any, weight: Any, *, out: Tensor | None = None) -> Any:
    """`input + weight * (end - input)` (torch.lerp)."""
    call = blend("lerp", required("lerp", "input", 1, input), end, weight)
    if out is not None:
        return into("lerp", out, (input, end, weight), lambda: apply(*call))
    return apply(*call)


@public("lerp_", function=False)
def lerp_(self: Tensor, end: Any, weight: Any) -> Tensor:
    """In place: a part of the way to `end` (torch.Tensor.lerp_)."""
    return apply_inplace(*blend("lerp_", self, end, weight))
