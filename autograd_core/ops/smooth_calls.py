"""How the smooth activations are called: `nn.functional`'s names, arguments and errors."""

from __future__ import annotations

from typing import Any

from autograd_core.dispatch import apply
from autograd_core.ops.activations import either_way
from autograd_core.ops.offering import refuse
from autograd_core.ops.registry import offer_all, required
from autograd_core.ops.smooth_activations import (
    celu,
    celu_in,
    elu,
    elu_in,
    gelu,
    log_sigmoid,
    mish,
    silu,
    softplus,
)
from autograd_core.tensor import Tensor

SELU_ALPHA, SELU_SCALE = 1.6732632423543772, 1.0507009873554805

whole = "biu"
no_elu = refuse("elu_cpu", whole)
no_gelu = refuse("GeluKernelImpl", whole)
no_silu = refuse("silu_cpu", whole)
no_mish = refuse("mish_cpu", whole)
no_softplus = refuse("softplus_cpu", whole)
no_log_sigmoid = refuse("log_sigmoid_cpu", whole)


def functional_elu(input: Tensor, alpha: float = 1.0, inplace: bool = False) -> Any:
    """Negative elements fade out smoothly (torch.nn.functional.elu)."""
    no_elu(required("elu", "input", 1, input))
    return either_way(elu, inplace, input, elu_in, alpha=alpha, scale=1, input_scale=1)


def elu_(input: Tensor, alpha: float = 1.0) -> Any:
    """In place: negative elements fade out smoothly (torch.nn.functional.elu_)."""
    return functional_elu(input, alpha, inplace=True)


def functional_selu(input: Tensor, inplace: bool = False) -> Any:
    """elu with the scale that keeps a layer's variance (torch.nn.functional.selu)."""
    no_elu(required("selu", "input", 1, input))
    shape = {"alpha": SELU_ALPHA, "scale": SELU_SCALE, "input_scale": 1}
    return either_way(elu, inplace, input, elu_in, **shape)


def torch_selu(input: Tensor) -> Any:
    """elu with the scale that keeps a layer's variance (torch.selu)."""
    return functional_selu(input)


def selu_(input: Tensor) -> Any:
    """In place: elu with a scale (torch.selu_)."""
    return functional_selu(input, inplace=True)


def functional_celu(input: Tensor, alpha: float = 1.0, inplace: bool = False) -> Any:
    """elu that is smooth whatever alpha is (torch.nn.functional.celu)."""
    required("celu", "input", 1, input)
    if alpha == 0:
        raise RuntimeError("ZeroDivisionError: alpha cannot be 0 for CELU")
    no_elu(input)
    return either_way(celu, inplace, input, celu_in, alpha=alpha)


def torch_celu(input: Tensor, alpha: float = 1.0) -> Any:
    """elu that is smooth whatever alpha is (torch.celu)."""
    return functional_celu(input, alpha)


def celu_(input: Tensor, alpha: float = 1.0) -> Any:
    """In place: elu that is smooth whatever alpha is (torch.celu_)."""
    return functional_celu(input, alpha, inplace=True)


def functional_gelu(input: Tensor, *, approximate: str = "none") -> Any:
    """Each element weighed with a bell curve's share (torch.nn.functional.gelu)."""
    required("gelu", "input", 1, input)
    if approximate not in ("none", "tanh"):
        raise RuntimeError("approximate argument must be either none or tanh.")
    no_gelu(input)
    return apply(gelu, (input,), {"approximate": approximate})


def functional_silu(input: Tensor, inplace: bool = False) -> Any:
    """Each element times its logistic function (torch.nn.functional.silu)."""
    no_silu(required("silu", "input", 1, input))
    return either_way(silu, inplace, input)


def functional_mish(input: Tensor, inplace: bool = False) -> Any:
    """Each element times tanh of its softplus (torch.nn.functional.mish)."""
    no_mish(required("mish", "input", 1, input))
    return either_way(mish, inplace, input)


def functional_softplus(input: Tensor, beta: float = 1, threshold: float = 20) -> Any:
    """A smooth form of relu (torch.nn.functional.softplus)."""
    no_softplus(required("softplus", "input", 1, input))
    return apply(softplus, (input,), {"beta": beta, "threshold": threshold})


def functional_logsigmoid(input: Tensor) -> Any:
    """The logarithm of the logistic function (torch.nn.functional.logsigmoid)."""
    no_log_sigmoid(required("log_sigmoid", "input", 1, input))
    return apply(log_sigmoid, (input,), {})


def softsign(input: Any) -> Any:
    """`x / (1 + |x|)` (torch.nn.functional.softsign)."""
    return input / (input.abs() + 1)


def tanhshrink(input: Any) -> Any:
    """`x - tanh(x)` (torch.nn.functional.tanhshrink)."""
    return input - input.tanh()


offer_all(False, {"selu": torch_selu, "selu_": selu_, "celu": torch_celu, "celu_": celu_})
offer_all(
    True,
    {
        "elu": functional_elu,
        "elu_": elu_,
        "selu": functional_selu,
        "selu_": selu_,
        "celu": functional_celu,
        "celu_": celu_,
        "gelu": functional_gelu,
        "silu": functional_silu,
        "mish": functional_mish,
        "softplus": functional_softplus,
        "logsigmoid": functional_logsigmoid,
        "softsign": softsign,
        "tanhshrink": tanhshrink,
    },
)
