"""One step of a recurrent layer: an input and a state in, the next state out.

The same operations in the same order as PyTorch's own code for the CPU (RNN.cpp).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from autograd_core.nn import init
from autograd_core.nn.modules.basics import F, fresh
from autograd_core.nn.modules.module import Module
from autograd_core.ops.recurrent import torch_unsafe_chunk as chunk
from autograd_core.tensor import wrap

Weights = dict[str, Any]
"""`w_hh`, `b_hh` and, for projections, `w_hr`; what is missing is None."""
Step = Callable[[Any, Any, Weights], Any]


# A step takes its input as a function: PyTorch computes the hidden state's part of the gates first.


def simple(bend: str) -> Step:
    """One step of an Elman network that ends in `tanh` or `relu`."""

    def step(gates: Any, hidden: Any, weights: Weights) -> Any:
        total = F.linear(hidden, weights["w_hh"], weights["b_hh"]) + gates()
        return total.tanh() if bend == "tanh" else total.relu()

    return step


def lstm(gates: Any, state: tuple[Any, Any], weights: Weights) -> tuple[Any, Any]:
    """One step of an LSTM: the state is the hidden state and the cell."""
    hidden, cell = state
    total = F.linear(hidden, weights["w_hh"], weights["b_hh"]) + gates()
    inward, forget, fresh_cell, outward = chunk(total, 4, 1)
    inward, forget = inward.sigmoid(), forget.sigmoid()
    fresh_cell, outward = fresh_cell.tanh(), outward.sigmoid()
    cell = forget * cell + inward * fresh_cell
    hidden = outward * cell.tanh()
    if weights.get("w_hr") is not None:
        hidden = hidden.matmul(weights["w_hr"].t())
    return hidden, cell


def gru(gates: Any, hidden: Any, weights: Weights) -> Any:
    """One step of a GRU."""
    reset_in, update_in, new_in = chunk(gates(), 3, 1)
    reset, update, new = chunk(F.linear(hidden, weights["w_hh"], weights["b_hh"]), 3, 1)
    reset = (reset + reset_in).sigmoid()
    update = (update + update_in).sigmoid()
    new = (new_in + new * reset).tanh()
    return (hidden - new) * update + new


STEPS: dict[str, tuple[int, Any]] = {
    "RNN_TANH": (1, simple("tanh")),
    "RNN_RELU": (1, simple("relu")),
    "LSTM": (4, lstm),
    "GRU": (3, gru),
}
"""By kind: how many gates a layer has, and its step."""


def zeros(like: Any, *sizes: int) -> Any:
    """A state to begin with."""
    return wrap(np.zeros(sizes, like._a.dtype))


class RNNCellBase(Module):
    """What the cells have in common (torch.nn.RNNCellBase)."""

    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        bias: bool,
        num_chunks: int,
        device: Any = None,
        dtype: Any = None,
    ) -> None:
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.bias = bias
        rows = num_chunks * hidden_size
        self.weight_ih = fresh((rows, input_size), dtype, device)
        self.weight_hh = fresh((rows, hidden_size), dtype)
        self.register_parameter("bias_ih", fresh((rows,), dtype) if bias else None)
        self.register_parameter("bias_hh", fresh((rows,), dtype) if bias else None)
        self.reset_parameters()

    def reset_parameters(self) -> None:
        """Draw all weights anew."""
        bound = 1.0 / math.sqrt(self.hidden_size) if self.hidden_size > 0 else 0
        for weight in self.parameters():
            init.uniform_(weight, -bound, bound)

    def extra_repr(self) -> str:
        text = f"{self.input_size}, {self.hidden_size}"
        if self.bias is not True:
            text += f", bias={self.bias}"
        if self.__dict__.get("nonlinearity", "tanh") != "tanh":
            text += f", nonlinearity={self.nonlinearity}"
        return text

    def _check(self, value: Any, what: str) -> None:
        if value.ndim not in (1, 2):
            raise ValueError(
                f"{type(self).__name__}: Expected {what} to be 1D or 2D, got {value.ndim}D instead"
            )

    def _check_sizes(self, input: Any, states: tuple[Any, ...]) -> None:
        """torch's errors for an input or a state that does not fit the weights."""
        width, size = self.weight_ih.shape[1], self.weight_hh.shape[1]
        if input.shape[1] != width:
            raise RuntimeError(
                f"input has inconsistent input_size: got {input.shape[1]} expected {width}"
            )
        for index, state in enumerate(states):
            if state.shape[0] != input.shape[0]:
                raise RuntimeError(
                    f"Input batch size {input.shape[0]} doesn't match hidden{index} batch size "
                    f"{state.shape[0]}"
                )
            if state.shape[1] != size:
                raise RuntimeError(
                    f"hidden{index} has inconsistent hidden_size: got {state.shape[1]}, expected "
                    f"{size}"
                )

    def _step(self, kind: str, input: Any, state: Any) -> Any:
        weights = {"w_hh": self.weight_hh, "b_hh": self.bias_hh}
        return STEPS[kind][1](lambda: F.linear(input, self.weight_ih, self.bias_ih), state, weights)


