"""Recurrent layers: a sequence in, a state after each step and the last states out.

PyTorch runs the same operations for float64; for float32 it has one fused node per layer of an LSTM
(MkldnnRnnLayerBackward0), where this engine shows what happens inside.
"""

from __future__ import annotations

import math
from typing import Any

from autograd_core import errors
from autograd_core.nn import init
from autograd_core.nn.modules.basics import F, fresh
from autograd_core.nn.modules.cells import STEPS, Weights, zeros
from autograd_core.nn.modules.module import Module
from autograd_core.nn.modules.packed import over_packed, packed_start
from autograd_core.nn.utils.packing import PackedSequence
from autograd_core.ops import FUNCTIONS

ONLY_LSTM = "proj_size argument is only supported for LSTM, not RNN or GRU"


PROJECTED = "LSTM with projections is not supported with oneDNN. Using default implementation."


class RNNBase(Module):
    """What the layers have in common (torch.nn.RNNBase)."""

    def __init__(
        self,
        mode: str,
        input_size: int,
        hidden_size: int,
        num_layers: int = 1,
        bias: bool = True,
        batch_first: bool = False,
        dropout: float = 0.0,
        bidirectional: bool = False,
        proj_size: int = 0,
        device: Any = None,
        dtype: Any = None,
    ) -> None:
        super().__init__()
        self.mode = mode
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        self.dropout = dropout
        self.bidirectional = bidirectional
        self.proj_size = proj_size
        check(self)
        self.dropout = float(dropout)
        self._all_weights: list[list[str]] = []
        for layer in range(num_layers):
            for suffix in ("", "_reverse")[: self._directions()]:
                self._add_weights(layer, suffix, device, dtype)
        self.reset_parameters()

    def _directions(self) -> int:
        return 2 if self.bidirectional else 1

    def _add_weights(self, layer: int, suffix: str, device: Any, dtype: Any) -> None:
        """The parameters of one layer in one direction."""
        rows = STEPS[self.mode][0] * self.hidden_size
        state = self.proj_size or self.hidden_size
        width = self.input_size if layer == 0 else state * self._directions()
        shapes: dict[str, tuple[int, ...]] = {
            "weight_ih": (rows, width),
            "weight_hh": (rows, state),
        }
        if self.bias:
            shapes |= {"bias_ih": (rows,), "bias_hh": (rows,)}
        if self.proj_size:
            shapes["weight_hr"] = (self.proj_size, self.hidden_size)
        names = [f"{name}_l{layer}{suffix}" for name in shapes]
        for name, shape in zip(names, shapes.values(), strict=True):
            setattr(self, name, fresh(shape, dtype, device))
        self._all_weights.append(names)

    @property
    def _flat_weights_names(self) -> list[str]:
        """The names of all parameters in torch's order."""
        return [name for names in self._all_weights for name in names]

    @property
    def _flat_weights(self) -> list[Any]:
        return [getattr(self, name) for name in self._flat_weights_names]

    @property
    def all_weights(self) -> list[list[Any]]:
        """The parameters of each layer and direction."""
        return [[getattr(self, name) for name in names] for names in self._all_weights]

    def flatten_parameters(self) -> None:
        """Nothing to do on the CPU."""

    def reset_parameters(self) -> None:
        """Draw all weights anew."""
        bound = 1.0 / math.sqrt(self.hidden_size) if self.hidden_size > 0 else 0
        for weight in self.parameters():
            init.uniform_(weight, -bound, bound)

    def extra_repr(self) -> str:
        usual = {
            "proj_size": 0,
            "num_layers": 1,
            "bias": True,
            "batch_first": False,
            "dropout": 0,
            "bidirectional": False,
        }
        parts = [f"{self.input_size}, {self.hidden_size}"]
        parts += [
            f"{name}={getattr(self, name)}"
            for name, value in usual.items()
            if getattr(self, name) != value
        ]
        return ", ".join(parts)

    # Forward --------------------------------------------------------------------------------------

    def _batched(self, input: Any) -> Any:
        """The input with a batch dimension."""
        if input.ndim not in (2, 3):
            simple = self.mode.startswith("RNN")
            title, kind = ("RNN", "D tensor") if simple else (self.mode, "D")
            raise ValueError(
                f"{title}: Expected input to be 2D or 3D, got {input.ndim}{kind} instead"
            )
        return input.unsqueeze(0 if self.batch_first else 1) if input.ndim == 2 else input

    def _start(self, input: Any, size: int) -> Any:
        batch = input.shape[0] if self.batch_first else input.shape[1]
        return zeros(input, self.num_layers * self._directions(), batch, size)

    def _check_input(self, input: Any) -> None:
        own = getattr(self, self._all_weights[0][0]).dtype
        if input.dtype != own:
            raise ValueError(
                f"RNN input dtype ({input.dtype}) does not match weight dtype ({own}). Convert "
                f"input: input.to({own}), or convert model: model.to({input.dtype})"
            )
        if self.input_size != input.shape[-1]:
            raise RuntimeError(
                "input.size(-1) must be equal to input_size. Expected "
                f"{self.input_size}, got {input.shape[-1]}"
            )

    def _check_state(self, input: Any, state: Any, size: int, name: str) -> None:
        batch = input.shape[0] if self.batch_first else input.shape[1]
        expected = (self.num_layers * self._directions(), batch, size)
        if tuple(state.shape) != expected:
            raise RuntimeError(f"Expected {name} size {expected}, got {list(state.shape)}")

    def _weights(self, index: int) -> Weights:
        names = self._all_weights[index]
        short = ("w_ih", "w_hh", "b_ih", "b_hh") if self.bias else ("w_ih", "w_hh")
        found = dict(zip((*short, "w_hr"), [getattr(self, n) for n in names], strict=False))
        return {"b_ih": None, "b_hh": None, **found}

    def _run(self, input: Any, states: list[Any]) -> tuple[Any, list[Any]]:
        """All layers over a sequence (time first): the outputs, and the last state of each."""
        last: list[Any] = []
        for layer in range(self.num_layers):
            outputs = []
            for direction in range(self._directions()):
                index = layer * self._directions() + direction
                output, state = self._along(input, states[index], index, backwards=direction == 1)
                outputs.append(output)
                last.append(state)
            input = outputs[0] if len(outputs) == 1 else FUNCTIONS["cat"](outputs, -1)
            if self.dropout and self.training and layer < self.num_layers - 1:
                input = F.dropout(input, self.dropout, True)
        return input, last

    def _along(self, input: Any, state: Any, index: int, *, backwards: bool) -> tuple[Any, Any]:
        """One layer in one direction."""
        weights = self._weights(index)
        step = STEPS[self.mode][1]
        gates = F.linear(input, weights["w_ih"], weights["b_ih"]).unbind(0)
        outputs = []
        for each in reversed(gates) if backwards else gates:
            state = step(lambda each=each: each, state, weights)
            outputs.append(state[0] if isinstance(state, tuple) else state)
        if not outputs:
            raise RuntimeError("Expected sequence length to be larger than 0 in RNN")
        if backwards:
            outputs.reverse()
        return FUNCTIONS["stack"](outputs, 0), state


