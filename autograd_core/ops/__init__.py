"""The operations: one entry each, one module per family, found by folder."""

import importlib
import pkgutil

from autograd_core import spellings
from autograd_core.complex_refusals import refuse_complex
from autograd_core.ops.registry import FUNCTIONAL, FUNCTIONS, METHODS, OPS

FAMILIES = tuple(
    module.name for module in pkgutil.iter_modules(__path__) if module.name != "registry"
)
for _family in FAMILIES:
    importlib.import_module(f"{__name__}.{_family}")
refuse_complex(OPS)
spellings.extend(FUNCTIONS, METHODS)

__all__ = ["FAMILIES", "FUNCTIONAL", "FUNCTIONS", "METHODS", "OPS"]
