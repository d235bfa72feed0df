"""What an exporter is given, and what it says of itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from autograd_core.trace import Trace

Story = Mapping[str, Any]


@dataclass(frozen=True)
class Player:
    """What plays a story in a browser: an ES module, its style sheet and its message."""

    module: str
    style: str
    message: Mapping[str, Any]


@dataclass(frozen=True)
class Document:
    """One run, ready to be written to a file.

    title       what it is called: the file's name
    cells       the notebook as it was written: {"kind": "code" | "markdown", "source": text}
    executions  (number of the code cell, its text when it ran), in the order in which they ran
    trace       all that happened
    story       the trace, told in `language`
    language    "en" or "zh_cn"
    theme       a name of the palette
    steps       first and last step of what is wanted; a picture shows the last
    player      makes what plays the story in a browser, told in a language
    """

    title: str
    cells: Sequence[Mapping[str, str]]
    executions: Sequence[tuple[int, str]]
    trace: Trace
    story: Story
    language: str
    theme: str
    steps: tuple[int, int]
    player: Callable[[str], Player] = field(repr=False)


@dataclass(frozen=True)
class Exporter:
    """A format: the ending of its files, their media type, and what makes the content.

    `key` names it in the interface's tables: "export.<key>" is its line in a menu,
    which stands where `order` says.
    """

    key: str
    ending: str
    media_type: str
    write: Callable[[Document], str | bytes]
    order: int


class TooMuch(Exception):
    """More than such a file can hold; the text says how much it is and what to do instead."""
