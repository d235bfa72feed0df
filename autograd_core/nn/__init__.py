"""`torch.nn`: layers and losses as modules, and their functional forms."""

from typing import Any

from autograd_core.absent import getattr_of
from autograd_core.nn import functional, init, utils
from autograd_core.nn.modules import LAYERS
from autograd_core.nn.parameter import (
    Buffer,
    Parameter,
    UninitializedBuffer,
    UninitializedParameter,
)

NAMES: dict[str, Any] = {
    **LAYERS,
    "Buffer": Buffer,
    "Parameter": Parameter,
    "UninitializedBuffer": UninitializedBuffer,
    "UninitializedParameter": UninitializedParameter,
    "functional": functional,
    "init": init,
    "utils": utils,
}
"""Everything that `torch.nn.<name>` means here, by name."""

globals().update(NAMES)

__getattr__ = getattr_of("torch.nn")

__all__ = ["NAMES", *NAMES]
