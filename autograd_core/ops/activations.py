"""Activations: the functions that bend a layer's output, as torch and nn.functional offer them."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograd_core.dispatch import Array, apply
from autograd_core.inplace import apply_inplace
from autograd_core.ops.registry import op, public, required
from autograd_core.tensor import Tensor


@op(
    "relu",
    node="ReluBackward0",
    samples=("x(3).relu()", "v(0.0, -1.0, 2.0).relu()", "torch.relu(x(2, 3)).sum()"),
    formula="relu(self)",
    en="Keeps what is positive and makes the rest 0.",
    zh="保留正数，其余变为 0。",
)
def relu(self: Array) -> Array:
    return np.maximum(self, self.dtype.type(0))


@op(
    "threshold_backward",
    node="ThresholdBackwardBackward0",
    samples=("x(3).relu()",),
    formula="grad_output where self > threshold, else 0",
    en="Lets a gradient pass where a gate is open.",
    zh="只在门打开的位置让梯度通过。",
)
def threshold_backward(grad_output: Array, self: Array, *, threshold: Any) -> Array:
    return np.where(self > threshold, grad_output, 0).astype(grad_output.dtype)[()]


@threshold_backward.gradient("grad_output", formula="grad where self > threshold, else 0")
def _(grad: Array, self: Array, *, threshold: Any) -> Array:
    return threshold_backward(grad, self, threshold=threshold)


@threshold_backward.gradient("self", formula="0")
def _(grad: Array) -> Array:
    return zeros_like(grad)


@relu.gradient("self", formula="grad where result > 0, else 0")
def _(grad: Array, result: Array) -> Array:
    return threshold_backward(grad, result, threshold=0)


def zeros_like(grad: Array) -> Array:
    """Zeros without history, in the shape of a gradient."""
    if isinstance(grad, Tensor):
        made: Any = grad
        return made.new_zeros(grad.shape)
    return np.zeros_like(grad)[()]


@public("relu")
def torch_relu(input: Tensor) -> Any:
    """Keeps what is positive and makes the rest 0 (torch.relu)."""
    return apply(relu, (required("relu", "input", 1, input),), {})


@public("relu_")
def torch_relu_(input: Tensor) -> Any:
    """`relu` in place (torch.relu_)."""
    return apply_inplace(relu, (required("relu_", "input", 1, input),), {})


@public("relu", function=False, method=False, functional=True)
def functional_relu(input: Tensor, inplace: bool = False) -> Any:
    """Keeps what is positive and makes the rest 0 (torch.nn.functional.relu)."""
    return torch_relu_(input) if inplace else torch_relu(input)


@op(
    "leaky_relu",
    node="LeakyReluBackward0",
    samples=(
        "F.leaky_relu(x(3))",
        "F.leaky_relu(v(0.0, -1.0, 2.0), 0.2)",
    ),
    formula="self where self > 0, else negative_slope * self",
    en="Keeps what is positive and shrinks the rest.",
    zh="保留正数，缩小其余部分。",
)
def leaky_relu(self: Array, *, negative_slope: Any) -> Array:
    return np.where(self > 0, self, self * negative_slope).astype(self.dtype)[()]


@op(
    "leaky_relu_backward",
    node="LeakyReluBackwardBackward0",
    samples=("F.leaky_relu(x(3))",),
    formula="grad_output where self > 0, else negative_slope * grad_output",
    en="The gradient of leaky_relu.",
    zh="leaky_relu 的梯度。",
)
def leaky_relu_backward(grad_output: Array, self: Array, *, negative_slope: Any) -> Array:
    closed = grad_output * negative_slope
    return np.where(self > 0, grad_output, closed).astype(grad_output.dtype)[()]


@leaky_relu_backward.gradient(
    "grad_output", formula="grad where self > 0, else negative_slope * grad"
)
def _(grad: Array, self: Array, *, negative_slope: Any) -> Array:
    return leaky_relu_backward(grad, self, negative_slope=negative_slope)


@leaky_relu_backward.gradient("self", formula="0")
def _(grad: Array) -> Array:
    return zeros_like(grad)


@leaky_relu.gradient("self", formula="grad where self > 0, else negative_slope * grad")
def _(grad: Array, self: Array, *, negative_slope: Any) -> Array:
    return leaky_relu_backward(grad, self, negative_slope=negative_slope)


@public("leaky_relu", function=False, method=False, functional=True)
def functional_leaky_relu(
    input: Tensor, negative_slope: float = 0.01, inplace: bool = False
) -> Any:
    """Keeps what is positive and shrinks the rest (torch.nn.functional.leaky_relu)."""
    run = apply_inplace if inplace else apply
    given = (required("leaky_relu", "input", 1, input),)
    return run(leaky_relu, given, {"negative_slope": negative_slope})
