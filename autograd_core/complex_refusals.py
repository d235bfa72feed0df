"""What PyTorch does not do with complex numbers: its operations' forwards in, refusing ones out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from autograd_core import dtypes
from autograd_core.dispatch import Op

KERNELS = {
    "max": "max_all",
    "min": "min_all",
    "max.dim": "max",
    "min.dim": "min",
    "amax": "max_values_cpu",
    "amin": "min_values_cpu",
    "maximum": "maximum_cpu",
    "minimum": "minimum_cpu",
    "cummax": "cummax_cpu",
    "cummin": "cummin_cpu",
    "median": "median_cpu",
    "median.dim": "median_out",
    "mode": "mode_cpu",
    "kthvalue": "kthvalue_cpu",
    "_softmax": "softmax_kernel_impl",
    "_log_softmax": "log_softmax_kernel_impl",
    "digamma": "digamma",
    "erf": "erf_vml_cpu",
    "erfc": "erfc_vml_cpu",
    "erfinv": "erfinv_vml_cpu",
    "i0": "i0_vml_cpu",
    "lgamma": "lgamma_vml_cpu",
    "frac": "frac_cpu",
    "logit": "logit_cpu",
    "round": "round_vml_cpu",
    "atan2": "atan2_cpu",
    "elu": "elu_cpu",
    "gelu": "GeluKernelImpl",
    "softplus": "softplus_cpu",
    "leaky_relu": "leaky_relu_cpu",
    "hypot": "hypot_cpu",
    "_unique2": "unique",
}
"""`"kernel" not implemented for 'ComplexFloat'`, by operation."""

SENTENCES: dict[str, tuple[type[Exception], str]] = {
    "ceil": (NotImplementedError, "ceil is not supported for complex inputs"),
    "floor": (NotImplementedError, "floor is not supported for complex inputs"),
    "trunc": (NotImplementedError, "trunc is not supported for complex inputs"),
    "relu": (NotImplementedError, "clamp is not supported for complex types"),
    "clamp": (NotImplementedError, "clamp is not supported for complex types"),
    "clamp_min": (NotImplementedError, "clamp is not supported for complex types"),
    "clamp_max": (NotImplementedError, "clamp is not supported for complex types"),
    "deg2rad": (RuntimeError, "deg2rad is not supported for complex tensors."),
    "rad2deg": (RuntimeError, "rad2deg is not supported for complex tensors."),
    "sign": (
        NotImplementedError,
        "Unlike NumPy, torch.sign is not intended to support complex numbers. Please use torch.sgn "
        "instead.",
    ),
    "signbit": (NotImplementedError, "signbit is not implemented for complex tensors."),
    "argmax": (RuntimeError, "argmax(): does not support complex input"),
    "argmin": (RuntimeError, "argmin(): does not support complex input"),
    "sort": (RuntimeError, " Sort does not support complex dtypes on CPU"),
    "argsort": (RuntimeError, " Sort does not support complex dtypes on CPU"),
    "topk": (RuntimeError, " topk does not support complex dtypes on CPU"),
}
"""Errors of other words, by operation."""


def refuse_complex(operations: Mapping[str, Op]) -> None:
    """Let the operations of the tables refuse complex numbers in PyTorch's words."""
    texts: dict[str, tuple[type[Exception], str]] = {
        name: (NotImplementedError, f"\"{kernel}\" not implemented for '{{}}'")
        for name, kernel in KERNELS.items()
    }
    for name, (kind, text) in {**SENTENCES, **texts}.items():
        if name in operations:
            entry = operations[name]
            entry.forward = of_real_numbers(entry.forward, kind, text)


def of_real_numbers(
    forward: Callable[..., Any], kind: type[Exception], text: str
) -> Callable[..., Any]:
    """A forward that looks at its first array before it computes."""

    @wraps(forward)
    def checked(first: Any, *rest: Any, **values: Any) -> Any:
        if first.dtype.kind == "c":
            raise kind(text.format(dtypes.from_numpy(first.dtype).scalar_name))
        return forward(first, *rest, **values)

    return checked
