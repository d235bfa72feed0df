"""A program in, its trace out: the run has a process of its own, which is trusted with nothing.

answer = run(Request(executions=((0, "x = 1"),)))
"""

from viz_app.sandbox.answer import Answer
from viz_app.sandbox.confine import LAYERS
from viz_app.sandbox.isolation import FULL, Isolation, isolation
from viz_app.sandbox.line import Waiting
from viz_app.sandbox.pace import Pace
from viz_app.sandbox.request import Request
from viz_app.sandbox.slots import Pause, no_pause, patient, run

__all__ = [
    "FULL",
    "LAYERS",
    "Answer",
    "Isolation",
    "Pace",
    "Pause",
    "Request",
    "Waiting",
    "isolation",
    "no_pause",
    "patient",
    "run",
]
