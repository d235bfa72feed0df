"""What an engine answers to an expression or a program, as a text that can be compared."""

from __future__ import annotations

import contextlib
import importlib
import io
import re
import warnings
from types import ModuleType
from typing import Any

import numpy as np

from tests.autograd_core.samples import chain


def names(torch: ModuleType) -> dict[str, Any]:
    """The tensors that expressions speak of."""
    count = torch.arange(24.0)
    return {
        "torch": torch,
        "np": np,
        "F": importlib.import_module(torch.__name__ + ".nn.functional"),
        "a": torch.arange(6.0).reshape(2, 3).requires_grad_(),
        "b": torch.ones(2, 3).requires_grad_(),
        "v": torch.arange(3.0).requires_grad_(),
        "s": torch.tensor(2.0, requires_grad=True),
        "c": count.reshape(2, 3, 4).requires_grad_(),
        "i": torch.tensor([0, 1]),
        "ii": torch.tensor([[0, 1, 0], [1, 0, 1]]),
        "m": torch.tensor([[True, False, True], [False, True, False]]),
        "n": torch.arange(6).reshape(2, 3),
    }


def expression(torch: ModuleType, source: str) -> str:
    """The value of an expression: shapes, strides, graph and numbers, or the error."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return described(torch, eval(source, names(torch)))
        except Exception as error:
            return f"{type(error).__name__}: {cleaned(str(error))}"


def described(torch: ModuleType, value: Any) -> str:
    """A value with all that can be seen of it."""
    if isinstance(value, torch.Tensor):
        graph = chain(value.grad_fn)
        numbers = value.detach().tolist()
        kind, steps = value.dtype, tuple(value.stride())
        wants = value.requires_grad
        return f"{tuple(value.shape)} {kind} {steps} {graph} {wants} {rounded(numbers)}"
    if isinstance(value, (tuple, list)) and type(value).__name__ in ("tuple", "list"):
        return "; ".join(described(torch, each) for each in value)
    return repr(value)


def rounded(numbers: Any) -> Any:
    """Nested lists of numbers with five digits."""
    if isinstance(numbers, list):
        return [rounded(each) for each in numbers]
    return float(f"{numbers:.5g}") if isinstance(numbers, float) else numbers


def program(torch: ModuleType, source: str) -> str:
    """What a program prints and warns of, and the error that ends it."""
    out = io.StringIO()
    said: list[str] = []
    with warnings.catch_warnings(record=True) as caught, contextlib.redirect_stdout(out):
        warnings.simplefilter("always")
        try:
            exec(source, names(torch))
        except Exception as error:
            said.append(f"{type(error).__name__}: {error}")
    for warning in caught:
        if "TORCH_WARN_ONCE" not in str(warning.message):
            said.append(f"{warning.category.__name__}: {warning.message}")
    return cleaned(out.getvalue() + "\n".join(said))


def cleaned(text: str) -> str:
    """Without addresses, and without PyTorch's remark where it was raised."""
    text = re.sub(r"0x[0-9a-f]+", "0x", text)
    return re.sub(r" \(Triggered internally at [^)]*\)", "", text).strip()
