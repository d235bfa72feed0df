"""The names of the modules that a program may import; `facades` makes what is inside them."""

from __future__ import annotations

MODULES: frozenset[str] = frozenset(
    {
        "torch",
        "torch.nn",
        "torch.nn.functional",
        "torch.nn.init",
        "torch.optim",
        "torch.autograd",
        "math",
        "random",
        "time",
        "__future__",
        "typing",
        "abc",
        "collections",
        "collections.abc",
        "copy",
        "dataclasses",
        "enum",
        "matplotlib",
        "matplotlib.pyplot",
        "numpy",
        "numpy.linalg",
        "numpy.random",
        "statistics",
        "string",
        "sys",
        "timeit",
        "tqdm",
        "tqdm.auto",
        "tqdm.notebook",
        "warnings",
        "contextlib",
        "functools",
        "itertools",
        "operator",
    }
)
