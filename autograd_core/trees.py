"""Nested dicts, lists and tuples: such a tree in, its leaves as a flat list out, and back again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any


def leaves(tree: Any) -> list[Any]:
    """The things in a tree that are no dict, list or tuple, in order."""
    if isinstance(tree, dict):
        return [leaf for each in tree.values() for leaf in leaves(each)]
    if isinstance(tree, (list, tuple)):
        return [leaf for each in tree for leaf in leaves(each)]
    return [tree]


def rebuilt(tree: Any, values: Iterator[Any]) -> Any:
    """A tree of the same form, its leaves taken from `values`."""
    if isinstance(tree, dict):
        return {key: rebuilt(each, values) for key, each in tree.items()}
    if isinstance(tree, (list, tuple)):
        items = [rebuilt(each, values) for each in tree]
        if isinstance(tree, list):
            return items
        return type(tree)(*items) if hasattr(tree, "_fields") else tuple(items)
    return next(values)


def mapped(function: Callable[[Any], Any], tree: Any) -> Any:
    """The tree with `function` applied to each leaf."""
    return rebuilt(tree, iter([function(leaf) for leaf in leaves(tree)]))
