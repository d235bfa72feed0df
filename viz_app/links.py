"""A program with its options in, the short text of a link out; and back again, whatever comes.

The text is the version, a dot, and base64url of deflated JSON. A link is untrusted: nothing larger
than LONGEST is read, nothing larger than LARGEST is unpacked, and what is not of the right shape is
refused with one sentence.
"""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from dataclasses import dataclass
from typing import Any

from viz_app.files import Unreadable
from viz_app.i18n import text

VERSION = "1"
LONGEST = 32_000
"""Letters of a link; browsers and chat programs cut longer ones."""
LARGEST = 400_000
"""Bytes of the unpacked program."""
MOST_CELLS, MOST_RUNS, MOST_STEPS = 500, 2_000, 10_000_000
KINDS = ("code", "markdown")


@dataclass(frozen=True)
class Link:
    """What a link carries.

    parts       the notebook: (kind, source), "code" or "markdown"
    executions  (number of the code cell, its text when it ran), in the order in which they ran
    seed        what random numbers begin with
    step        where the reader is to begin
    """

    parts: tuple[tuple[str, str], ...]
    executions: tuple[tuple[int, str], ...]
    seed: int = 0
    step: int = 0


def write_link(link: Link) -> str:
    """The text of a link; Unreadable says so when the program is too large for one."""
    texts: dict[str, int] = {}  # a cell that ran ten times has its text in the link once
    data = {
        "cells": [
            [KINDS.index(kind), texts.setdefault(source, len(texts))] for kind, source in link.parts
        ],
        "runs": [
            [number, texts.setdefault(source, len(texts))] for number, source in link.executions
        ],
        "texts": list(texts),
        "seed": link.seed,
        "step": link.step,
    }
    packed = zlib.compress(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode(), 9)
    written = f"{VERSION}.{base64.urlsafe_b64encode(packed).decode('ascii').rstrip('=')}"
    if len(written) > LONGEST:
        raise Unreadable(text("en", "link.too_long", length=len(written), longest=LONGEST))
    return written


def read_link(written: str) -> Link:
    """What a link carries; Unreadable says what is wrong with a broken one."""
    version, dot, packed = written.partition(".")
    if len(written) > LONGEST:
        raise Unreadable(text("en", "link.too_long", length=len(written), longest=LONGEST))
    if not dot or not version.isdecimal():
        raise Unreadable(text("en", "link.broken"))
    if version != VERSION:
        raise Unreadable(text("en", "link.version", version=version))
    try:
        data = json.loads(_unpacked(packed))
        return _checked(data)
    except (ValueError, KeyError, TypeError, RecursionError, zlib.error):
        raise Unreadable(text("en", "link.broken")) from None


def _unpacked(packed: str) -> bytes:
    """The bytes of base64url, inflated; never more than LARGEST of them."""
    try:
        raw = base64.b64decode(packed + "=" * (-len(packed) % 4), altchars=b"-_", validate=True)
    except binascii.Error:
        raise ValueError("not base64") from None
    stream = zlib.decompressobj()
    data = stream.decompress(raw, LARGEST)
    if not stream.eof or stream.unused_data:
        raise ValueError("cut, or too large")
    return data


def _checked(data: Any) -> Link:
    texts = [_text(one) for one in _listed(data["texts"], MOST_CELLS + MOST_RUNS)]
    last = len(texts) - 1
    parts = tuple(
        (KINDS[_within(kind, 1)], texts[_within(text, last)])
        for kind, text in _listed(data["cells"], MOST_CELLS)
    )
    executions = tuple(
        (_within(number, MOST_CELLS), texts[_within(text, last)])
        for number, text in _listed(data["runs"], MOST_RUNS)
    )
    seed = _within(data["seed"], 2**63 - 1)
    return Link(parts, executions, seed, _within(data["step"], MOST_STEPS))


def _listed(data: Any, most: int) -> list[Any]:
    if not isinstance(data, list) or len(data) > most:
        raise ValueError("not such a list")
    return data


def _text(text: Any) -> str:
    if not isinstance(text, str):
        raise ValueError("not a text")
    text.encode()  # half of a surrogate pair is a UnicodeEncodeError, which is a ValueError
    return text


def _within(number: Any, most: int) -> int:
    if type(number) is not int or not 0 <= number <= most:
        raise ValueError("not such a number")
    return number
