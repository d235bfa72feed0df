"""torch's CPU generator: a seed in, torch's own stream of random bits out."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import numpy.typing as npt

from autograd_core.tensor import Tensor, wrap

DEFAULT_SEED = 67280421310721
"""The seed of a `torch.Generator()` that nobody seeded."""

_WORDS = 624  # of the Mersenne twister
_STATE = np.dtype(
    [
        ("seed", "<u8"),
        ("left", "<i4"),
        ("seeded", "<i4"),
        ("next", "<u8"),
        ("words", "<u8", (_WORDS,)),
        ("unused_x", "<f8"),
        ("normal", "<f8"),
        ("unused_rho", "<f8"),
        ("has_normal", "<i4"),
        ("padding", "<i4"),
        ("unused_float", "<f4"),
        ("unused_has_float", "<i4"),
    ]
)
"""The 5056 bytes that torch hands out as a generator's state."""


class Generator:
    """A Mersenne twister, and the spare normal that Box-Muller left over (torch.Generator).

    Inside the engine its states are numpy arrays of bytes, for the program they are tensors.
    """

    def __init__(self, device: object = "cpu") -> None:
        if str(device) != "cpu":
            raise RuntimeError(f"this generator lives on the CPU; there is no device {device!r}")
        self.spare_normal: float | None = None
        self._restart(DEFAULT_SEED)

    @property
    def device(self) -> Any:
        """Where it draws: the CPU (torch.Generator.device)."""
        from autograd_core.devices import CPU

        return CPU

    def __repr__(self) -> str:
        return f"<torch._C.Generator object at {id(self):#x}>"

    def manual_seed(self, seed: int) -> Generator:
        if not isinstance(seed, int) or isinstance(seed, bool):
            raise RuntimeError(f"manual_seed expected a long, but got {type(seed).__name__}")
        if not -(2**63) <= seed < 2**64:
            raise ValueError("Overflow when unpacking long long")
        self._restart(seed % 2**64)
        return self

    def initial_seed(self) -> int:
        return self._seed

    def seed(self) -> int:
        """Start anew from a seed that the program did not choose."""
        self._restart(_entropy())
        return self._seed

    def get_state(self) -> Tensor:
        """Where it stands, as a tensor of the same 5056 bytes as torch gives."""
        return wrap(self.state_bytes())

    def state_bytes(self) -> npt.NDArray[np.uint8]:
        """The same as an array."""
        twister = self._twister.get_state(legacy=False)["state"]
        position = int(twister["pos"])
        record = np.zeros((), _STATE)
        record["seed"], record["seeded"], record["words"] = self._seed, 1, twister["key"]
        record["next"] = 0 if self._untouched else position
        record["left"] = _WORDS + 1 - position
        record["has_normal"] = self.spare_normal is not None
        record["normal"] = self.spare_normal or 0.0
        return np.frombuffer(record.tobytes(), np.uint8).copy()

    def set_state(self, new_state: Any) -> Generator:
        """Go on from a state that `get_state` gave; TypeError or RuntimeError for anything else."""
        state = np.asarray(new_state._a) if isinstance(new_state, Tensor) else new_state
        if not isinstance(state, np.ndarray) or state.dtype != np.uint8:
            raise TypeError("RNG state must be a torch.ByteTensor")
        if state.size != _STATE.itemsize:
            raise RuntimeError(
                f"Expected a CPUGeneratorImplState of size {_STATE.itemsize} "
                f"but found the input RNG state size to be {state.size}"
            )
        record = np.frombuffer(state.tobytes(), _STATE)[0]
        position, left = int(record["next"]), int(record["left"])
        if not (record["seeded"] and 0 < left <= _WORDS and position <= _WORDS):
            raise RuntimeError("Invalid mt19937 state")
        self._untouched = left == 1 and position == 0
        self._seed = int(record["seed"])
        self.spare_normal = float(record["normal"]) if record["has_normal"] else None
        position = _WORDS if left == 1 else position
        twister = {"key": record["words"].astype(np.uint32), "pos": position}
        self._twister.set_state({"bit_generator": "MT19937", "state": twister})
        return self

    def clone_state(self) -> Generator:
        """Another generator that continues from here."""
        return Generator().set_state(self.state_bytes())

    def words(self, count: int) -> npt.NDArray[np.uint32]:
        """The next `count` numbers of 32 bits."""
        self._untouched = self._untouched and count == 0
        return self._twister.randint(0, 2**32, count, np.uint32)

    def longs(self, count: int) -> npt.NDArray[np.uint64]:
        """The next `count` numbers of 64 bits, each from two words, the high one first."""
        words = self.words(2 * count).astype(np.uint64)
        return (words[0::2] << np.uint64(32)) | words[1::2]

    def _restart(self, seed: int) -> None:
        self._seed = seed
        self._twister = np.random.RandomState(seed & 0xFFFFFFFF)
        self._untouched = True
        self.spare_normal = None


default_generator = Generator()


def _chance() -> int:
    return secrets.randbits(64)


_entropy: Callable[[], int] = _chance


def start(seed: int | None = None) -> None:
    """Begin a run: whatever a program would draw unseeded comes from this seed.

    With None it comes from the operating system, as in a fresh Python with torch.
    """
    global _entropy
    if seed is None:
        _entropy = _chance
        default_generator.seed()
        return
    default_generator.manual_seed(seed)
    source = Generator().manual_seed(~seed % 2**64)  # another path than the default generator's

    def next_seed() -> int:
        return int(source.longs(1)[0])

    _entropy = next_seed


def manual_seed(seed: Any) -> Generator:
    return default_generator.manual_seed(int(seed))


def seed() -> int:
    return default_generator.seed()


def initial_seed() -> int:
    return default_generator.initial_seed()


def get_rng_state() -> npt.NDArray[np.uint8]:
    return default_generator.state_bytes()


def set_rng_state(new_state: npt.NDArray[Any]) -> None:
    default_generator.set_state(new_state)


@contextmanager
def fork_rng(devices: object = None, enabled: bool = True) -> Iterator[None]:
    """Whatever is drawn inside the block, the default generator goes on as if it had not been."""
    if not enabled:
        yield
        return
    before = get_rng_state()
    try:
        yield
    finally:
        set_rng_state(before)
