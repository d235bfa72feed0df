"""The state of one run: names, budget, where it is, what it has said; compiled code holds it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sized
from typing import TYPE_CHECKING, Any

from viz_app.language.errors import LimitReached, Raised, raised
from viz_app.language.values import Frame, Value
from viz_app.settings import Limits

if TYPE_CHECKING:
    from autograd_core.trace import Recorder
    from viz_app.language.spots import Spot

CHUNK = 1_000
"""Steps between two looks at the clock."""


class Machine:
    """What a running program shares: its globals, its recorder, its limits.

    path    the calls that wait: (function, line of the call), outermost first
    loops   the round of each running loop, outermost first
    fuel    steps until the next look at the clock
    notes   what a module remembers for the run, such as options of printing
    stopped  the run is over: nothing of the program may run any more
    late    a limit that was reached where Python lets nothing be raised
    """

    __slots__ = (
        "beat",
        "bound",
        "builtins",
        "calling",
        "deadline",
        "depth",
        "fuel",
        "globals",
        "handling",
        "late",
        "limits",
        "loops",
        "modules",
        "notes",
        "operations",
        "path",
        "printed",
        "printed_lines",
        "recorder",
        "said",
        "seed",
        "sites",
        "spot",
        "steps",
        "stopped",
        "tables",
        "types",
    )

    def __init__(
        self,
        recorder: Recorder,
        limits: Limits,
        bound: frozenset[str] = frozenset(),
        seed: int = 0,
    ) -> None:
        self.builtins: dict[str, Value] = {}
        self.modules: dict[str, Value] = {}
        self.tables: dict[type, dict[str, Any]] = {}
        self.types: dict[type, Value] = {}
        self.begin(recorder, limits, bound, seed)

    def begin(self, recorder: Recorder, limits: Limits, bound: frozenset[str], seed: int) -> None:
        """The one run begins: all but what the program is given."""
        self.recorder = recorder
        self.sites: dict[Any, int] = recorder.sites
        self.limits = limits
        self.bound = bound
        self.seed = seed
        self.globals: Frame = {"__name__": "__main__"}
        self.path: tuple[tuple[str, int], ...] = ()
        self.loops: list[int] = []
        self.handling: list[Raised] = []
        self.depth = 0
        self.fuel = CHUNK
        self.steps = limits.steps
        self.operations = limits.operations
        self.deadline = time.monotonic() + limits.seconds
        self.calling: Spot | None = None
        self.spot: Spot | None = None
        self.notes: dict[str, Any] = {}
        self.printed = limits.printed
        self.printed_lines = limits.printed_lines
        self.stopped = False
        self.late: LimitReached | None = None
        self.said: set[tuple[str, str, int]] = set()
        self.beat: Callable[[int, int], None] = lambda line, steps: None
        recorder.on_warning = self.warn

    def begin_cell(self) -> None:
        """A cell begins: nothing waits, and every warning may be given once more."""
        self.path = ()
        self.loops.clear()
        self.handling.clear()
        self.said.clear()
        self.depth = 0

    # The budget -----------------------------------------------------------------------------------

    def charge(self, steps: int) -> None:
        """Pay for work that is about to be done."""
        self.fuel -= steps
        if self.fuel < 0:
            self.refuel()

    def refuel(self, spot: Spot | None = None) -> None:
        """Take the next steps from the budget; stop when it is used up, or the time is."""
        self.steps += self.fuel - CHUNK
        self.fuel = CHUNK
        known = spot or self.spot
        self.beat(0 if known is None else known.line, self.limits.steps - self.steps)
        limits, reached = self.limits, None
        if self.late is not None:
            reached, self.late = self.late, None
        elif self.steps < 0:
            reached = LimitReached("steps", limit=f"{limits.steps:,}")
        elif time.monotonic() > self.deadline:
            reached = LimitReached("seconds", limit=f"{limits.seconds:g}")
        if reached is not None:
            reached.spot = spot
            raise reached

    def charge_items(self, items: Value) -> Value:
        """Pay for walking over a container now; iterators of ours are paid for item by item."""
        if isinstance(items, Sized) and type(items).__module__ in ("builtins", "collections"):
            try:
                self.charge(len(items))
            except OverflowError:
                raise LimitReached("steps", limit=f"{self.limits.steps:,}") from None
        return items

    def enter(self) -> None:
        """One function more waits for another."""
        if self.depth >= self.limits.recursion:
            raise RecursionError
        self.depth += 1

    def handled(self) -> None:
        """The exception that was caught last is done with; what waits after the end has none."""
        if self.handling:
            self.handling.pop()

    # Where the program is -------------------------------------------------------------------------

    def mark(self, spot: Spot) -> None:
        """A tensor operation at `spot` runs next: what the core does from here on is its doing."""
        self.operations -= 1
        if self.operations < 0:
            raise LimitReached("operations", limit=f"{self.limits.operations:,}")
        self.fuel -= 1
        if self.fuel < 0:
            self.refuel()
        self.spot = spot
        key = (*spot.place, self.path, tuple(self.loops))
        sites = self.sites
        self.recorder.at = sites.setdefault(key, len(sites))

    def point(self, spot: Spot) -> None:
        """Tell the recorder which place of the text everything from here on belongs to."""
        self.spot = spot
        self.recorder.at = self.site(spot)

    def site(self, spot: Spot) -> int:
        """The number of a place, in this call and this round of the loops."""
        sites = self.sites
        return sites.setdefault((*spot.place, self.path, tuple(self.loops)), len(sites))

    def blame(self, error: BaseException, spot: Spot) -> Raised | LimitReached:
        """An exception, as one of the program; the innermost place that sees it is its place."""
        if isinstance(error, MemoryError):
            error = LimitReached("memory")
        if isinstance(error, LimitReached):
            error.spot = error.spot or spot
            self.stopped = True
            return error
        assert isinstance(error, Exception)
        problem = raised(error)
        if problem.site is None:
            problem.site = self.site(spot)
            problem.line, problem.cell = spot.line, spot.cell
        return problem

    def caught(self, error: Exception, spot: Spot) -> Raised:
        """The same where a `try` or a `with` of the program catches; a limit passes through it."""
        problem = self.blame(error, spot)
        if isinstance(problem, LimitReached):
            raise problem
        return problem

    # Names and output -----------------------------------------------------------------------------

    def warn(self, category: str, text: str) -> None:
        """Record a warning once for each text and line, as Python's default filter does."""
        line = self.spot.line if self.spot is not None else 0
        if (category, text, line) not in self.said:
            self.said.add((category, text, line))
            if self.spot is not None:
                self.recorder.at = self.site(self.spot)
            self.recorder.warning(category, text)

    def write(self, stream: str, text: str) -> None:
        """Record output; beyond the limit it is cut and the run stops.

        UnicodeEncodeError for half of a surrogate pair, as Python's own stdout raises.
        """
        if self.late is not None:
            self.refuel()
        if not text.isascii():
            text.encode()
        self.printed -= len(text)
        self.printed_lines -= text.count("\n")
        if self.printed < 0 or self.printed_lines < 0:
            if self.printed < 0:
                text = text[: self.printed]
            self.recorder.output(stream, text)
            limits = self.limits
            sizes = {"limit": f"{limits.printed:,}", "lines": f"{limits.printed_lines:,}"}
            raise LimitReached("printed", **sizes)
        self.recorder.output(stream, text)
