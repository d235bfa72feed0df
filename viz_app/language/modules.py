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
        "numpy",
        "random",
        "time",
        "__future__",
        "typing",
    }
)
