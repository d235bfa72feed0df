"""`torch.special`: special functions under the names that they have there."""

from __future__ import annotations

from typing import Any

from autograd_core.ops import FUNCTIONS

LONG = {
    "digamma": "special_digamma",
    "entr": "special_entr",
    "erf": "special_erf",
    "erfc": "special_erfc",
    "erfinv": "special_erfinv",
    "exp2": "special_exp2",
    "expit": "special_expit",
    "expm1": "special_expm1",
    "gammaln": "special_gammaln",
    "i0": "special_i0",
    "i1": "special_i1",
    "log1p": "special_log1p",
    "log_softmax": "log_softmax",
    "logit": "special_logit",
    "logsumexp": "logsumexp",
    "polygamma": "polygamma",
    "psi": "special_psi",
    "round": "special_round",
    "sinc": "special_sinc",
    "softmax": "softmax",
    "xlogy": "special_xlogy",
}
"""What each function is called in the module `torch`."""


NAMES: dict[str, Any] = {name: FUNCTIONS[long] for name, long in LONG.items() if long in FUNCTIONS}
"""Everything that `torch.special.<name>` means here, by name."""

globals().update(NAMES)

__all__ = ["NAMES", *NAMES]
