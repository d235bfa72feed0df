"""`datetime`: Python's own dates; the clock is that of a program, which begins at 1970."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from itertools import count
from typing import Any

from viz_app.language.attributes import Field, Member, Method
from viz_app.language.errors import made
from viz_app.language.facades.registry import module
from viz_app.language.machine import Machine
from viz_app.language.values import Builtin, TypeValue, Value

LONGEST = 1_000
datetime.datetime.strptime("1", "%d")
"""Its first call loads a module; later, no file can be read."""
WIDTH = re.compile(r"%\W*\d")
DATE_FIELDS = "year month day"
TIME_FIELDS = "hour minute second microsecond tzinfo fold"
DATE_METHODS = "isoformat weekday isoweekday toordinal replace ctime"
TIME_METHODS = "isoformat replace utcoffset tzname dst"


def dated(call: Callable[..., Value]) -> Callable[..., Value]:
    """A function of a format: no field of it may ask for a width."""

    def checked(*args: Value) -> Value:
        format = args[-1]
        if isinstance(format, str) and (len(format) > LONGEST or WIDTH.search(format)):
            raise made("ValueError", "Invalid format string")
        return call(*args)

    return checked


def table(host: Any, fields: str, methods: str) -> dict[str, Member]:
    def field(name: str) -> Field:
        return Field(lambda self: getattr(self, name))

    return {
        **{name: field(name) for name in fields.split()},
        **{name: Method(name, getattr(host, name)) for name in methods.split()},
    }


@module("datetime")
def datetime_(machine: Machine) -> dict[str, Value]:
    host, looks = datetime, count()

    def now(tz: Value = None) -> Value:
        return host.datetime(1970, 1, 1, tzinfo=tz) + host.timedelta(milliseconds=next(looks))

    def stamp(seconds: float, tz: Value = None) -> Value:
        zone = host.UTC if tz is None else tz
        moment = host.datetime.fromtimestamp(seconds, zone)
        return moment.replace(tzinfo=tz)

    def written(kind: Any) -> Member:
        return Method("strftime", dated(kind.strftime))

    tables = machine.tables
    tables[host.date] = {
        **table(host.date, DATE_FIELDS, DATE_METHODS),
        "strftime": written(host.date),
    }
    tables[host.time] = {
        **table(host.time, TIME_FIELDS, TIME_METHODS),
        "strftime": written(host.time),
    }
    tables[host.datetime] = {
        **table(
            host.datetime,
            f"{DATE_FIELDS} {TIME_FIELDS}",
            f"{DATE_METHODS} date time utcoffset tzname dst",
        ),
        "strftime": written(host.datetime),
        "timestamp": Method("timestamp", seconds_of),
    }
    tables[host.timedelta] = table(host.timedelta, "days seconds microseconds", "total_seconds")
    tables[host.timezone] = {}
    ends = ("min", "max", "resolution")
    statics: dict[str, dict[str, Callable[..., Value]]] = {
        "date": {
            "today": lambda: now().date(),
            "fromisoformat": host.date.fromisoformat,
            "fromordinal": host.date.fromordinal,
        },
        "datetime": {
            "now": now,
            "today": now,
            "utcnow": now,
            "fromtimestamp": stamp,
            "fromisoformat": host.datetime.fromisoformat,
            "combine": host.datetime.combine,
            "strptime": dated(host.datetime.strptime),
        },
        "time": {"fromisoformat": host.time.fromisoformat},
        "timedelta": {},
        "timezone": {},
    }
    names: dict[str, Value] = {}
    for name, calls in statics.items():
        kind = getattr(host, name)
        inside = {each: Builtin(each, call) for each, call in calls.items()}
        fixed = {each: getattr(kind, each) for each in (*ends, "utc") if hasattr(kind, each)}
        names[name] = TypeValue(
            name, kind, kind, "datetime", quick=False, statics={**inside, **fixed}
        )
        machine.types[kind] = names[name]
    return names | {"MINYEAR": host.MINYEAR, "MAXYEAR": host.MAXYEAR, "UTC": host.UTC}


def seconds_of(self: datetime.datetime) -> float:
    """`timestamp()`, in the zone of the program's clock where it has none of its own."""
    zone = self.tzinfo or datetime.UTC
    return self.replace(tzinfo=zone).timestamp()


VALUE_TYPES = (
    datetime.date,
    datetime.time,
    datetime.timedelta,
    datetime.timezone,
)
