"""The few names of `torch._C` that programs look at to see the engine at work."""

from __future__ import annotations

from types import SimpleNamespace

from autograd_core.autograd.function import Error
from autograd_core.autograd.order import (
    current_graph_task_execution_order as _current_graph_task_execution_order,
)
from autograd_core.autograd.order import current_graph_task_id as _current_graph_task_id
from autograd_core.autograd.order import will_engine_execute_node as _will_engine_execute_node
from autograd_core.node import AccumulateGrad, InputMetadata
from autograd_core.shown import SavedTensor
from autograd_core.views import CopySlices

_functions = SimpleNamespace(AccumulateGrad=AccumulateGrad, CopySlices=CopySlices, Error=Error)
_autograd = SimpleNamespace(SavedTensor=SavedTensor, _InputMetadata=InputMetadata)

__all__ = [
    "_autograd",
    "_current_graph_task_execution_order",
    "_current_graph_task_id",
    "_functions",
    "_will_engine_execute_node",
]
