"""Devices: `cpu` in, and PyTorch's own refusal for every other one out."""

from __future__ import annotations

from typing import Any

KINDS = (
    "cpu, cuda, ipu, xpu, mkldnn, opengl, opencl, ideep, hip, ve, fpga, maia, xla, lazy, vulkan, "
    "mps, meta, hpu, mtia, privateuseone"
)


class device:
    """Where a tensor lives (torch.device); here that is always the CPU."""

    __module__ = "torch"
    __slots__ = ("index", "type")

    def __init__(self, type: Any, index: int | None = None) -> None:
        if isinstance(type, device):
            type, index = type.type, type.index
        if not isinstance(type, str):
            if isinstance(type, int) and not isinstance(type, bool):
                raise RuntimeError("Cannot access accelerator device when none is available.")
            raise TypeError(
                f"device(): argument 'type' (position 1) must be str, not {_name(type)}"
            )
        kind, colon, number = type.partition(":")
        if kind not in KINDS.split(", "):
            raise RuntimeError(
                f"Expected one of {KINDS} device type at start of device string: {kind}"
            )
        if colon:
            if index is not None:
                raise RuntimeError(
                    f"type (string) must not include an index because index was passed explicitly: "
                    f"{type}"
                )
            if not number.isdigit():
                raise RuntimeError(f"Invalid device string: '{type}'")
            index = int(number)
        self.type: str = kind
        self.index: int | None = index

    def __repr__(self) -> str:
        number = "" if self.index is None else f", index={self.index}"
        return f"device(type='{self.type}'{number})"

    def __str__(self) -> str:
        return self.type if self.index is None else f"{self.type}:{self.index}"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, device) and (self.type, self.index) == (other.type, other.index)

    def __hash__(self) -> int:
        return hash((self.type, self.index))


def _name(value: object) -> str:
    return type(value).__name__


CPU = device("cpu")


class layout:
    """How a tensor's elements are stored (torch.layout); here that is always strided."""

    __module__ = "torch"
    __slots__ = ()

    def __repr__(self) -> str:
        return "torch.strided"


class memory_format:
    """In which order dimensions lie in memory (torch.memory_format)."""

    __module__ = "torch"
    __slots__ = ("_name",)
    _name: str

    def __init__(self, name: str) -> None:
        object.__setattr__(self, "_name", name)

    def __setattr__(self, name: str, value: Any) -> None:
        """Refused: every program shares these constants."""
        raise AttributeError(f"'torch.memory_format' object has no attribute '{name}'")

    def __repr__(self) -> str:
        return f"torch.{self._name}"


strided = layout()
contiguous_format = memory_format("contiguous_format")
preserve_format = memory_format("preserve_format")
channels_last = memory_format("channels_last")


def check(wanted: Any) -> None:
    """Refuse every device but the CPU, in PyTorch's words."""
    if wanted is None:
        return
    given = wanted if isinstance(wanted, device) else device(wanted)
    if given.type == "cpu":
        return
    if given.type == "cuda":
        raise AssertionError("Torch not compiled with CUDA enabled")
    raise RuntimeError(f"PyTorch is not linked with support for {given.type} devices")
