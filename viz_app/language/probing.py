"""A program and how to run it in; every leaf's gradient beside central differences comes out.

The program is run again and again. In each run one number of one leaf is nudged as soon as the leaf
has the value with which the pass begins, the run goes on as the program says, and stops where the
pass begins: what became of the roots is the function that is differentiated. So a difference sees
what autograd does not: a detour by `.item()`, `detach()` or `no_grad`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from autograd_core.tensor import Tensor
from autograd_core.trace import Recorder
from autograd_core.trace.recorder import root_of

Again = Callable[[Recorder], object]
"""Runs the program once more, from the beginning, with this recorder."""

Numbers = np.ndarray[Any, Any]

MOST = 24
"""Numbers of a leaf that are checked; of more, as many spread evenly."""
NUDGES = {
    "float32": (2.0**-6, 2.0**-8, 2.0**-10, 2.0**-12),
    "float64": (2.0**-9, 2.0**-12, 2.0**-15, 2.0**-18),
}
"""How far to nudge, for numbers up to 1; of larger ones, that part. A wide nudge bends with the
function, a narrow one drowns in rounding: the best lies where two neighbours agree most."""
SHARP = 0.01
"""A kink: slopes left and right differ by more than this part, however near one looks."""


@dataclass(frozen=True)
class Birth:
    """Where a tensor comes from: the number of the note, and which of its outputs it is."""

    position: int
    output: int


@dataclass(frozen=True)
class Comparison:
    """One leaf in one pass: what the pass brought, and what differences say.

    leaf        the note that made it, and which of that note's tensors it is
    of          how many numbers the leaf has
    checked     the places, in the flattened leaf, of those that were nudged
    gradient, difference, doubt
                one number for each: what autograd says, what differences say, how sure they are
    kinks       the places where the slopes left and right disagree
    """

    number: int
    leaf: Birth
    of: int
    checked: tuple[int, ...]
    gradient: Numbers
    difference: Numbers
    doubt: Numbers
    kinks: tuple[int, ...]


@dataclass
class Pass:
    """A backward as it was seen: where its note lies, its roots' numbers, seeds and gradients."""

    number: int
    position: int
    roots: Sequence[tuple[Any, Any, int]]
    seeds: dict[tuple[int, int], Numbers] = field(default_factory=dict)
    brought: dict[int, tuple[Tensor, Numbers]] = field(default_factory=dict)

    def weights(self) -> list[Numbers]:
        """The seed of each root, in their order."""
        return [self.seeds[id(node), output] for _, node, output in self.roots]


class Reached(BaseException):
    """The pass begins: nothing after it matters."""


class Watched(list[Sequence[Any]]):
    """Notes that are looked at one by one, as they come."""

    def __init__(self, look: Callable[[int, Sequence[Any]], None]) -> None:
        super().__init__()
        self.look = look

    def append(self, note: Sequence[Any]) -> None:
        super().append(note)
        self.look(len(self) - 1, note)


def watching(look: Callable[[int, Sequence[Any]], None]) -> Recorder:
    """A recorder that shows each note to `look`."""
    recorder = Recorder()
    recorder.events = Watched(look)
    recorder.tell = recorder.events.append
    return recorder


def compare(again: Again, seconds: float) -> list[Comparison]:
    """Check the passes of a program in their order, as many as the time allows."""
    end = time.monotonic() + seconds
    survey = Survey()
    again(survey.recorder)
    found: list[Comparison] = []
    for one in survey.passes.values():
        if any(root is None for root, _, _ in one.roots) or len(one.seeds) < len(one.roots):
            continue
        for leaf, gradient in one.brought.values():
            birth = survey.births.get(id(leaf))
            if birth is None or leaf._a.dtype.name not in NUDGES:
                continue
            probe = Probe(again, one, birth, survey.last_write(leaf, one.position))
            comparison = compared(probe, leaf, gradient, end)
            if comparison is None:
                return found
            found.append(comparison)
    return found


class Survey:
    """What one run shows: its passes, and where its tensors come from."""

    def __init__(self) -> None:
        self.recorder = watching(self.look)
        self.passes: dict[int, Pass] = {}
        self.births: dict[int, Birth] = {}

    def look(self, position: int, note: Sequence[Any]) -> None:
        for output, tensor in enumerate(born(note)):
            self.births.setdefault(id(tensor), Birth(position, output))
        match note:
            case ("backward", _, number, _, roots, *_):
                self.passes[number] = Pass(number, position, roots)
            case ("seeded", _, number, node, output, _, add, _):
                self.passes[number].seeds[id(node), output] = numbers(add)
            case ("accumulate", _, number, _, leaf, _, add, _):
                self.bring(number, leaf, add)
            case ("capture", _, number, tensor, value) if value is not None:
                if tensor._grad_fn is None:
                    self.bring(number, tensor, value)

    def bring(self, number: int, leaf: Tensor, add: Any) -> None:
        """A pass may bring a leaf its gradient in several parts."""
        brought = self.passes[number].brought
        before = brought[id(leaf)][1] if id(leaf) in brought else 0
        brought[id(leaf)] = leaf, numbers(add) + before

    def last_write(self, leaf: Tensor, position: int) -> int | None:
        """The number of the note whose writing gave the leaf the value that it has in a pass."""
        writes = self.recorder.writes.get(id(root_of(leaf._a)), ())
        earlier = [write.position for write in writes if write.position < position]
        return earlier[-1] if earlier else None


