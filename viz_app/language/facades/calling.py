"""`functools`, `contextlib`: functions made of functions, contexts made of generators."""

from __future__ import annotations

import functools
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from viz_app.language.attributes import TABLES, Field, Method, get_attribute, set_attribute
from viz_app.language.classes import BRIDGES, MISSING, BoundMethod, UserClass
from viz_app.language.errors import Raised, made
from viz_app.language.facades.containers import record_class
from viz_app.language.facades.registry import module
from viz_app.language.functions import Function, own_attributes
from viz_app.language.generators import Generator
from viz_app.language.machine import Machine
from viz_app.language.values import Builtin, Descriptor, TypeValue, Value, address, shown_as


@shown_as("functools.partial")
class Partial:
    """A function with some of its arguments given already."""

    __slots__ = ("args", "function", "keywords", "place")

    def __init__(self, function: Value, /, *args: Value, **keywords: Value) -> None:
        if not callable(function):
            raise TypeError("the first argument must be callable")
        self.function = function
        self.args = args
        self.keywords = keywords

    def __call__(self, *args: Value, **keywords: Value) -> Value:
        return self.function(*self.args, *args, **{**self.keywords, **keywords})

    def __repr__(self) -> str:
        words = (f"{name}={value!r}" for name, value in self.keywords.items())
        parts = [repr(self.function), *map(repr, self.args), *words]
        return f"functools.partial({', '.join(parts)})"


TABLES[Partial] = {
    "func": Field(lambda self: self.function),
    "args": Field(lambda self: self.args),
    "keywords": Field(lambda self: dict(self.keywords)),
}


@shown_as("functools._lru_cache_wrapper")
class Cached(Descriptor):
    """A function that remembers what it answered."""

    __slots__ = ("answers", "function", "hits", "info", "limit", "misses", "place", "typed")

    def __init__(self, function: Value, limit: int | None, typed: bool, info: Value) -> None:
        self.function = function
        self.limit = limit
        self.typed = typed
        self.info = info
        self.clear()

    def clear(self) -> None:
        self.answers: OrderedDict[Value, Value] = OrderedDict()
        self.hits = self.misses = 0

    def __call__(self, *args: Value, **kwargs: Value) -> Value:
        key: Value = (args, tuple(kwargs.items()))
        if self.typed:
            key = (key, tuple(map(type, args)), tuple(map(type, kwargs.values())))
        answer = self.answers.get(key, MISSING)
        if answer is not MISSING:
            self.hits += 1
            self.answers.move_to_end(key)
            return answer
        self.misses += 1
        answer = self.function(*args, **kwargs)
        if self.limit != 0:
            self.answers[key] = answer
        if self.limit is not None and len(self.answers) > self.limit:
            self.answers.popitem(last=False)
        return answer

    def cache_info(self) -> Value:
        return self.info(self.hits, self.misses, self.limit, len(self.answers))

    def bound(self, instance: Value, cls: Value) -> Value:
        return BoundMethod(self, instance)

    @property
    def name(self) -> str:
        return str(self.function.name)

    def __repr__(self) -> str:
        return f"<functools._lru_cache_wrapper object at {address(self)}>"


TABLES[Cached] = {
    "cache_info": Method("cache_info", Cached.cache_info),
    "cache_clear": Method("cache_clear", Cached.clear),
    "__wrapped__": Field(lambda self: self.function),
    "__name__": Field(lambda self: self.name),
    "__doc__": Field(lambda self: getattr(self.function, "doc", None)),
}


@shown_as("cached_property")
class CachedProperty(Descriptor):
    """A method that is called once for each object."""

    __slots__ = ("function", "place")

    def __init__(self, function: Value) -> None:
        self.function = function

    def bound(self, instance: Value, cls: Value) -> Value:
        value = self.function(instance)
        instance.names[self.function.name] = value
        return value

    def __repr__(self) -> str:
        return f"<functools.cached_property object at {address(self)}>"


@module("functools")
def functools_(machine: Machine) -> dict[str, Value]:
    info = record_class(
        machine, "CacheInfo", ("hits", "misses", "maxsize", "currsize"), (), "functools"
    )

    def lru_cache(maxsize: Value = 128, typed: Value = False) -> Value:
        if callable(maxsize):
            return Cached(maxsize, 128, False, info)
        if maxsize is not None and not isinstance(maxsize, int):
            text = "Expected first argument to be an integer, a callable, or None"
            raise made("TypeError", text)
        limit = None if maxsize is None else max(maxsize, 0)
        return Builtin("decorator", lambda function, /: Cached(function, limit, bool(typed), info))

    def reduce(function: Value, items: Value, /, *initial: Value) -> Value:
        return functools.reduce(function, machine.charge_items(items), *initial)

    def update_wrapper(wrapper: Value, wrapped: Value, *args: Value, **kwargs: Value) -> Value:
        for name in ("__name__", "__doc__"):
            value = getattr(wrapped, "name" if name == "__name__" else "doc", None)
            set_attribute(machine, wrapper, name, value)
        if type(wrapper) is Function:
            own_attributes(wrapper)["__wrapped__"] = wrapped
            wrapper.qualname = str(getattr(wrapped, "qualname", wrapper.name))
        return wrapper

    def wraps(wrapped: Value, *args: Value, **kwargs: Value) -> Value:
        return Builtin("wraps", lambda wrapper, /: update_wrapper(wrapper, wrapped))

    calls: dict[str, Callable[..., Value]] = {
        "lru_cache": lru_cache,
        "cache": lambda function, /: Cached(function, None, False, info),
        "reduce": reduce,
        "wraps": wraps,
        "update_wrapper": update_wrapper,
        "cmp_to_key": functools.cmp_to_key,
        "total_ordering": total_ordering,
    }
    return {
        **{name: Builtin(name, call) for name, call in calls.items()},
        "partial": TypeValue("partial", Partial, Partial, "functools", quick=False),
        "cached_property": TypeValue(
            "cached_property", CachedProperty, CachedProperty, "functools", quick=False
        ),
    }


