"""`torch.nn.utils`: clipping gradients, parameters as one vector, sequences of unequal length."""

from typing import Any

from autograd_core.absent import getattr_of
from autograd_core.nn.utils import parametrizations, parametrize, rnn
from autograd_core.nn.utils.clip_grad import (
    clip_grad_norm,
    clip_grad_norm_,
    clip_grad_value_,
    clip_grads_with_norm_,
    get_total_norm,
)
from autograd_core.nn.utils.convert_parameters import parameters_to_vector, vector_to_parameters
from autograd_core.nn.utils.recomputed import spectral_norm, weight_norm

NAMES: dict[str, Any] = {
    "clip_grad_norm": clip_grad_norm,
    "clip_grad_norm_": clip_grad_norm_,
    "clip_grad_value_": clip_grad_value_,
    "clip_grads_with_norm_": clip_grads_with_norm_,
    "get_total_norm": get_total_norm,
    "parameters_to_vector": parameters_to_vector,
    "parametrizations": parametrizations,
    "parametrize": parametrize,
    "rnn": rnn,
    "spectral_norm": spectral_norm,
    "vector_to_parameters": vector_to_parameters,
    "weight_norm": weight_norm,
}
"""Everything that `torch.nn.utils.<name>` means here, by name."""

__getattr__ = getattr_of("torch.nn.utils")

__all__ = ["NAMES", *NAMES]
