"""The text of a cell in, the same text made uniform and the reasons not to parse it out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from viz_app.language.finding import Finding
from viz_app.settings import Limits

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
SURROGATE = re.compile(r"[\ud800-\udfff]")
BIDI = re.compile(r"[\u202a-\u202e\u2066-\u2069]")

MAGIC = re.compile(r"\s*(%{1,2}[A-Za-z]|!{1,2}\s*[\w./~]|\?)|^\s*[\w.]+\?{1,2}\s*$")
"""A line that only a notebook understands: `%time`, `!pip install`, `?name`, `name?`."""

HARMLESS = re.compile(
    r"\s*(%(matplotlib|config|load_ext|reload_ext|autoreload|pip|conda|precision)\b"
    r"|%%(time|capture)\s*$|!\s*(pip3?|conda|apt|apt-get|nvidia-smi)\b)"
)
"""Those of them that change nothing here: the program runs without them."""

HINTS = (
    ("prompt", re.compile(r"^\s*(>>>|\.\.\.|In ?\[\d*\]:|Out ?\[\d*\]:)")),
    ("fence", re.compile(r"^\s*(```|~~~)")),
    ("quotes", re.compile(r"[\u2018\u2019\u201c\u201d]")),
    ("space", re.compile(r"[\u00a0\u3000]")),
    ("fullwidth", re.compile(r"[（），：；＝＋－＊／]")),
)
"""What a paste from a slide, a chat or a shell leaves behind, looked for after a syntax error."""


def normalised(text: str) -> str:
    """Without a byte-order mark, every line ended by a line feed."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def lines_of(text: str) -> list[str]:
    """The lines as the parser counts them (`splitlines` would also split at U+2028)."""
    return text.split("\n")


def characters(line: str, offset: int) -> int:
    """The column in characters of a parser's column, which counts UTF-8 bytes."""
    return offset if line.isascii() else len(line.encode()[:offset].decode(errors="replace"))


def input_findings(cell: int, text: str, limits: Limits) -> Iterator[Finding]:
    """Why a text is not even parsed: its size, or characters that no program contains."""
    if len(text) > limits.characters:
        sizes = {"count": f"{len(text):,}", "limit": f"{limits.characters:,}"}
        yield Finding(cell, 1, 0, 0, "refused.characters", sizes)
        return
    lines = lines_of(text)
    if len(lines) > limits.lines:
        sizes = {"count": f"{len(lines):,}", "limit": f"{limits.lines:,}"}
        yield Finding(cell, limits.lines + 1, 0, 0, "refused.lines", sizes)
        return
    for number, line in enumerate(lines, 1):
        yield from line_findings(cell, number, line, limits)


def line_findings(cell: int, number: int, line: str, limits: Limits) -> Iterator[Finding]:
    if len(line) > limits.line_length:
        sizes = {"count": f"{len(line):,}", "limit": f"{limits.line_length:,}"}
        yield Finding(cell, number, 0, 0, "refused.line_length", sizes)
    rules = (("control", CONTROL), ("surrogate", SURROGATE), ("bidi", BIDI))
    for rule, pattern in rules:
        found = pattern.search(line)
        if found:
            code = f"U+{ord(found[0]):04X}"
            yield Finding(
                cell, number, found.start(), found.end(), f"refused.{rule}", {"code": code}
            )


def magic_findings(cell: int, text: str) -> Iterator[Finding]:
    """The lines of a text that are commands of a notebook or a shell."""
    for number, line in enumerate(lines_of(text), 1):
        if MAGIC.match(line):
            key = "note.magic" if HARMLESS.match(line) else "refused.magic"
            yield Finding(cell, number, 0, len(line), key, {"code": line.strip()[:60]})


def without_magics(text: str) -> str:
    """The text with those lines emptied, so that everything else can be looked at, too."""
    return "\n".join("" if MAGIC.match(line) else line for line in lines_of(text))


def paste_findings(cell: int, text: str) -> Iterator[Finding]:
    """What probably went wrong when a text that is no Python was pasted: a hint of each kind."""
    lines = lines_of(text)
    for hint, pattern in HINTS:
        for number, line in enumerate(lines, 1):
            found = pattern.search(line)
            if found:
                spelled = {"code": found[0].strip() or f"U+{ord(found[0][0]):04X}"}
                at = (found.start(), found.end())
                yield Finding(cell, number, *at, f"refused.paste_{hint}", spelled)
                break