class OneState(RNNCellBase):
    """A cell whose state is one tensor."""

    def _next(self, kind: str, input: Any, hx: Any) -> Any:
        self._check(input, "input")
        if hx is not None:
            self._check(hx, "hidden")
        alone = input.ndim == 1
        rows = input.unsqueeze(0) if alone else input
        if hx is None:
            hx = zeros(rows, rows.shape[0], self.hidden_size)
        elif alone:
            hx = hx.unsqueeze(0)
        self._check_sizes(rows, (hx,))
        result = self._step(kind, rows, hx)
        return result.squeeze(0) if alone else result


class RNNCell(OneState):
    """One step of an Elman network (torch.nn.RNNCell)."""

    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        bias: bool = True,
        nonlinearity: str = "tanh",
        device: Any = None,
        dtype: Any = None,
    ) -> None:
        super().__init__(input_size, hidden_size, bias, 1, device, dtype)
        self.nonlinearity = nonlinearity

    def forward(self, input: Any, hx: Any = None) -> Any:
        if self.nonlinearity not in ("tanh", "relu"):
            raise RuntimeError(f"Unknown nonlinearity: {self.nonlinearity}")
        return self._next(f"RNN_{self.nonlinearity.upper()}", input, hx)


class GRUCell(OneState):
    """One step of a GRU (torch.nn.GRUCell)."""

    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        bias: bool = True,
        device: Any = None,
        dtype: Any = None,
    ) -> None:
        super().__init__(input_size, hidden_size, bias, 3, device, dtype)

    def forward(self, input: Any, hx: Any = None) -> Any:
        return self._next("GRU", input, hx)


class LSTMCell(RNNCellBase):
    """One step of an LSTM (torch.nn.LSTMCell)."""

    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        bias: bool = True,
        device: Any = None,
        dtype: Any = None,
    ) -> None:
        super().__init__(input_size, hidden_size, bias, 4, device, dtype)

    def forward(self, input: Any, hx: tuple[Any, Any] | None = None) -> tuple[Any, Any]:
        self._check(input, "input")
        for index, value in enumerate(hx or ()):
            self._check(value, f"hx[{index}]")
        alone = input.ndim == 1
        rows = input.unsqueeze(0) if alone else input
        if hx is None:
            start = zeros(rows, rows.shape[0], self.hidden_size)
            hx = (start, start)
        elif alone:
            hx = (hx[0].unsqueeze(0), hx[1].unsqueeze(0))
        self._check_sizes(rows, hx)
        hidden, cell = self._step("LSTM", rows, hx)
        return (hidden.squeeze(0), cell.squeeze(0)) if alone else (hidden, cell)
