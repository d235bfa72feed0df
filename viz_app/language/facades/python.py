"""Small modules of Python: `math`, `random`, `time`, `typing`; without the machine around them."""

from __future__ import annotations

import math
import random
import re
import time
from collections import abc
from collections.abc import Callable
from functools import partial
from itertools import count
from typing import Any

from viz_app.language.attributes import TABLES, Method
from viz_app.language.classes import Instance, UserClass
from viz_app.language.errors import LimitReached, made
from viz_app.language.facades.containers import RecordBase
from viz_app.language.facades.registry import module
from viz_app.language.machine import Machine
from viz_app.language.values import Builtin, Hint, TypeValue, Value, address, shown_as

MATH = """
    acos acosh asin asinh atan atan2 atanh cbrt ceil copysign cos cosh degrees dist erf erfc exp
    exp2 expm1 fabs floor fmod frexp fsum gamma gcd hypot isclose isfinite isinf isnan isqrt lcm
    ldexp lgamma log log10 log1p log2 modf nextafter pow prod radians remainder sin sinh sqrt tan
    tanh trunc ulp
"""
CONSTANTS = "e inf nan pi tau"
RANDOM = """
    betavariate choice choices expovariate gauss getrandbits normalvariate randint random randrange
    sample seed shuffle triangular uniform
"""
TYPING = """
    AbstractSet Any Annotated AnyStr Awaitable ByteString ClassVar Concatenate
    Counter DefaultDict Deque Dict Final FrozenSet ItemsView 
    KeysView List Literal LiteralString 
    Never NoReturn NotRequired Optional OrderedDict Required Self Set 
    SupportsFloat SupportsIndex SupportsInt Text Tuple Type TypeAlias TypeGuard Union ValuesView
"""
ABSTRACT = """
    Callable Collection Container Generator Hashable Iterable Iterator Mapping MutableMapping
    MutableSequence MutableSet Reversible Sequence Set Sized
"""


@module("math")
def math_(machine: Machine) -> dict[str, Value]:
    def bounded(function: Callable[..., int]) -> Callable[..., int]:
        def call(*args: Value) -> int:
            most = machine.limits.bits // 4
            if any(isinstance(arg, int) and abs(arg) > most for arg in args):
                raise LimitReached("bits", limit=machine.limits.bits)
            return function(*args)

        return call

    def walking(function: Callable[..., Any]) -> Callable[..., Any]:
        def call(items: Value, /, **options: Value) -> Value:
            return function(machine.charge_items(items), **options)

        return call

    return {
        **{name: Builtin(name, getattr(math, name)) for name in MATH.split()},
        **{name: getattr(math, name) for name in CONSTANTS.split()},
        **{
            name: Builtin(name, bounded(getattr(math, name)))
            for name in ("comb", "factorial", "perm")
        },
        **{name: Builtin(name, walking(getattr(math, name))) for name in ("fsum", "prod")},
    }


@shown_as("Random")
class Chance:
    """A generator of random numbers of the program's own: `random.Random(seed)`."""

    __slots__ = ("machine", "place", "source")

    def __init__(self, machine: Machine, source: random.Random) -> None:
        self.machine = machine
        self.source = source

    def __repr__(self) -> str:
        return f"<random.Random object at {address(self)}>"


def drawn(name: str) -> Callable[..., Value]:
    def draw(self: Chance, *args: Value, **kwargs: Value) -> Value:
        for each in args:
            self.machine.charge_items(each)
        return getattr(self.source, name)(*args, **kwargs)

    return draw


def choices(
    self: Chance, population: Value, weights: Value = None, *, cum_weights: Value = None, k: int = 1
) -> Value:
    self.machine.charge(max(k, 0))
    return self.source.choices(population, weights, cum_weights=cum_weights, k=k)


def getrandbits(self: Chance, k: int) -> int:
    if k > self.machine.limits.bits:
        raise LimitReached("bits", limit=self.machine.limits.bits)
    return self.source.getrandbits(k)


DRAWS = {name: drawn(name) for name in RANDOM.split()}
DRAWS |= {"choices": choices, "getrandbits": getrandbits}
TABLES[Chance] = {name: Method(name, call) for name, call in DRAWS.items()}


@module("random")
def random_(machine: Machine) -> dict[str, Value]:
    """Python's generator, begun with the seed of the run, so that a run can be repeated."""
    shared = Chance(machine, random.Random(machine.seed))

    def another(seed: Value = None) -> Chance:
        return Chance(machine, random.Random(machine.seed if seed is None else seed))

    return {
        **{name: Builtin(name, partial(call, shared)) for name, call in DRAWS.items()},
        "Random": TypeValue("Random", Chance, another, "random", quick=False),
    }


