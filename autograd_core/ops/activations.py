"""Activations made of straight pieces around zero: relu, leaky_relu, threshold, hardtanh."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograd_core.dispatch import Array, Op, apply
from autograd_core.inplace import apply_inplace
from autograd_core.ops import logits as logits  # sigmoid and tanh are offered there
from autograd_core.ops import trigonometry as trigonometry
from autograd_core.ops.copying import zeros_like
from autograd_core.ops.offering import refuse
from autograd_core.ops.registry import METHODS, offer_all, op, public, required
from autograd_core.tensor import FLOATS, Tensor


@op(
    "relu",
    node="ReluBackward0",
    samples=(
        "x(3).relu()",
        "torch.relu(x(2, 3))",
        "F.relu(v(-1.0, 0.0, 2.0))",
        "F.relu(x(3) * 2, inplace=True)",
        "x().relu()",
    ),
    formula="maximum(self, 0)",
    en="Cuts negative elements off at 0.",
    zh="把负元素截为 0。",
)
def relu(self: Array) -> Array:
    kind = type(self)
    if kind in FLOATS:
        return kind(0) if self <= 0 else self
    return np.maximum(self, 0)


@relu.gradient("self", formula="grad where result > 0, else 0")
def _(grad: Array, result: Array) -> Array:
    return threshold_backward(grad, result, threshold=0)


@op(
    "threshold_backward",
    node="ThresholdBackwardBackward0",
    samples=("x(3).relu() * 2",),
    formula="grad_output where self > threshold, else 0",
    en="Hands gradients back above a threshold only.",
    zh="仅在超过阈值处传回梯度。",
)
def threshold_backward(grad_output: Array, self: Array, *, threshold: Any) -> Array:
    if type(self) in FLOATS:
        return type(self)(0) if self <= threshold else grad_output
    return np.where(self <= threshold, self.dtype.type(0), grad_output)[()]


@threshold_backward.gradient("grad_output", formula="grad where self > threshold, else 0")
def _(grad: Array, self: Array, *, threshold: Any) -> Array:
    return threshold_backward(grad, self, threshold=threshold)


@threshold_backward.gradient("self", formula="0")
def _(grad: Array) -> Array:
    return zeros_like(grad)


def lifted(self: Any, threshold: Any, value: Any) -> Any:
    """An array with a number where it does not exceed the threshold."""
    return np.where(self <= threshold, np.asarray(value).astype(self.dtype), self)[()]


@op(
    "threshold",
    node="ThresholdBackward0",
    samples=("F.threshold(x(3), 0.1, 20)", "torch.threshold(v(0.0, 1.0, 2.0), 1, -1)"),
    formula="self where self > threshold, else value",
    en="Puts a number where elements do not exceed a threshold.",
    zh="未超过阈值的元素替换为给定的数。",
)
def threshold(self: Array, *, threshold: Any, value: Any) -> Array:
    return lifted(self, threshold, value)


@threshold.gradient("self", formula="grad where self > threshold, else 0")
def _(grad: Array, self: Array, *, threshold: Any) -> Array:
    return threshold_backward(grad, self, threshold=threshold)


@op(
    "threshold_",
    node="ThresholdBackward1",
    symbol="threshold",
    samples=("F.threshold(x(3) * 2, 0.1, 20, inplace=True)",),
    formula="self where self > threshold, else value",
    en="Overwrites elements that do not exceed a threshold.",
    zh="覆盖未超过阈值的元素。",
)
def threshold_in(self: Array, *, threshold: Any, value: Any) -> Array:
    return lifted(self, threshold, value)


@threshold_in.gradient("self", formula="grad where self > threshold, else 0")
def _(grad: Array, self: Array, *, threshold: Any) -> Array:
    return threshold_backward(grad, self, threshold=threshold)


def sloped(self: Any, slope: Any) -> Any:
    """An array times the slope where it is negative."""
    return np.where(self > 0, self, self * self.dtype.type(slope))[()]


@op(
    "leaky_relu",
    node="LeakyReluBackward0",
    samples=("F.leaky_relu(x(3))", "F.leaky_relu(v(-1.0, 0.0, 2.0), 0.2)"),
    formula="self where self > 0, else self * negative_slope",
    en="Flattens negative elements to a small slope.",
    zh="负元素只保留很小的斜率。",
)
def leaky_relu(self: Array, *, negative_slope: Any) -> Array:
    return sloped(self, negative_slope)


@leaky_relu.gradient("self", formula="grad where self > 0, else grad * negative_slope")
def _(grad: Array, self: Array, *, negative_slope: Any) -> Array:
    return leaky_relu_backward(grad, self, negative_slope=negative_slope)


@op(
    "leaky_relu_",
    node="LeakyReluBackward1",
    symbol="leaky_relu",
    samples=("F.leaky_relu(x(3) * 2, 0.2, inplace=True)",),
    formula="self where self > 0, else self * negative_slope",
    en="Overwrites negative elements with a small part of them.",
    zh="把负元素覆盖为其很小的一部分。",
)
def leaky_relu_in(self: Array, *, negative_slope: Any) -> Array:
    return sloped(self, negative_slope)


@leaky_relu_in.gradient("self", formula="grad where result > 0, else grad * negative_slope")
def _(grad: Array, result: Array, *, negative_slope: Any) -> Array:
    return leaky_relu_backward(grad, result, negative_slope=negative_slope)


@op(
    "leaky_relu_backward",
    node="LeakyReluBackwardBackward0",
    samples=("F.leaky_relu(x(3)) * 2",),
    formula="grad_output where self > 0, else grad_output * negative_slope",
    en="What leaky_relu hands back.",
    zh="leaky_relu 传回的梯度。",
)
def leaky_relu_backward(grad_output: Array, self: Array, *, negative_slope: Any) -> Array:
    slope = grad_output.dtype.type(negative_slope)
    return np.where(self > 0, grad_output, grad_output * slope)[()]


@leaky_relu_backward.gradient("grad_output", formula="leaky_relu_backward(grad, self)")
def _(grad: Array, self: Array, *, negative_slope: Any) -> Array:
    return leaky_relu_backward(grad, self, negative_slope=negative_slope)


@leaky_relu_backward.gradient("self", formula="0")
def _(grad: Array) -> Array:
    return zeros_like(grad)


@op(
    "hardtanh",
    node="HardtanhBackward0",
    samples=(
        "F.hardtanh(x(3))",
        "F.hardtanh(v(-1.0, 0.0, 1.0))",
        "F.relu6(v(0.0, 3.0, 6.0, 7.0))",
        "F.hardtanh(x(3), -0.2, 0.3)",
        "F.hardtanh(x(3) * 2, inplace=True)",
    ),
    formula="minimum(maximum(self, min_val), max_val)",
    en="Cuts elements off below and above.",
    zh="把元素从下方和上方截断。",
)
def hardtanh(self: Array, *, min_val: Any, max_val: Any) -> Array:
    low, high = (np.asarray(bound).astype(self.dtype) for bound in (min_val, max_val))
    return np.minimum(np.maximum(self, low), high)


@hardtanh.gradient("self", formula="grad where min_val < self < max_val, else 0")
def _(grad: Array, self: Array, *, min_val: Any, max_val: Any) -> Array:
    return hardtanh_backward(grad, self, min_val=min_val, max_val=max_val)


@op(
    "hardtanh_backward",
    node="HardtanhBackwardBackward0",
    samples=("F.hardtanh(x(3)) * 2",),
    formula="grad_output where min_val < self < max_val, else 0",
    en="Hands gradients back between the bounds only.",
    zh="仅在边界之间传回梯度。",
)
def hardtanh_backward(grad_output: Array, self: Array, *, min_val: Any, max_val: Any) -> Array:
    outside = (self <= min_val) | (self >= max_val)
    return np.where(outside, grad_output.dtype.type(0), grad_output)[()]


@hardtanh_backward.gradient("grad_output", formula="hardtanh_backward(grad, self)")
def _(grad: Array, self: Array, *, min_val: Any, max_val: Any) -> Array:
    return hardtanh_backward(grad, self, min_val=min_val, max_val=max_val)


@hardtanh_backward.gradient("self", formula="0")
def _(grad: Array) -> Array:
    return zeros_like(grad)


@public("relu")
def torch_relu(input: Tensor) -> Any:
    """Negative elements cut off at 0 (torch.relu)."""
    return apply(relu, (checked_relu("relu", input),), {})


@public("relu_")
def relu_(input: Tensor) -> Tensor:
    """In place: negative elements cut off at 0 (torch.relu_)."""
    return apply_inplace(relu, (checked_relu("relu_", input),), {})


def checked_relu(name: str, input: Any) -> Tensor:
    if required(name, "input", 1, input)._a.dtype.kind == "b":
        raise RuntimeError("Boolean inputs not supported for relu")
    return input  # type: ignore[no-any-return]


def functional_relu(input: Tensor, inplace: bool = False) -> Any:
    """Negative elements cut off at 0 (torch.nn.functional.relu)."""
    return relu_(input) if inplace else torch_relu(input)


def either_way(
    entry: Op, inplace: bool, input: Tensor, overwriting: Op | None = None, /, **values: Any
) -> Any:
    """The operation, or the one that overwrites its argument."""
    if inplace:
        return apply_inplace(overwriting or entry, (input,), values)
    return apply(entry, (input,), values)


no_threshold = refuse("threshold_cpu", "b")
no_leaky = refuse("leaky_relu_cpu", "biu")


def functional_leaky_relu(
    input: Tensor, negative_slope: float = 0.01, inplace: bool = False
) -> Any:
    """A small slope below 0 (torch.nn.functional.leaky_relu)."""
    no_leaky(required("leaky_relu", "input", 1, input))
    return either_way(leaky_relu, inplace, input, leaky_relu_in, negative_slope=negative_slope)


def leaky_relu_(input: Tensor, negative_slope: float = 0.01) -> Any:
    """In place: a small slope below 0 (torch.nn.functional.leaky_relu_)."""
    return functional_leaky_relu(input, negative_slope, inplace=True)


def torch_threshold(input: Tensor, threshold: float, value: float) -> Any:
    """A number where elements do not exceed a threshold (torch.threshold)."""
    return functional_threshold(input, threshold, value)


def functional_threshold(
    input: Tensor, threshold: float, value: float, inplace: bool = False
) -> Any:
    """A number where elements do not exceed a threshold (torch.nn.functional.threshold)."""
    no_threshold(required("threshold", "input", 1, input))
    values = {"threshold": threshold, "value": value}
    return either_way(FORWARD, inplace, input, threshold_in, **values)


FORWARD = threshold


def threshold_(input: Tensor, threshold: float, value: float) -> Any:
    """In place: a number where elements do not exceed a threshold (torch.threshold_)."""
    return functional_threshold(input, threshold, value, inplace=True)


def functional_hardtanh(
    input: Tensor, min_val: float = -1.0, max_val: float = 1.0, inplace: bool = False
) -> Any:
    """Elements cut off below and above (torch.nn.functional.hardtanh)."""
    if min_val > max_val:
        raise ValueError("min_val cannot be greater than max_val")
    check_hardtanh(required("hardtanh", "input", 1, input), min_val)
    return either_way(hardtanh, inplace, input, min_val=min_val, max_val=max_val)


def check_hardtanh(input: Tensor, min_val: Any) -> None:
    """PyTorch's refusal of dtypes that the bounds make no sense for."""
    if input._a.dtype.kind == "b":
        raise RuntimeError("Bool inputs not supported for hardtanh")
    if input._a.dtype.kind == "u" and min_val < 0:
        raise RuntimeError("cannot do hardtanh on an unsigned type with negative limits")


def hardtanh_(input: Tensor, min_val: float = -1.0, max_val: float = 1.0) -> Any:
    """In place: elements cut off below and above (torch.nn.functional.hardtanh_)."""
    return functional_hardtanh(input, min_val, max_val, inplace=True)


def functional_relu6(input: Tensor, inplace: bool = False) -> Any:
    """Elements cut off at 0 and 6 (torch.nn.functional.relu6)."""
    check_hardtanh(required("relu6", "input", 1, input), 0)
    return either_way(hardtanh, inplace, input, min_val=0, max_val=6)


offer_all(False, {"threshold": torch_threshold, "threshold_": threshold_})
offer_all(
    True,
    {
        "relu": functional_relu,
        "relu_": relu_,
        "relu6": functional_relu6,
        "leaky_relu": functional_leaky_relu,
        "leaky_relu_": leaky_relu_,
        "threshold": functional_threshold,
        "threshold_": threshold_,
        "hardtanh": functional_hardtanh,
        "hardtanh_": hardtanh_,
        "sigmoid": METHODS["sigmoid"],
        "tanh": METHODS["tanh"],
    },
)