class OneStateLayer(RNNBase):
    """A layer whose state is one tensor."""

    def forward(self, input: Any, hx: Any = None) -> tuple[Any, Any]:
        if isinstance(input, PackedSequence):
            hidden = hx if hx is not None else packed_start(self, input, self.hidden_size)
            return over_packed(self, input, (hidden,), hx is not None)
        alone = input.ndim == 2
        rows = self._batched(input)
        if hx is not None:
            wanted = 2 if alone else 3
            if hx.ndim != wanted:
                kind = "unbatched" if alone else "batched"
                raise RuntimeError(
                    f"For {kind} {wanted}-D input, hx should also be {wanted}-D but got "
                    f"{hx.ndim}-D tensor"
                )
            hx = hx.unsqueeze(1) if alone else hx
        else:
            hx = self._start(rows, self.hidden_size)
        self._check_input(rows)
        self._check_state(rows, hx, self.hidden_size, "hidden")
        time_first = rows.transpose(0, 1) if self.batch_first else rows
        output, last = self._run(time_first, list(hx.unbind(0)))
        hidden = FUNCTIONS["stack"](last, 0)
        output = output.transpose_(0, 1) if self.batch_first else output
        if alone:
            return output.squeeze(0 if self.batch_first else 1), hidden.squeeze(1)
        return output, hidden


