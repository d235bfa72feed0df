"""A value in, the text that Jupyter shows for a cell's last expression out: as IPython prints.

Groups are written on one line when they fit into WIDTH and are broken at every item when not; a
value with line breaks of its own breaks the groups around it. The algorithm is Oppen's, to the
letter of IPython's.
"""

from __future__ import annotations

import io
import tokenize
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any

from viz_app.language.classes import ExceptionInstance, UserClass
from viz_app.language.functions import Function
from viz_app.language.machine import Machine
from viz_app.language.texts import repr_of
from viz_app.language.values import Builtin, TypeValue, Value

WIDTH = 79
LONGEST = 1000
"""Items of a container that are shown."""


def shown(machine: Machine, value: Value) -> str:
    """The text of a value as Jupyter shows it, without a line feed at its end."""
    printer = Printer(machine)
    printer.pretty(value)
    printer.flush()
    return "".join(printer.output)


def silent(source: str) -> bool:
    """Whether a cell ends with `;`, which means that its last value is not shown."""
    last = ""
    ignored = (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.ENDMARKER)
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type not in ignored:
                last = token.string
    except (tokenize.TokenError, SyntaxError):
        return False
    return last == ";"


class Group:
    """Text that belongs together: all of its line breaks are taken, or none."""

    def __init__(self, depth: int) -> None:
        self.depth = depth
        self.breakables: deque[Breakable] = deque()
        self.broken = False


class Text:
    def __init__(self) -> None:
        self.parts: list[str] = []
        self.width = 0


class Breakable:
    """A space that may become a line break."""

    def __init__(self, printer: Printer, separator: str) -> None:
        self.separator = separator
        self.width = len(separator)
        self.group = printer.stack[-1]
        self.indentation = printer.indentation
        self.group.breakables.append(self)

    def write(self, printer: Printer, width: int) -> int:
        self.group.breakables.popleft()
        if self.group.broken:
            printer.output.append("\n" + " " * self.indentation)
            return self.indentation
        if not self.group.breakables:
            printer.drop(self.group)
        printer.output.append(self.separator)
        return width + self.width


