"""A key and values in; a sentence in parts, with a role where one is code or a number, out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from viz_app import i18n
from viz_app.graph.source import shortened

Span = dict[str, str]

ROLES = {"g": "grad", "v": "value", "c": "code"}
MARK = re.compile(r"<([gvc])>(.*?)</\1>", re.DOTALL)
HIDDEN = str.maketrans({"<": "\ue000", ">": "\ue001"})
SHOWN = str.maketrans({"\ue000": "<", "\ue001": ">"})


class Marked(str):
    """A text that carries roles of its own."""

    __slots__ = ()


class Words:
    """All that is said in one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def text(self, key: str, **values: object) -> str:
        """The plain text of a key."""
        return i18n.text(self.language, key, **values)

    def marked(self, key: str, **values: object) -> Marked:
        """The text of a key with its marks, to stand within another sentence."""
        hidden = {
            name: value.translate(HIDDEN) if type(value) is str else value
            for name, value in values.items()
        }
        return Marked(self.text(key, **hidden))

    def stopped(self, event: Mapping[str, Any]) -> str:
        """Why a program stopped; the sentence of an `error` event."""
        return i18n.stopped(self.language, event)

    def say(self, key: str, **values: object) -> list[Span]:
        """The sentence of a key in parts: `t` is the text, `r` its role, if it has one."""
        if any(type(value) is Marked for value in values.values()):
            hidden = {
                name: value.translate(HIDDEN) if type(value) is str else value
                for name, value in values.items()
            }
            return spans(self.text(key, **hidden))
        return [
            {"t": text, "r": role} if role else {"t": text}
            for template, role in parts(self.language, key)
            if (text := template.format(**values))
        ]

    def listed(self, names: Sequence[str]) -> str:
        """`a`, `a and b`, `a, b and c`."""
        if len(names) < 2:
            return "".join(names)
        comma, last = self.text("part.comma"), self.text("part.and")
        return comma.join(names[:-1]) + last + names[-1]

    def nth(self, number: int) -> str:
        """`first`, `second`, `4th`."""
        key = f"ordinal.{number}" if number <= 3 else "ordinal.n"
        return self.text(key, number=number)


@cache
def parts(language: str, key: str) -> list[tuple[str, str]]:
    """A sentence's template in parts, each with its role: cut once, filled in many times."""
    return [(span["t"], span.get("r", "")) for span in spans(i18n.template(language, key))]


def spans(text: str) -> list[Span]:
    """A marked text in parts."""
    found: list[Span] = []
    end = 0
    for match in MARK.finditer(text):
        if match.start() > end:
            found.append({"t": text[end : match.start()]})
        if match[2]:
            found.append({"t": match[2], "r": ROLES[match[1]]})
        end = match.end()
    if end < len(text):
        found.append({"t": text[end:]})
    return [{**span, "t": span["t"].translate(SHOWN)} for span in found]


def unmarked(text: str) -> str:
    """A marked text without its marks."""
    return plain(spans(text))


def plain(sentence: Sequence[Span]) -> str:
    """A sentence without its roles."""
    return "".join(span["t"] for span in sentence)


def first_line(text: str, longest: int = 60) -> str:
    """The first line of a text, marked when there is more."""
    line, _, rest = text.strip().partition("\n")
    return shortened(f"{line} …" if rest.strip() else line, longest)


def first_sentence(text: str) -> str:
    """A warning's first sentence."""
    end = re.search(r"(?<=[^.][.!?])\s", text)
    return text[: end.start()] if end else text
