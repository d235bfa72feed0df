"""`torch.special`: what the operations offer there, under PyTorch's names."""

from __future__ import annotations

from typing import Any

from autograd_core.absent import getattr_of
from autograd_core.ops import FUNCTIONS
from autograd_core.ops.registry import SPECIAL

SHARED = ("log_softmax", "logsumexp", "polygamma", "softmax")
"""Functions that have the same name in `torch` itself."""

NAMES: dict[str, Any] = {
    **SPECIAL,
    **{name: FUNCTIONS[name] for name in SHARED if name in FUNCTIONS},
}
"""Everything that `torch.special.<name>` means here, by name."""

globals().update(NAMES)

__getattr__ = getattr_of("torch.special")

__all__ = ["NAMES", *NAMES]
