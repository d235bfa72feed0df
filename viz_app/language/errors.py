"""What can stop a program: an exception of its own, or a limit that it can neither catch nor delay.

Raised         an exception object of the program on its way to an `except`, with its place
LimitReached   a limit; no `except` and no `finally` of the program sees it
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from viz_app import i18n
from viz_app.language.classes import ExceptionInstance, UserClass
from viz_app.language.exceptions import EXCEPTIONS, exception_of

if TYPE_CHECKING:
    from viz_app.language.spots import Spot

PYTORCHS = re.compile(r"'(Size|dtype|device)' object")
HOST_PLACE = re.compile(r"(?<![\w.])[\w.]*<locals>\.")
"""Where a function of ours was made, which is nothing to a message about it."""
PLAIN = (str, int, float, bool, complex, bytes, tuple, frozenset, range, type(None))


class Raised(Exception):
    """An exception of the program: the object, the line where it arose, its site in the trace."""

    def __init__(self, value: ExceptionInstance) -> None:
        super().__init__()
        self.value = value
        self.line = 0
        self.cell = 0
        self.site: int | None = None

    @property
    def type_name(self) -> str:
        """As Python's last line has it: with its module, unless that is the program or Python."""
        cls = self.value.cls
        own = cls.module in ("builtins", "__main__")
        return cls.qualname if own else f"{cls.module}.{cls.qualname}"


class LimitReached(BaseException):
    """A limit was reached: which one, and the numbers for its sentence."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values
        self.spot: Spot | None = None

    def say(self, language: str = "en") -> str:
        """The sentence in a language."""
        return i18n.text(language, f"limit.{self.key}", **self.values)


STOPS = (Exception, LimitReached)
"""What may come out of an operation: its place is added, and it is passed on."""


def raised(error: Exception) -> Raised:
    """A host exception that an operation raised, as an exception of the program.

    A host exception of a kind that the language does not have is a mistake of ours; it passes on.
    """
    if isinstance(error, Raised):
        return error
    if isinstance(error, RecursionError):
        return made("RecursionError", "maximum recursion depth exceeded")
    if isinstance(error, StopIteration):
        return made("StopIteration", *error.args)
    for kind in type(error).__mro__:
        if kind.__module__.startswith(("torch.", "decimal")):
            return Raised(of_library(kind)(str(error)))
        if kind.__name__ in EXCEPTIONS:
            key = isinstance(error, KeyError)
            plain = all(isinstance(arg, PLAIN) or (key and ours(arg)) for arg in error.args)
            args = error.args if plain and not isinstance(error, UnicodeError) else None
            if isinstance(error, TypeError) and PYTORCHS.search(str(error)):
                args = (PYTORCHS.sub(r"'torch.\1' object", str(error)),)
            if args is None or (isinstance(error, TypeError) and "<locals>" in str(error)):
                args = (HOST_PLACE.sub("", str(error)),)
            return made(kind.__name__, *args)
    raise error


def ours(value: Any) -> bool:
    """Whether a value is of a kind of the language."""
    return type(value).__module__.startswith("viz_app.language.")


@cache
def of_library(kind: Any) -> UserClass:
    """The class of the program for an exception that PyTorch or `decimal` defines."""
    base = next(each for each in kind.__mro__ if each.__name__ in EXCEPTIONS)
    return exception_of(kind.__name__, kind.__module__, EXCEPTIONS[base.__name__])


def made(name: str, *args: Any) -> Raised:
    """A new exception of one of Python's classes."""
    value = EXCEPTIONS[name](*args)
    return Raised(value)
