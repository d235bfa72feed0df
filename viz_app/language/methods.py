"""The methods of Python's plain types, by exact type: a listed name in, a checked function out.

A name in the plain lists is the host's own method. One that could make a large result from a small
call has a function of its own, which looks at the size first.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Sized
from typing import Any

from viz_app.language.attributes import Field, Member, Method
from viz_app.language.builtins import PlainIterator
from viz_app.language.errors import LimitReached
from viz_app.language.grammar import words
from viz_app.language.machine import Machine
from viz_app.language.operators import CHECKS
from viz_app.language.strings import check_widths, format_method, percent_format
from viz_app.language.texts import repr_of, text_of
from viz_app.language.values import Value

PLAIN: dict[type, str] = {
    str: """
        capitalize casefold count endswith find index isalnum isalpha isascii isdecimal isdigit
        isidentifier islower isnumeric isprintable isspace istitle isupper lower lstrip partition
        removeprefix removesuffix rfind rindex rpartition rsplit rstrip split splitlines startswith
        strip swapcase title upper encode
    """,
    bytes: """
        capitalize count decode endswith find hex index isalnum isalpha isascii isdigit islower
        isspace istitle isupper lower lstrip partition removeprefix removesuffix rfind rindex
        rpartition rsplit rstrip split splitlines startswith strip swapcase title upper
    """,
    list: "append clear copy count index insert pop remove reverse",
    tuple: "count index",
    dict: "clear copy get items keys pop popitem setdefault values",
    set: "add clear copy discard isdisjoint pop remove",
    frozenset: "copy isdisjoint",
    int: "bit_count bit_length conjugate is_integer as_integer_ratio",
    bool: "bit_count bit_length conjugate",
    float: "is_integer conjugate as_integer_ratio hex",
    complex: "conjugate",
    range: "count index",
}

SET_ALGEBRA = "difference intersection issubset issuperset symmetric_difference union"
SET_UPDATES = "difference_update intersection_update symmetric_difference_update update"

FIELDS: dict[type, dict[str, Callable[[Value], Value]]] = {
    int: {"real": int, "imag": lambda value: 0, "numerator": int, "denominator": lambda value: 1},
    float: {"real": float, "imag": lambda value: 0.0},
    complex: {"real": lambda value: value.real, "imag": lambda value: value.imag},
    slice: {
        "start": lambda value: value.start,
        "stop": lambda value: value.stop,
        "step": lambda value: value.step,
    },
    range: {
        "start": lambda value: value.start,
        "stop": lambda value: value.stop,
        "step": lambda value: value.step,
    },
}


def plain_tables(machine: Machine) -> dict[type, dict[str, Member]]:
    """The tables of all plain types for one run."""
    tables: dict[type, dict[str, Member]] = {}
    for kind, names in PLAIN.items():
        tables[kind] = {
            name: Method(name, getattr(kind, name)) for name in names.split() if hasattr(kind, name)
        }
    for kind, fields in FIELDS.items():
        tables.setdefault(kind, {}).update({name: Field(get) for name, get in fields.items()})
    own = {
        str: text_methods,
        bytes: byte_methods,
        int: int_methods,
        list: list_methods,
        dict: dict_methods,
        set: set_methods,
    }
    for kind, make in own.items():
        made = make(machine)
        tables[kind].update({name: Method(name, call) for name, call in made.items()})
    for kind in DIRECT:
        tables[kind].update(direct_methods(machine, kind))
    algebra = charged_methods(machine, frozenset, SET_ALGEBRA)
    tables[frozenset].update({name: Method(name, call) for name, call in algebra.items()})
    return tables


DIRECT = (bool, int, float, str, bytes, list, tuple, dict, set, frozenset, range)
OPERATORS: dict[str, type[ast.operator]] = {
    **dict.fromkeys(
        words(
            """
            __sub__ __rsub__ __truediv__ __rtruediv__ __floordiv__ __mod__ __neg__ __pos__ __abs__
            __invert__ __and__ __or__ __xor__ __eq__ __ne__ __lt__ __le__ __gt__ __ge__ __len__
            __contains__ __getitem__ __setitem__ __delitem__ __bool__ __int__ __float__ __index__
            __hash__ __repr__ __str__ __round__ __iter__ __reversed__ __rfloordiv__ __rmod__
            __rand__ __ror__ __rxor__ __iand__ __ior__ __isub__ __ixor__ __divmod__ __rdivmod__
            __trunc__ __floor__ __ceil__ __format__
            """
        ),
        ast.Sub,
    ),
    **{"__add__": ast.Add, "__radd__": ast.Add, "__mul__": ast.Mult, "__rmul__": ast.Mult},
    **{"__iadd__": ast.Add, "__imul__": ast.Mult},
    **{"__pow__": ast.Pow, "__lshift__": ast.LShift},
}
"""Operator methods that may be called by name, such as `(1).__add__(2)`, and what sizes them."""


def direct_methods(machine: Machine, kind: type) -> dict[str, Member]:
    def checked(name: str) -> Callable[..., Value]:
        host: Callable[..., Any] = getattr(kind, name)
        check = CHECKS.get(OPERATORS[name])

        def call(self: Value, *args: Value) -> Value:
            if name in ("__repr__", "__str__"):
                return repr_of(machine, self) if name == "__repr__" else text_of(machine, self)
            if name == "__format__" and args and type(args[0]) is str:
                check_widths(machine, args[0])
            if check is not None and len(args) == 1:
                check(machine, self, args[0])
            if name in ("__iter__", "__reversed__"):
                return PlainIterator(machine, host(self))
            return percent_format(machine, self, *args) if texts(name) else host(self, *args)

        return call

    def texts(name: str) -> bool:
        return kind in (str, bytes) and name == "__mod__"

    return {name: Method(name, checked(name)) for name in OPERATORS if hasattr(kind, name)}


Calls = dict[str, Callable[..., Value]]


def charged_methods(machine: Machine, kind: type, names: str) -> Calls:
    """Methods that walk over their arguments: paid for before they begin."""

    def charged(name: str) -> Callable[..., Value]:
        host: Callable[..., Any] = getattr(kind, name)

        def call(self: Value, *args: Value) -> Value:
            for each in args:
                machine.charge_items(each)
            machine.charge_items(self)
            return host(self, *args)

        return call

    return {name: charged(name) for name in names.split()}


def growing_methods(machine: Machine, kind: Any) -> Calls:
    """Methods of str and bytes whose result may be much larger than what they are given."""
    tab = "\t" if kind is str else b"\t"

    def fits(length: Any) -> None:
        if isinstance(length, int) and length > machine.limits.text:
            limit = f"{machine.limits.text:,}"
            raise LimitReached("text", count=f"{length:,}", limit=limit)

    def padded(name: str) -> Callable[..., Value]:
        host: Callable[..., Value] = getattr(kind, name)

        def call(self: Any, *args: Value) -> Value:
            if args:
                fits(args[0])
            return host(self, *args)

        return call

    def replace(self: Any, *args: Value) -> Value:
        if len(args) >= 2 and isinstance(args[0], kind) and isinstance(args[1], kind):
            times = self.count(args[0])
            fits(len(self) + times * (len(args[1]) - len(args[0])))
        return kind.replace(self, *args)

    def join(self: Any, items: Value) -> Value:
        if isinstance(items, Sized):
            machine.charge_items(items)
        else:
            items = list(items)
        if isinstance(items, list | tuple):
            sizes = (len(item) for item in items if isinstance(item, kind))
            fits(sum(sizes) + len(self) * max(len(items) - 1, 0))
        return kind.join(self, items)

    def expandtabs(self: Any, tabsize: int = 8) -> Value:
        if isinstance(tabsize, int):
            fits(len(self) + self.count(tab) * tabsize)
        return kind.expandtabs(self, tabsize)

    return {
        **{name: padded(name) for name in ("center", "ljust", "rjust", "zfill")},
        "replace": replace,
        "join": join,
        "expandtabs": expandtabs,
    }


def byte_methods(machine: Machine) -> Calls:
    return growing_methods(machine, bytes)


def int_methods(machine: Machine) -> Calls:
    def to_bytes(
        self: int, length: int = 1, byteorder: str = "big", *, signed: bool = False
    ) -> bytes:
        if isinstance(length, int) and length > machine.limits.text:
            limit = f"{machine.limits.text:,}"
            raise LimitReached("text", count=f"{length:,}", limit=limit)
        return int.to_bytes(self, length, byteorder, signed=signed)  # type: ignore[arg-type]

    return {"to_bytes": to_bytes}


def text_methods(machine: Machine) -> Calls:
    def fits(length: int) -> None:
        if length > machine.limits.text:
            limit = f"{machine.limits.text:,}"
            raise LimitReached("text", count=f"{length:,}", limit=limit)

    def translate(self: str, table: Value, /) -> str:
        if type(table) is dict:
            machine.charge_items(table)
            texts = (len(value) for value in table.values() if type(value) is str)
            fits(len(self) * max(texts, default=1))
        return str.translate(self, table)

    def template(self: str, *args: Value, **kwargs: Value) -> str:
        return format_method(machine, self, *args, **kwargs)

    return {
        **growing_methods(machine, str),
        "format": template,
        "translate": translate,
    }


def list_methods(machine: Machine) -> Calls:
    def extend(self: list[Value], items: Value) -> None:
        machine.charge_items(items)
        list.extend(self, items)

    def sort(self: list[Value], **options: Value) -> None:
        machine.charge(len(self))
        list.sort(self, **options)

    return {"extend": extend, "sort": sort}


def dict_methods(machine: Machine) -> Calls:
    def update(self: dict[Value, Value], *args: Value, **kwargs: Value) -> None:
        for each in args:
            machine.charge_items(each)
        dict.update(self, *args, **kwargs)

    return {"update": update}


def set_methods(machine: Machine) -> Calls:
    return charged_methods(machine, set, f"{SET_ALGEBRA} {SET_UPDATES}")
