"""Dropout: a probability in, layers that forget inputs while they train out."""

from __future__ import annotations

from typing import Any

from autograd_core.nn.modules.basics import F, shown
from autograd_core.nn.modules.module import Module


class Dropping(Module):
    """What all of them have in common (torch.nn.modules.dropout._DropoutNd)."""

    def __init__(self, p: float = 0.5, inplace: bool = False) -> None:
        super().__init__()
        if p < 0 or p > 1:
            raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")
        self.p = p
        self.inplace = inplace

    def extra_repr(self) -> str:
        return shown(self, "p", "inplace")


class Dropout(Dropping):
    """Elements become 0 with probability `p`, the others larger (torch.nn.Dropout)."""

    def forward(self, input: Any) -> Any:
        return F.dropout(input, self.p, self.training, self.inplace)


class Dropout1d(Dropping):
    """Whole channels of sequences (torch.nn.Dropout1d)."""

    def forward(self, input: Any) -> Any:
        return F.dropout1d(input, self.p, self.training, self.inplace)


class Dropout2d(Dropping):
    """Whole channels of images (torch.nn.Dropout2d)."""

    def forward(self, input: Any) -> Any:
        return F.dropout2d(input, self.p, self.training, self.inplace)


class Dropout3d(Dropping):
    """Whole channels of volumes (torch.nn.Dropout3d)."""

    def forward(self, input: Any) -> Any:
        return F.dropout3d(input, self.p, self.training, self.inplace)


class AlphaDropout(Dropping):
    """Keeps mean and variance of selu's outputs (torch.nn.AlphaDropout)."""

    def forward(self, input: Any) -> Any:
        return F.alpha_dropout(input, self.p, self.training)


class FeatureAlphaDropout(Dropping):
    """As AlphaDropout, whole channels (torch.nn.FeatureAlphaDropout)."""

    def forward(self, input: Any) -> Any:
        return F.feature_alpha_dropout(input, self.p, self.training)