@module("time")
def time_(machine: Machine) -> dict[str, Value]:
    """A clock that tells the same in every run: it begins at 0 and gains a millisecond a look."""
    looks = count()

    def now() -> float:
        return next(looks) / 1000

    clocks = ("time", "perf_counter", "monotonic", "process_time")
    names: dict[str, Value] = {name: Builtin(name, now) for name in clocks}
    for name in clocks:
        names[f"{name}_ns"] = Builtin(f"{name}_ns", lambda: int(now() * 1e9))
    names["sleep"] = Builtin("sleep", lambda seconds, /: None)
    names["strftime"] = Builtin("strftime", moment)
    return names


def moment(format: Value, *args: Value) -> str:
    """`time.strftime`: the clock of a program begins where the clocks of computers do."""
    if not isinstance(format, str) or len(format) > 1_000 or re.search(r"%\W*\d", format):
        raise made("ValueError", "Invalid format string")
    return time.strftime(format, time.gmtime(0))


@module("typing")
def typing_(machine: Machine) -> dict[str, Value]:
    """Names for annotations: what is made of them can be read, and checks nothing."""
    anything = UserClass("Generic", "Generic", (), {}, module="typing", host=Instance)
    anything.names["__class_getitem__"] = Builtin("__class_getitem__", lambda cls, inside: cls)
    protocol = ProtocolClass(
        "Protocol", "Protocol", (), dict(anything.names), module="typing", host=Instance
    )
    protocol.asked = ()

    def checkable(cls: Value, /) -> Value:
        if type(cls) is ProtocolClass:
            members = {*cls.names, *cls.names.get("__annotations__", ())}
            cls.asked = tuple(name for name in members if not name.startswith("__"))
            cls.has = lambda value, name: machine.builtins["hasattr"](value, name)
        return cls

    return {
        **{name: Hint(f"typing.{name}") for name in TYPING.split()},
        **abstract_types("typing"),
        **{name: Builtin(name, variable) for name in ("TypeVar", "ParamSpec")},
        **{name: Builtin(name, decorated) for name in ("overload", "final", "no_type_check")},
        "Generic": anything,
        "Protocol": protocol,
        "NamedTuple": RecordBase(machine),
        "TYPE_CHECKING": False,
        "cast": Builtin("cast", lambda kind, value: value),
        "runtime_checkable": Builtin("runtime_checkable", checkable),
    }


class ProtocolClass(UserClass):
    """A class that derives from Protocol itself: what has its members counts as an instance.

    asked  the names of the members, where `@runtime_checkable` has allowed to ask
    """

    __slots__ = ("asked", "has")
    asked: tuple[str, ...]
    has: Callable[[Value, str], bool]

    def derive(
        self, name: str, qualname: str, bases: tuple[UserClass, ...], names: dict[str, Value]
    ) -> Value:
        if not any(type(base) is ProtocolClass and base.fixed for base in bases):
            return UserClass(name, qualname, bases, names)
        made_class = ProtocolClass(name, qualname, bases, names)
        made_class.asked = ()
        return made_class

    def holds(self, value: Value) -> bool:
        if super().holds(value):
            return True
        if not self.asked:
            text = "Instance and class checks can only be used with @runtime_checkable protocols"
            raise made("TypeError", text)
        return all(self.has(value, name) for name in self.asked)


ProtocolClass.__name__ = "type"


def abstract_types(path: str) -> dict[str, Value]:
    """`Iterable` and its like: what they accept is asked of the value's type, as Python does."""

    def accepting(name: str) -> Callable[[Value], bool]:
        kind: type = getattr(abc, name)
        return lambda value: isinstance(value, kind)

    return {name: Hint(f"{path}.{name}", accepts=accepting(name)) for name in ABSTRACT.split()}


def variable(name: str, *args: Value, **kwargs: Value) -> Value:
    """`TypeVar("T")` and its like."""
    return Hint(f"~{name}")


def decorated(value: Value) -> Value:
    """A decorator that is for type checkers only."""
    return value


@module("__future__")
def future(machine: Machine) -> dict[str, Value]:
    return dict.fromkeys(FEATURES)


FEATURES = (
    *("absolute_import", "annotations", "division", "generator_stop", "generators"),
    *("nested_scopes", "print_function", "unicode_literals", "with_statement"),
)