class RNN(OneStateLayer):
    """An Elman network (torch.nn.RNN)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if "proj_size" in kwargs:
            raise ValueError(ONLY_LSTM)
        if len(args) > 3:
            bend, args = args[3], args[:3] + args[4:]
        else:
            bend = kwargs.pop("nonlinearity", "tanh")
        if bend not in ("tanh", "relu"):
            raise ValueError(f"Unknown nonlinearity '{bend}'. Select from 'tanh' or 'relu'.")
        super().__init__(f"RNN_{bend.upper()}", *args, **kwargs)
        self.nonlinearity = bend


class GRU(OneStateLayer):
    """Gated recurrent units (torch.nn.GRU)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if "proj_size" in kwargs:
            raise ValueError(ONLY_LSTM)
        super().__init__("GRU", *args, **kwargs)


class LSTM(RNNBase):
    """Long short-term memory (torch.nn.LSTM)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__("LSTM", *args, **kwargs)

    def forward(self, input: Any, hx: tuple[Any, Any] | None = None) -> tuple[Any, tuple[Any, Any]]:
        sizes = (self.proj_size or self.hidden_size, self.hidden_size)
        if isinstance(input, PackedSequence):
            start = hx or tuple(packed_start(self, input, size) for size in sizes)
            return over_packed(self, input, start, hx is not None)
        alone = input.ndim == 2
        rows = self._batched(input)
        if hx is None:
            hx = (self._start(rows, sizes[0]), self._start(rows, sizes[1]))
        else:
            wanted = 2 if alone else 3
            if any(each.ndim != wanted for each in hx):
                kind = "unbatched" if alone else "batched"
                raise RuntimeError(
                    f"For {kind} {wanted}-D input, hx and cx should also be {wanted}-D but got "
                    f"({hx[0].ndim}-D, {hx[1].ndim}-D) tensors"
                )
            if alone:
                hx = (hx[0].unsqueeze(1), hx[1].unsqueeze(1))
        self._check_input(rows)
        for index, size in enumerate(sizes):
            self._check_state(rows, hx[index], size, f"hidden[{index}]")
        if self.proj_size:
            errors.warn_once(PROJECTED)
        time_first = rows.transpose(0, 1) if self.batch_first else rows
        states = list(zip(hx[0].unbind(0), hx[1].unbind(0), strict=True))
        output, last = self._run(time_first, states)
        stack = FUNCTIONS["stack"]
        hidden, cell = (stack([state[part] for state in last], 0) for part in (0, 1))
        output = output.transpose(0, 1) if self.batch_first else output
        if alone:
            output = output.squeeze(0 if self.batch_first else 1)
            hidden, cell = hidden.squeeze(1), cell.squeeze(1)
        return output, (hidden, cell)


def check(layer: RNNBase) -> None:
    """torch's errors for options that make no layer."""
    dropout, layers = layer.dropout, layer.num_layers
    number = isinstance(dropout, (int, float)) and not isinstance(dropout, bool)
    if not number or not 0 <= dropout <= 1:
        raise ValueError(
            "dropout should be a number in range [0, 1] representing the probability of an element "
            "being zeroed"
        )
    if dropout > 0 and layers == 1:
        errors.warn(
            "dropout option adds dropout after all but last recurrent layer, so non-zero dropout "
            f"expects num_layers greater than 1, but got dropout={dropout} and num_layers={layers}"
        )
    kinds: dict[str, Any] = {
        "bias": bool,
        "batch_first": bool,
        "input_size": int,
        "hidden_size": int,
    }
    for name, kind in kinds.items():
        value: Any = getattr(layer, name)
        if not isinstance(value, kind):
            raise TypeError(
                f"{name} should be of type {kind.__name__}, got: {type(value).__name__}"
            )
        if kind is int and value <= 0:
            raise ValueError(f"{name} must be greater than zero")
    if layers <= 0:
        raise ValueError("num_layers must be greater than zero")
    if layer.proj_size < 0:
        raise ValueError("proj_size should be a positive integer or zero to disable projections")
    if layer.proj_size >= layer.hidden_size:
        raise ValueError("proj_size has to be smaller than hidden_size")
