"""The trace: everything that an engine run did, in order, as plain data that can be saved."""

from autograd_core.trace.recorder import Recorder, record
from autograd_core.trace.trace import Trace, TraceError

__all__ = ["Recorder", "Trace", "TraceError", "record"]
