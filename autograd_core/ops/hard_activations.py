"""Activations that take smooth ones' place by straight pieces, and those that shrink to 0."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograd_core.dispatch import Array, apply
from autograd_core.ops.activations import either_way
from autograd_core.ops.by_number import over
from autograd_core.ops.calls import both, where
from autograd_core.ops.copying import zeros_like
from autograd_core.ops.division import no_derivative
from autograd_core.ops.offering import refuse
from autograd_core.ops.registry import offer_all, op, public, required
from autograd_core.tensor import Tensor


@op(
    "hardsigmoid",
    node="HardsigmoidBackward0",
    samples=("F.hardsigmoid(x(3)).detach()", "F.hardsigmoid(v(-3.0, 0.0, 3.0)).detach()"),
    formula="minimum(maximum(self + 3, 0), 6) / 6",
    en="The logistic function in three straight pieces.",
    zh="用三段直线代替逻辑斯谛函数。",
)
def hardsigmoid(self: Array) -> Array:
    return np.minimum(np.maximum(self + 3, 0), 6) / 6


@hardsigmoid.gradient("self", formula="grad / 6 where -3 < self < 3, else 0")
def _(grad: Array, self: Array) -> Array:
    return hardsigmoid_backward(grad, self)


@op(
    "hardsigmoid_backward",
    node="NotImplemented",
    samples=("F.hardsigmoid(x(3)).detach() * 2",),
    formula="grad_output / 6 where -3 < self < 3, else 0",
    en="What hardsigmoid hands back; it has no derivative itself.",
    zh="hardsigmoid 传回的梯度；它本身没有导数。",
)
def hardsigmoid_backward(grad_output: Array, self: Array) -> Array:
    inside = (self > -3) & (self < 3)
    sixth = grad_output.dtype.type(np.float32(1 / 6))  # float32 in PyTorch, whatever the dtype
    return np.where(inside, grad_output * sixth, grad_output.dtype.type(0))[()]


@hardsigmoid_backward.gradient("grad_output", "self", formula="undefined")
def _(grad: Array) -> Array:
    raise no_derivative("hardsigmoid_backward")


@op(
    "hardswish",
    node="HardswishBackward0",
    samples=(
        "F.hardswish(x(3))",
        "F.hardswish(v(-3.0, 0.0, 3.0))",
        "F.hardswish(x(3) * 2, inplace=True)",
    ),
    formula="self * minimum(maximum(self + 3, 0), 6) / 6",
    en="silu with the logistic function in three straight pieces.",
    zh="用三段直线代替逻辑斯谛函数的 silu。",
)
def hardswish(self: Array) -> Array:
    return self * np.minimum(np.maximum(self + 3, 0), 6) / 6


@hardswish.gradient("self", formula="grad * (self / 3 + 0.5) where -3 < self < 3")
def _(grad: Array, self: Array) -> Array:
    return hardswish_backward(grad, self)


@op(
    "hardswish_backward",
    node="HardswishBackwardBackward0",
    samples=("F.hardswish(x(3)) * 2",),
    formula="grad_output * (self / 3 + 0.5) where -3 < self < 3",
    en="What hardswish hands back.",
    zh="hardswish 传回的梯度。",
)
def hardswish_backward(grad_output: Array, self: Array) -> Array:
    inside = np.where(self < 3, grad_output * (self / 3 + grad_output.dtype.type(0.5)), grad_output)
    return np.where(self <= -3, grad_output.dtype.type(0), inside)[()]


@hardswish_backward.gradient("grad_output", formula="hardswish_backward(grad, self)")
def _(grad: Array, self: Array) -> Array:
    return hardswish_backward(grad, self)


@hardswish_backward.gradient("self", formula="grad * grad_output / 3 where -3 < self < 3, else 0")
def _(grad: Array, grad_output: Array, self: Array) -> Array:
    return where(both(self > -3.0, self < 3.0), over(grad * grad_output, 3.0), 0.0)


@op(
    "hardshrink",
    node="HardshrinkBackward0",
    samples=("F.hardshrink(x(3))", "F.hardshrink(v(-0.5, 0.0, 0.5, 1.0))", "x(3).hardshrink(0.1)"),
    formula="0 where -lambd <= self <= lambd, else self",
    en="Puts 0 in the place of small elements.",
    zh="把较小的元素置为 0。",
)
def hardshrink(self: Array, *, lambd: Any) -> Array:
    return np.where((self >= -lambd) & (self <= lambd), self.dtype.type(0), self)[()]


@hardshrink.gradient("self", formula="0 where -lambd <= self <= lambd, else grad")
def _(grad: Array, self: Array, *, lambd: Any) -> Array:
    return hardshrink_backward(grad, self, lambd=lambd)


def hidden(grad: Any, self: Any, lambd: Any) -> Any:
    """A gradient with 0 where the element was small."""
    return np.where((self >= -lambd) & (self <= lambd), grad.dtype.type(0), grad)[()]


@op(
    "hardshrink_backward",
    node="HardshrinkBackwardBackward0",
    samples=("F.hardshrink(x(3)) * 2",),
    formula="0 where -lambd <= self <= lambd, else grad_out",
    en="What hardshrink hands back.",
    zh="hardshrink 传回的梯度。",
)
def hardshrink_backward(grad_out: Array, self: Array, *, lambd: Any) -> Array:
    return hidden(grad_out, self, lambd)


@hardshrink_backward.gradient("grad_out", formula="hardshrink_backward(grad, self)")
def _(grad: Array, self: Array, *, lambd: Any) -> Array:
    return hardshrink_backward(grad, self, lambd=lambd)


@hardshrink_backward.gradient("self", formula="0")
def _(grad: Array) -> Array:
    return zeros_like(grad)


@op(
    "softshrink",
    node="SoftshrinkBackward0",
    samples=(
        "F.softshrink(x(3))",
        "F.softshrink(v(-0.5, 0.0, 0.5, 1.0))",
        "F.softshrink(x(3), 0.1)",
    ),
    formula="0 where -lambd <= self <= lambd, else self -+ lambd",
    en="Pulls elements towards 0 and puts 0 in the place of small ones.",
    zh="把元素向 0 收缩，较小者置为 0。",
)
def softshrink(self: Array, *, lambd: Any) -> Array:
    shrunk = np.where(self > 0, self - lambd, self + lambd)
    return np.where((self >= -lambd) & (self <= lambd), self * self.dtype.type(0), shrunk)[()]


@softshrink.gradient("self", formula="0 where -lambd <= self <= lambd, else grad")
def _(grad: Array, self: Array, *, lambd: Any) -> Array:
    return softshrink_backward(grad, self, lambd=lambd)


@op(
    "softshrink_backward",
    node="SoftshrinkBackwardBackward0",
    samples=("F.softshrink(x(3)) * 2",),
    formula="0 where -lambd <= self <= lambd, else grad_output",
    en="What softshrink hands back.",
    zh="softshrink 传回的梯度。",
)
def softshrink_backward(grad_output: Array, self: Array, *, lambd: Any) -> Array:
    return hidden(grad_output, self, lambd)


@softshrink_backward.gradient("grad_output", formula="softshrink_backward(grad, self)")
def _(grad: Array, self: Array, *, lambd: Any) -> Array:
    return softshrink_backward(grad, self, lambd=lambd)


@softshrink_backward.gradient("self", formula="0")
def _(grad: Array) -> Array:
    return zeros_like(grad)


WHOLE = "biu"
no_hardsigmoid = refuse("hardsigmoid_cpu", WHOLE)
no_hardswish = refuse("hardswish_cpu", WHOLE)
no_hardshrink = refuse("hardshrink_cpu", WHOLE)
no_softshrink = refuse("softshrink_check", WHOLE)


def functional_hardsigmoid(input: Tensor, inplace: bool = False) -> Any:
    """The logistic function in three straight pieces (torch.nn.functional.hardsigmoid)."""
    no_hardsigmoid(required("hardsigmoid", "input", 1, input))
    return either_way(hardsigmoid, inplace, input)


def functional_hardswish(input: Tensor, inplace: bool = False) -> Any:
    """silu in straight pieces (torch.nn.functional.hardswish)."""
    no_hardswish(required("hardswish", "input", 1, input))
    return either_way(hardswish, inplace, input)


@public("hardshrink", functional=True)
def torch_hardshrink(input: Tensor, lambd: float = 0.5) -> Any:
    """0 in the place of small elements (torch.nn.functional.hardshrink)."""
    no_hardshrink(required("hardshrink", "input", 1, input))
    return apply(hardshrink, (input,), {"lambd": lambd})


def functional_softshrink(input: Tensor, lambd: float = 0.5) -> Any:
    """Elements pulled towards 0 (torch.nn.functional.softshrink)."""
    no_softshrink(required("softshrink", "input", 1, input))
    if lambd < 0:
        limit = f"{float(np.finfo(input._a.dtype).max):.6g}"
        raise RuntimeError(
            f"lambda must be in range [0, {limit}] for input dtype {input.dtype.scalar_name}, "
            f"but found {lambd:g}"
        )
    return apply(softshrink, (input,), {"lambd": lambd})


offer_all(
    True,
    {
        "hardsigmoid": functional_hardsigmoid,
        "hardswish": functional_hardswish,
        "softshrink": functional_softshrink,
    },
)
