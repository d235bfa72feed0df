"""A refusal before the run: its place in, the sentence that says what, why and what instead out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from viz_app import i18n


@dataclass(frozen=True)
class Finding:
    """One thing that a program may not contain; unpacks as `line, text`.

    Lines count from 1, columns from 0 in characters; `cell` is an index into the texts executed.
    """

    cell: int
    line: int
    col: int
    end_col: int
    key: str
    values: dict[str, Any] = field(default_factory=dict)

    def say(self, language: str = "en") -> str:
        """The sentence in a language."""
        return i18n.text(language, self.key, **self.values)

    @property
    def text(self) -> str:
        return self.say()

    def __iter__(self) -> Iterator[Any]:
        return iter((self.line, self.text))

    def to_json(self) -> list[Any]:
        return [self.cell, self.line, self.col, self.end_col, self.key, self.values]
