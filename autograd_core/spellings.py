"""Tables of functions in; each then takes numpy's words (`axis=`, `keepdims=`) and `out=`, too."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any

from autograd_core.out import into

Call = Callable[..., Any]

WORDS = {"axis": "dim", "keepdims": "keepdim"}
"""Numpy's words that PyTorch's functions accept for their own."""
WITH_OUT = frozenset(
    {
        *("addbmm", "addmm", "addmv", "addr", "all", "amax", "amin", "any", "argmax", "argmin"),
        *("baddbmm", "bmm", "cat", "column_stack", "complex", "concat", "concatenate", "cross"),
        *("cumprod", "cumsum", "diag", "dot", "dstack", "gather", "ger", "hstack", "index_select"),
        *("inner", "inverse", "kron", "logcumsumexp", "logsumexp", "masked_select", "matmul"),
        *("matrix_power", "mean", "mm", "mv", "nanmean", "nansum", "nonzero", "outer", "polar"),
        *("prod", "quantile", "row_stack", "stack", "std", "sum", "take_along_dim", "tril"),
        *("triu", "var", "vdot", "vstack"),
    }
)
"""Functions of one result that PyTorch writes into `out=`, and that do not take it themselves."""


def extend(functions: dict[str, Call], methods: dict[str, Call]) -> None:
    """Let the functions and methods of the tables take those words."""
    for table in (functions, methods):
        for name, own in table.items():
            takes = inspect.signature(own).parameters
            out = name if table is functions and name in WITH_OUT and "out" not in takes else ""
            words = {word: ours for word, ours in WORDS.items() if ours in takes}
            if out or words:
                table[name] = respelled(own, out, words)


def respelled(own: Call, out: str, words: dict[str, str]) -> Call:
    """A function that knows the other words; called without any keyword it is as it was."""

    @functools.wraps(own)
    def offered(*args: Any, **kwargs: Any) -> Any:
        if not kwargs:
            return own(*args)
        for word, ours in words.items():
            if word in kwargs and ours not in kwargs:
                kwargs[ours] = kwargs.pop(word)
        target = kwargs.pop("out", None) if out else None
        if target is None:
            return own(*args, **kwargs)
        return into(out, target, args, lambda: own(*args, **kwargs))

    return offered