class Printer:
    """Text and possible breaks go in; lines no longer than WIDTH come out, where possible."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.output: list[str] = []
        self.output_width = 0
        self.buffer: deque[Text | Breakable] = deque()
        self.buffer_width = 0
        root = Group(0)
        self.stack = [root]
        self.levels: list[list[Group]] = [[root]]
        self.indentation = 0
        self.around: list[Value] = []

    # Values ---------------------------------------------------------------------------------------

    def pretty(self, value: Value) -> None:
        """Write one value; a container that is being written already is written as a cycle."""
        self.machine.charge(1)
        self.open()
        kind = type(value)
        if kind in OPENERS:
            if any(value is outer for outer in self.around):
                start, end = ("{", "}") if kind is dict else OPENERS[kind]
                self.text(f"{start}...{end}")
            else:
                self.around.append(value)
                self.container(value, kind)
                self.around.pop()
        elif isinstance(value, TypeValue | UserClass):
            self.text(type_name(value))
        elif isinstance(value, Function):
            self.text(f"<function __main__.{value.qualname}{signature_text(value)}>")
        elif isinstance(value, Builtin):
            self.text(f"<function {value.name}>")
        elif isinstance(value, ExceptionInstance) and type(value).__repr__ is PLAIN_REPR:
            self.exception(value)
        else:
            self.lines(repr_of(self.machine, value))
        self.close()

    def exception(self, value: ExceptionInstance) -> None:
        name = type_name(value.cls)
        self.begin(len(name) + 1, f"{name}(")
        for place, arg in enumerate(value.names["args"]):
            if place:
                self.text(",")
                self.breakable()
            self.pretty(arg)
        self.end(len(name) + 1, ")")

    def container(self, value: Value, kind: type) -> None:
        if kind is dict:
            self.dictionary(value)
            return
        start, end = OPENERS[kind]
        if not value and kind in (set, frozenset):
            self.text(f"{kind.__name__}()")
            return
        items = ordered(value) if kind in (set, frozenset) else value
        with_comma = kind is tuple and len(value) == 1
        self.begin(len(start), start)
        for item in self.limited(items):
            self.pretty(item)
        if with_comma:
            self.text(",")
        self.end(len(start), end)

    def dictionary(self, value: dict[Value, Value]) -> None:
        self.begin(1, "{")
        for key in self.limited(value):
            self.pretty(key)
            self.text(": ")
            self.pretty(value[key])
        self.end(1, "}")

    def limited(self, items: Iterable[Value]) -> Iterator[Value]:
        """The items with a possible break between them; an ellipsis after the last one shown."""
        for place, item in enumerate(items):
            if place:
                self.text(",")
                self.breakable()
            if place >= LONGEST:
                self.text("...")
                return
            yield item

    def lines(self, text: str) -> None:
        """A representation of its own shape: its lines start under its first one."""
        self.open()
        for place, line in enumerate(text.splitlines()):
            if place:
                self.break_()
            self.text(line)
        self.close()

    # The algorithm --------------------------------------------------------------------------------

    def text(self, text: str) -> None:
        width = len(text)
        if not self.buffer:
            self.output.append(text)
            self.output_width += width
            return
        last = self.buffer[-1]
        if not isinstance(last, Text):
            last = Text()
            self.buffer.append(last)
        last.parts.append(text)
        last.width += width
        self.buffer_width += width
        self.break_outer_groups()

    def breakable(self) -> None:
        group = self.stack[-1]
        if group.broken:
            self.flush()
            self.output.append("\n" + " " * self.indentation)
            self.output_width = self.indentation
            self.buffer_width = 0
            return
        self.buffer.append(Breakable(self, " "))
        self.buffer_width += 1
        self.break_outer_groups()

    def break_(self) -> None:
        """A line break that is always taken."""
        group = self.next_group()
        if group is not None:
            self.break_group(group)
        self.flush()
        self.output.append("\n" + " " * self.indentation)
        self.output_width = self.indentation
        self.buffer_width = 0

    def break_outer_groups(self) -> None:
        while self.output_width + self.buffer_width > WIDTH:
            group = self.next_group()
            if group is None:
                return
            self.break_group(group)

    def break_group(self, group: Group) -> None:
        while group.breakables:
            self.take(self.buffer.popleft())
        while self.buffer and isinstance(self.buffer[0], Text):
            self.take(self.buffer.popleft())

    def take(self, part: Text | Breakable) -> None:
        self.output_width = self.write(part)
        self.buffer_width -= part.width

    def write(self, part: Text | Breakable) -> int:
        if isinstance(part, Breakable):
            return part.write(self, self.output_width)
        self.output.extend(part.parts)
        return self.output_width + part.width

    def flush(self) -> None:
        for part in self.buffer:
            self.output_width += self.write(part)
        self.buffer.clear()
        self.buffer_width = 0

    # Groups ---------------------------------------------------------------------------------------

    def begin(self, indent: int, start: str) -> None:
        self.text(start)
        self.open()
        self.indentation += indent

    def end(self, indent: int, end: str) -> None:
        self.indentation -= indent
        self.close()
        self.text(end)

    def open(self) -> None:
        group = Group(self.stack[-1].depth + 1)
        self.stack.append(group)
        while group.depth >= len(self.levels):
            self.levels.append([])
        self.levels[group.depth].append(group)

    def close(self) -> None:
        group = self.stack.pop()
        if not group.breakables:
            self.drop(group)

    def next_group(self) -> Group | None:
        """The outermost group that still can be broken; it is broken now."""
        for level in self.levels:
            for place, group in enumerate(reversed(level)):
                if group.breakables:
                    del level[place]
                    group.broken = True
                    return group
            for group in level:
                group.broken = True
            level.clear()
        return None

    def drop(self, group: Group) -> None:
        if group in self.levels[group.depth]:
            self.levels[group.depth].remove(group)


OPENERS: dict[type, tuple[str, str]] = {
    list: ("[", "]"),
    tuple: ("(", ")"),
    set: ("{", "}"),
    frozenset: ("frozenset({", "})"),
    dict: ("{", "}"),
}
PLAIN_REPR = ExceptionInstance.__repr__


def ordered(items: Any) -> list[Value]:
    """A set's items sorted where they can be, as IPython shows them."""
    if len(items) >= LONGEST:
        return list(items)
    try:
        return sorted(items)
    except Exception:
        return list(items)


def type_name(value: TypeValue | UserClass) -> str:
    if isinstance(value, UserClass):
        return value.qualname if value.module == "builtins" else f"{value.module}.{value.qualname}"
    return f"{value.module}.{value.name}" if value.module else value.name


def signature_text(function: Function) -> str:
    """The parameters of a function as `inspect.signature` prints them."""
    signature = function.signature
    names = list(signature.names)
    first_default = len(names) - len(function.defaults)
    parts = []
    for place, name in enumerate(names):
        default = place - first_default
        parts.append(name if default < 0 else f"{name}={function.defaults[default]!r}")
        if signature.place_only == place + 1:
            parts.append("/")
    if signature.rest:
        parts.append(f"*{signature.rest}")
    elif signature.words:
        parts.append("*")
    for name in signature.words:
        known = name in function.word_defaults
        parts.append(f"{name}={function.word_defaults[name]!r}" if known else name)
    if signature.more_words:
        parts.append(f"**{signature.more_words}")
    return f"({', '.join(parts)})"
