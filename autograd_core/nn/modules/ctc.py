"""`CTCLoss`: the loss of texts that are shorter than what is listened to."""

from __future__ import annotations

from typing import Any

from autograd_core.nn.modules.loss import Loss


class CTCLoss(Loss):
    """How unlikely texts are, whichever time steps their letters fall on (torch.nn.CTCLoss)."""

    function = "ctc_loss"
    takes = ("blank", "zero_infinity")

    def __init__(
        self, blank: int = 0, reduction: str = "mean", zero_infinity: bool = False
    ) -> None:
        super().__init__(reduction=reduction)
        self.blank = blank
        self.zero_infinity = zero_infinity

    def forward(self, log_probs: Any, targets: Any, input_lengths: Any, target_lengths: Any) -> Any:
        return self._loss(log_probs, targets, input_lengths, target_lengths)