def born(note: Sequence[Any]) -> list[Tensor]:
    """The tensors that a note brings into the world."""
    match note:
        case ("create", _, _, made):
            return [made[0]]
        case ("op", _, _, _, _, outcome, *_):
            return [made[0] for made in outcome]
        case ("quick", _, _, output, *_):
            return [output]
    return []


def numbers(value: Any) -> Numbers:
    """A copy of an array or a tensor, in double precision."""
    return np.array(value._a if isinstance(value, Tensor) else value, dtype=np.float64)


@dataclass(frozen=True)
class Probe:
    """The sum of a pass's roots times their seeds, as a function of one number of a leaf."""

    again: Again
    one: Pass
    birth: Birth
    write: int | None

    def __call__(self, place: int, by: float) -> tuple[float, float]:
        """The nudged number and the function there; nan if the pass never begins."""
        tensor: Tensor | None = None
        number = total = float("nan")
        moment = self.birth.position if self.write is None else self.write

        def look(position: int, note: Sequence[Any]) -> None:
            nonlocal tensor, number, total
            if position == self.birth.position:
                tensor = born(note)[self.birth.output]
            if tensor is not None and position == moment:
                number = nudge(tensor, place, by, own=self.write is None)
            if position == self.one.position:
                pairs = zip(note[4], self.one.weights(), strict=True)
                total = sum(float((numbers(root) * seed).sum()) for (root, *_), seed in pairs)
                raise Reached

        self.again(watching(look))
        return number, total


def nudge(tensor: Tensor, place: int, by: float, *, own: bool) -> float:
    """Add to one number, and say what it is then; `own`: in memory of the tensor's own."""
    if own:
        tensor._a = np.array(tensor._a)
    where = np.unravel_index(place, tensor._a.shape)
    tensor._a[where] = tensor._a[where] + by
    return float(tensor._a[where])


def compared(probe: Probe, leaf: Tensor, gradient: Numbers, end: float) -> Comparison | None:
    """One leaf in one pass; None when the time is over before its first number is done."""
    slopes: dict[int, Slope] = {}
    for place in spread(gradient.size):
        if time.monotonic() > end:
            break
        slope = slope_at(probe, place, leaf._a.dtype.name)
        if np.isfinite(slope.best) and np.isfinite(slope.doubt):
            slopes[place] = slope
    if not slopes:
        return None
    return Comparison(
        probe.one.number,
        probe.birth,
        gradient.size,
        tuple(slopes),
        gradient.reshape(-1)[list(slopes)],
        np.array([slope.best for slope in slopes.values()]),
        np.array([slope.doubt for slope in slopes.values()]),
        tuple(place for place, slope in slopes.items() if slope.kink),
    )


def spread(size: int) -> list[int]:
    """All places, or as many as are checked at most, from the first to the last."""
    if size <= MOST:
        return list(range(size))
    return [place * (size - 1) // (MOST - 1) for place in range(MOST)]


class Slope(NamedTuple):
    """A central difference, by how much it may be wrong, and whether a kink lies at the number."""

    best: float
    doubt: float
    kink: bool


def slope_at(probe: Probe, place: int, dtype: str) -> Slope:
    """Of several differences the one that agrees most with its wider neighbour."""
    x, here = probe(place, 0.0)
    if not np.isfinite([x, here]).all():
        return Slope(np.nan, np.nan, False)
    size = 2.0 ** np.ceil(np.log2(max(1.0, abs(x))))
    nudges = size * np.array(NUDGES[dtype])
    slopes, gaps = np.array([around(probe, place, x, here, by) for by in nudges]).T
    noise = np.finfo(dtype).eps * abs(here) / nudges
    doubts = np.abs(np.diff(slopes)) + noise[1:]
    if not np.isfinite(doubts).any():
        return Slope(np.nan, np.nan, False)
    best = int(np.nanargmin(doubts))
    kink = min(gaps) > max(0.5 * max(gaps), SHARP * abs(slopes[best + 1]), 16 * noise[-1])
    return Slope(float(slopes[best + 1]), float(doubts[best]), bool(kink))


def around(probe: Probe, place: int, x: float, here: float, by: float) -> tuple[float, float]:
    """The central difference, and how far the slopes to the right and to the left are apart."""
    low, below = probe(place, -by)
    high, above = probe(place, by)
    return (above - below) / (high - low), abs(
        (above - here) / (high - x) - (here - below) / (x - low)
    )