ORDER: dict[str, dict[str, Callable[[Value, Value], Value]]] = {
    "__lt__": {
        "__gt__": lambda a, b: not (a < b) and a != b,
        "__le__": lambda a, b: a < b or a == b,
        "__ge__": lambda a, b: not (a < b),
    },
    "__le__": {
        "__ge__": lambda a, b: not (a <= b) or a == b,
        "__lt__": lambda a, b: a <= b and a != b,
        "__gt__": lambda a, b: not (a <= b),
    },
    "__gt__": {
        "__lt__": lambda a, b: not (a > b or a == b),
        "__ge__": lambda a, b: a > b or a == b,
        "__le__": lambda a, b: not (a > b),
    },
    "__ge__": {
        "__le__": lambda a, b: not (a >= b) or a == b,
        "__gt__": lambda a, b: a >= b and a != b,
        "__lt__": lambda a, b: not (a >= b),
    },
}


def total_ordering(cls: Value, /) -> Value:
    """The comparisons that a class lacks, made from the one that it has."""
    if not isinstance(cls, UserClass):
        raise made("TypeError", "total_ordering decorates a class")
    root = next(
        (name for name in ("__lt__", "__le__", "__gt__", "__ge__") if name in cls.names), ""
    )
    if not root:
        raise made("ValueError", "must define at least one ordering operation: < > <= >=")
    for name, compare in ORDER[root].items():
        if name not in cls.names:
            cls.names[name] = Builtin(name, compare)
            setattr(cls.host, name, BRIDGES[name])
    return cls


# contextlib ---------------------------------------------------------------------------------------


@shown_as("_GeneratorContextManager")
class GeneratorContext:
    """A generator as a context manager: what is before its `yield`, and what is after it."""

    __slots__ = ("again", "generator", "place")

    def __init__(self, again: Callable[[], Value]) -> None:
        self.again = again
        self.generator: Any = again()

    def enter(self) -> Value:
        try:
            return next(self.generator)
        except StopIteration:
            raise made("RuntimeError", "generator didn't yield") from None

    def leave(self, kind: Value, value: Value, traceback: Value) -> Value:
        try:
            if value is None:
                next(self.generator)
            else:
                self.generator.throw(Raised(value))
        except StopIteration:
            return value is not None
        except Raised as error:
            if value is not None and error.value is value:
                return False
            raise
        after = "" if value is None else " after throw()"
        raise made("RuntimeError", f"generator didn't stop{after}")

    def __call__(self, function: Value) -> Value:
        """As a decorator: a new context for every call."""

        def call(*args: Value, **kwargs: Value) -> Value:
            return within(GeneratorContext(self.again), lambda: function(*args, **kwargs))

        return Builtin(getattr(function, "name", "inner"), call)

    def __repr__(self) -> str:
        return f"<contextlib._GeneratorContextManager object at {address(self)}>"


def within(context: GeneratorContext, body: Callable[[], Value]) -> Value:
    context.enter()
    try:
        result = body()
    except Raised as error:
        if context.leave(error.value.cls, error.value, None):
            return None
        raise
    context.leave(None, None, None)
    return result


@shown_as("suppress")
class Context:
    """A context manager of two functions."""

    __slots__ = ("enter", "leave", "place")

    def __init__(self, enter: Callable[[], Value], leave: Callable[..., Value]) -> None:
        self.enter = enter
        self.leave = leave


for _kind in (GeneratorContext, Context):
    TABLES[_kind] = {
        "__enter__": Method("__enter__", lambda self: self.enter()),
        "__exit__": Method("__exit__", lambda self, *args: self.leave(*args)),
    }


@module("contextlib")
def contextlib_(machine: Machine) -> dict[str, Value]:
    def contextmanager(function: Value, /) -> Value:
        def make(*args: Value, **kwargs: Value) -> Value:
            def begin() -> Value:
                made_value = function(*args, **kwargs)
                if type(made_value) is not Generator:
                    kind = type(made_value).__name__
                    raise made("TypeError", f"'{kind}' object is not an iterator")
                return made_value

            return GeneratorContext(begin)

        return Builtin(getattr(function, "name", "helper"), make)

    def suppress(*kinds: Value) -> Value:
        def leave(kind: Value, value: Value, traceback: Value) -> bool:
            return value is not None and any(each in value.cls.mro for each in kinds)

        return Context(lambda: None, leave)

    def closing(thing: Value) -> Value:
        return Context(lambda: thing, lambda *args: get_attribute(machine, thing, "close")() and 0)

    return {
        "contextmanager": Builtin("contextmanager", contextmanager),
        "suppress": Builtin("suppress", suppress),
        "nullcontext": Builtin(
            "nullcontext", lambda result=None: Context(lambda: result, lambda *args: False)
        ),
        "closing": Builtin("closing", closing),
    }


VALUE_TYPES = (Partial, Cached, CachedProperty, GeneratorContext, Context)
