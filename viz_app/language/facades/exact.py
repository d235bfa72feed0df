"""`decimal` and `fractions`: Python's own exact numbers, with exponents that fit into memory."""

from __future__ import annotations

import decimal
import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from viz_app.language.attributes import TABLES, Field, Member, Method
from viz_app.language.errors import LimitReached, of_library
from viz_app.language.facades.containers import record_class
from viz_app.language.facades.registry import module
from viz_app.language.machine import Machine
from viz_app.language.values import Builtin, TypeValue, Value, shown_as

LARGEST = 9_999
"""Exponents beyond this are refused: a whole number of that many digits is near at hand."""
PRECISION = 1_000
ROUNDINGS = """
    ROUND_05UP ROUND_CEILING ROUND_DOWN ROUND_FLOOR ROUND_HALF_DOWN ROUND_HALF_EVEN ROUND_HALF_UP
    ROUND_UP
"""
PROBLEMS = "DecimalException DivisionByZero Inexact InvalidOperation Overflow Rounded Underflow"
OF_DECIMAL = """
    adjusted as_integer_ratio compare conjugate copy_abs copy_negate copy_sign exp is_finite
    is_infinite is_nan is_normal is_signed is_zero ln log10 max min normalize quantize
    remainder_near same_quantum sqrt to_integral to_integral_exact to_integral_value
"""
EXPONENT = re.compile(r"[eE]([-+]?[\d_]+)\s*$")


def check_exponent(machine: Machine, value: Value) -> None:
    """Refuse a text whose exponent alone would fill the memory."""
    if isinstance(value, str) and (found := EXPONENT.search(value)):
        digits = found[1].replace("_", "").lstrip("+-0")
        if len(digits) > 5 or int(digits or 0) > LARGEST:
            raise LimitReached("bits", limit=machine.limits.bits)


def methods(host: type, names: str) -> dict[str, Member]:
    return {name: Method(name, getattr(host, name)) for name in names.split()}


def numbers() -> dict[str, Member]:
    """What every number has; it is its own real part."""
    return {"real": Field(lambda self: self), "imag": Field(lambda self: type(self)(0))}


@shown_as("decimal.Context")
class Settings:
    """`getcontext()`: how many digits are kept, and how they are rounded."""

    __slots__ = ("machine", "place")

    def __init__(self, machine: Machine) -> None:
        self.machine = machine


def put_precision(self: Settings, digits: int) -> None:
    if isinstance(digits, int) and digits > PRECISION:
        raise LimitReached("bits", limit=self.machine.limits.bits)
    decimal.getcontext().prec = digits


def put_rounding(self: Settings, rounding: str) -> None:
    decimal.getcontext().rounding = rounding


TABLES[Settings] = {
    "prec": Field(lambda self: decimal.getcontext().prec, put_precision),
    "rounding": Field(lambda self: decimal.getcontext().rounding, put_rounding),
}


@module("decimal")
def decimal_(machine: Machine) -> dict[str, Value]:
    decimal.setcontext(decimal.Context(prec=28, Emax=LARGEST, Emin=-LARGEST))

    def make(value: Value = "0", context: None = None) -> Decimal:
        number = Decimal(value)
        if number.is_finite() and abs(number.adjusted()) > LARGEST:
            raise LimitReached("bits", limit=machine.limits.bits)
        return number

    parts = record_class(machine, "DecimalTuple", ("sign", "digits", "exponent"), (), "decimal")
    machine.tables[Decimal] = {
        **methods(Decimal, OF_DECIMAL),
        **numbers(),
        "as_tuple": Method("as_tuple", lambda self: parts(*self.as_tuple())),
    }
    settings = Settings(machine)
    kind = TypeValue(
        "Decimal",
        Decimal,
        make,
        "decimal",
        quick=False,
        statics={"from_float": Builtin("from_float", Decimal.from_float)},
    )
    machine.types[Decimal] = kind
    return {
        "Decimal": kind,
        "getcontext": Builtin("getcontext", lambda: settings),
        **{name: getattr(decimal, name) for name in ROUNDINGS.split()},
        **{name: of_library(getattr(decimal, name)) for name in PROBLEMS.split()},
    }


@module("fractions")
def fractions_(machine: Machine) -> dict[str, Value]:
    def make(numerator: Value = 0, denominator: Value = None) -> Fraction:
        check_exponent(machine, numerator)
        return Fraction(numerator, denominator)

    machine.tables[Fraction] = {
        **methods(Fraction, "limit_denominator as_integer_ratio conjugate"),
        **numbers(),
        "numerator": Field(lambda self: self.numerator),
        "denominator": Field(lambda self: self.denominator),
    }
    statics: dict[str, Callable[..., Any]] = {
        "from_float": Fraction.from_float,
        "from_decimal": Fraction.from_decimal,
    }
    kind = TypeValue(
        "Fraction",
        Fraction,
        make,
        "fractions",
        quick=False,
        statics={name: Builtin(name, call) for name, call in statics.items()},
    )
    machine.types[Fraction] = kind
    return {"Fraction": kind}


VALUE_TYPES = (Decimal, Fraction, Settings)
