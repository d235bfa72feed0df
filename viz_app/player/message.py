"""A story and a notebook go in; all that the browser needs to show them comes out, as data."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from viz_app.graph.style import PALETTE
from viz_app.i18n import table

Execution = tuple[int, str]


def words(language: str) -> dict[str, str]:
    """Every string that the player shows, without the prefix that only Python needs."""
    texts = table(language)
    return {key.removeprefix("player."): texts[key] for key in texts if key.startswith("player.")}


def payload(
    story: str,
    *,
    cells: Sequence[Mapping[str, str]],
    executions: Sequence[Execution] = (),
    language: str = "en",
    document: str = "",
    theme: Literal["light", "dark", "auto"] = "auto",
    editable: bool = True,
    step: int = 0,
    steps: tuple[int, int | None] = (0, None),
    goto: int | None = None,
    down: str = "",
    empty: str = "",
) -> dict[str, Any]:
    """All that the browser needs, as plain data; `id` differs when what is to be shown differs.

    `step` is where a reader who has not been here begins; nobody leaves the steps from the first
    to the last of `steps` (None: the end). `goto` is where everybody goes when the story is new.

    The story is JSON text already: it is large, and Streamlit encodes what it sends twice. `down`,
    JSON text too, is where everything stands from top to bottom. `empty` is what is said where
    there is nothing to walk: what to do first.
    """
    ran = json.dumps([document, list(executions), language, goto], ensure_ascii=False)
    return {
        "id": hashlib.sha256(ran.encode()).hexdigest()[:16],
        "document": document,
        "story": story,
        "cells": list(cells),
        "executions": [list(execution) for execution in executions],
        "words": words(language),
        "palette": PALETTE,
        "theme": theme,
        "editable": editable,
        "step": step,
        "range": list(steps),
        "goto": goto,
        "down": down,
        "empty": empty,
    }
