"""Anomaly mode switched on and off: `torch.autograd.detect_anomaly` and `set_detect_anomaly`."""

from __future__ import annotations

from autograd_core import errors
from autograd_core.state import STATE

ENABLED = (
    "Anomaly Detection has been enabled. This mode will increase the runtime and should only be "
    "enabled for debugging."
)


def is_anomaly_enabled() -> bool:
    """Whether anomaly mode is on (torch.is_anomaly_enabled)."""
    return STATE.anomaly


def is_anomaly_check_nan_enabled() -> bool:
    """Whether anomaly mode looks for nan, when it is on (torch.is_anomaly_check_nan_enabled)."""
    return STATE.check_nan


def set_anomaly_enabled(mode: bool, check_nan: bool = True) -> None:
    """Switch anomaly mode on or off (torch.set_anomaly_enabled)."""
    STATE.anomaly, STATE.check_nan = mode, check_nan
    STATE.careful = mode or bool(STATE.packing)


class detect_anomaly:
    """A region in which a backward that fails says where its forward call was.

    check_nan  a backward operation that returns nan raises RuntimeError
    Source: torch.autograd.detect_anomaly.
    """

    __module__ = "torch.autograd.anomaly_mode"

    def __init__(self, check_nan: bool = True) -> None:
        self.prev = STATE.anomaly
        self.check_nan = check_nan
        self.prev_check_nan = STATE.check_nan
        errors.warn(ENABLED)

    def __enter__(self) -> None:
        set_anomaly_enabled(True, self.check_nan)

    def __exit__(self, *_: object) -> None:
        set_anomaly_enabled(self.prev, self.prev_check_nan)


class set_detect_anomaly:
    """Anomaly mode on or off, at once and until the region ends, if it is used as one.

    Source: torch.autograd.set_detect_anomaly.
    """

    __module__ = "torch.autograd.anomaly_mode"

    def __init__(self, mode: bool, check_nan: bool = True) -> None:
        self.prev = STATE.anomaly
        self.prev_check_nan = STATE.check_nan
        set_anomaly_enabled(mode, check_nan)

    def __enter__(self) -> None:
        """The mode was switched when the object was made."""

    def __exit__(self, *_: object) -> None:
        set_anomaly_enabled(self.prev, self.prev_check_nan)
