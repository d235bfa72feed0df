"""A language and a key in, the sentence out; one file per room and language, found by folder."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from typing import Any

FALLBACK = "en"


def text(language: str, key: str, **values: object) -> str:
    """The sentence of a key with its values filled in; English where a language lacks it."""
    return template(language, key).format(**values)


def template(language: str, key: str) -> str:
    """The sentence of a key with its gaps."""
    return table(language).get(key) or table(FALLBACK)[key]


def stopped(language: str, event: Mapping[str, Any]) -> str:
    """Why a program stopped, from the trace's `error`: a limit and a refusal are sentences of ours.

    An error of the program itself stays in the words of PyTorch and Python; so does a sentence
    that this version does not know.
    """
    if event["stage"] == "run" or not isinstance(event["values"], dict):
        return str(event["text"])
    key = event["type"] if event["stage"] == "refused" else f"limit.{event['type']}"
    try:
        return text(language, key, **event["values"])
    except (KeyError, IndexError, ValueError, TypeError):
        return str(event["text"])


@cache
def table(language: str) -> dict[str, str]:
    """Every sentence of one language, gathered from the files of its folder ("zh-CN": zh_cn)."""
    name = f"{__name__}.{language.lower().replace('-', '_')}"
    try:
        folder = importlib.import_module(name)
    except ModuleNotFoundError:
        return table(FALLBACK)
    sentences: dict[str, str] = {}
    for module in pkgutil.iter_modules(folder.__path__):
        sentences |= importlib.import_module(f"{name}.{module.name}").TEXTS
    return sentences
