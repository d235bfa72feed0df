"""`itertools` and `operator`: lazily, every item paid for; operators with the sizes checked."""

from __future__ import annotations

import itertools
import operator
from collections.abc import Callable
from collections.abc import Iterator as HostIterator
from typing import Any

from viz_app.language.attributes import TABLES, Method, get_attribute
from viz_app.language.errors import LimitReached, made
from viz_app.language.facades.registry import module
from viz_app.language.machine import Machine
from viz_app.language.operators import BINARY, CHECKS, INPLACE, check_bits
from viz_app.language.strings import percent_format
from viz_app.language.values import Builtin, Iterator, TypeValue, Value, iterator_kind

LAZY = """
    accumulate chain combinations combinations_with_replacement compress count cycle dropwhile
    filterfalse groupby islice pairwise permutations product repeat starmap takewhile zip_longest
"""
POOLS = ("combinations", "combinations_with_replacement", "permutations")


@module("itertools")
def itertools_(machine: Machine) -> dict[str, Value]:
    def paid(items: Value) -> HostIterator[Value]:
        return Iterator(machine, iter(items))

    def lazy(name: str) -> Value:
        host: Callable[..., Any] = getattr(itertools, name)
        kind = KINDS[name]

        def make(*args: Value, **kwargs: Value) -> Value:
            return kind(machine, host(*map(over, args), **kwargs))

        def over(value: Value) -> Value:
            walks = hasattr(type(value), "__iter__") and not callable(value)
            return paid(value) if walks else value

        return TypeValue(name, kind, make, "itertools", quick=False)

    def product(*pools: Value, repeat: int = 1) -> Value:
        held = [tuple(machine.charge_items(pool)) for pool in pools]
        if isinstance(repeat, int):
            machine.charge(repeat * max(len(held), 1))
        return KINDS["product"](machine, itertools.product(*held, repeat=repeat))

    def chosen(name: str) -> Value:
        host: Callable[..., Any] = getattr(itertools, name)

        def choose(iterable: Value, r: Value = None) -> Value:
            pool = tuple(machine.charge_items(iterable))
            if isinstance(r, int):
                machine.charge(r)
            if r is None and name != "permutations":
                raise made("TypeError", f"{name}() missing required argument 'r' (pos 2)")
            return KINDS[name](machine, host(pool, r))

        return TypeValue(name, KINDS[name], choose, "itertools", quick=False)

    def count(start: Value = 0, step: Value = 1) -> Value:
        return KINDS["count"](machine, itertools.count(start, step))

    def repeat(object: Value, *times: int) -> Value:
        return KINDS["repeat"](machine, itertools.repeat(object, *times))

    def groupby(iterable: Value, key: Value = None) -> Value:
        pairs = itertools.groupby(paid(iterable), key)
        groups = ((k, KINDS["groupby"](machine, group)) for k, group in pairs)
        return KINDS["groupby"](machine, groups)

    def starmap(function: Value, iterable: Value) -> Value:
        return KINDS["starmap"](machine, itertools.starmap(function, paid(iterable)))

    def tee(iterable: Value, n: int = 2) -> Value:
        machine.charge(n)
        return tuple(Iterator(machine, each) for each in itertools.tee(paid(iterable), n))

    def flattened(iterables: Value) -> Value:
        return KINDS["chain"](machine, itertools.chain.from_iterable(paid(iterables)))

    names = {name: lazy(name) for name in LAZY.split()}
    names |= {name: chosen(name) for name in POOLS}
    names["chain"].statics["from_iterable"] = Builtin("from_iterable", flattened)
    own: dict[str, Callable[..., Value]] = {"product": product, "count": count, "repeat": repeat}
    own |= {"groupby": groupby, "starmap": starmap}
    for name, make in own.items():
        names[name] = TypeValue(name, KINDS[name], make, "itertools", quick=False)
    names["tee"] = Builtin("tee", tee)
    return names


KINDS: dict[str, Any] = {name: iterator_kind(name) for name in LAZY.split()}
for _kind in (*KINDS.values(), Iterator):
    TABLES[_kind] = {"__next__": Method("__next__", Iterator.__next__)}


# operator -----------------------------------------------------------------------------------------

BY_NAME = {function.__name__: (function, kind) for kind, function in BINARY.items()}
IN_PLACE = {function.__name__: (function, kind) for kind, function in INPLACE.items()}
PLAIN = "contains eq ge gt index inv invert is_ is_not le lt ne neg not_ pos truth abs"


@module("operator")
def operator_(machine: Machine) -> dict[str, Value]:
    def checked(function: Callable[..., Value], kind: Any) -> Callable[..., Value]:
        check = CHECKS.get(kind)

        def apply(a: Value, b: Value, /) -> Value:
            if check is not None:
                check(machine, a, b)
            if isinstance(a, str | bytes) and function.__name__.endswith("mod"):
                return percent_format(machine, a, b)
            result = function(a, b)
            if type(result) is int:
                check_bits(machine, result.bit_length())
            return result

        return apply

    both = {**BY_NAME, **IN_PLACE}
    names = {name: checked(function, kind) for name, (function, kind) in both.items()}
    plain = {name: getattr(operator, name) for name in PLAIN.split()}
    own: dict[str, Callable[..., Value]] = {
        "getitem": lambda a, b, /: a[b],
        "setitem": lambda a, b, c, /: operator.setitem(a, b, c),
        "delitem": lambda a, b, /: operator.delitem(a, b),
        "length_hint": operator.length_hint,
        "indexOf": lambda a, b, /: operator.indexOf(machine.charge_items(a), b),
        "concat": names["add"],
        "itemgetter": lambda *keys: item_getter(keys),
        "attrgetter": lambda *paths: attribute_getter(machine, paths),
        "methodcaller": lambda name, /, *args, **kwargs: method_caller(machine, name, args, kwargs),
        "countOf": lambda items, value, /: sum(
            item is value or item == value for item in machine.charge_items(items)
        ),
    }
    return {name: Builtin(name, call) for name, call in {**names, **plain, **own}.items()}


def item_getter(keys: tuple[Value, ...]) -> Value:
    if not keys:
        raise made("TypeError", "itemgetter expected 1 argument, got 0")
    if len(keys) == 1:
        return Builtin("itemgetter", lambda value, /: value[keys[0]])
    return Builtin("itemgetter", lambda value, /: tuple(value[key] for key in keys))


def attribute_getter(machine: Machine, paths: tuple[Value, ...]) -> Value:
    """`attrgetter("a.b")`: each name on the way is looked up as the program's own `.` would."""
    for path in paths:
        if type(path) is not str:
            raise made("TypeError", "attribute name must be a string")
        if len(path) > 1_000:
            raise LimitReached("text", count=f"{len(path):,}", limit="1,000")

    def follow(value: Value, path: str) -> Value:
        for name in path.split("."):
            value = get_attribute(machine, value, name)
        return value

    if len(paths) == 1:
        return Builtin("attrgetter", lambda value, /: follow(value, paths[0]))
    return Builtin("attrgetter", lambda value, /: tuple(follow(value, path) for path in paths))


def method_caller(
    machine: Machine, name: Value, args: tuple[Value, ...], kwargs: dict[str, Value]
) -> Value:
    if type(name) is not str:
        raise made("TypeError", "method name must be a string")
    return Builtin(
        "methodcaller", lambda value, /: get_attribute(machine, value, name)(*args, **kwargs)
    )
