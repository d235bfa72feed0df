"""What is to run, as bytes and back: cells in their order, seed, limits."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from viz_app.settings import CLASS, Limits

Execution = tuple[int, str]
"""Which code cell of the notebook, counted from 0, and its text at the time it ran."""


@dataclass(frozen=True)
class Request:
    """One run. `display`: a cell's last expression is shown, as in a notebook.

    check  afterwards each leaf's gradient is compared with central differences
    """

    executions: tuple[Execution, ...]
    seed: int = 0
    limits: Limits = CLASS
    display: bool = True
    check: bool = False

    def to_bytes(self) -> bytes:
        data = {
            "executions": self.executions,
            "seed": self.seed,
            "limits": self.limits.to_json(),
            "display": self.display,
            "check": self.check,
        }
        return json.dumps(data, ensure_ascii=True).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Request:
        fields: dict[str, Any] = json.loads(data)
        executions = tuple((number, text) for number, text in fields["executions"])
        limits = Limits.from_json(fields["limits"])
        return cls(executions, fields["seed"], limits, fields["display"], fields["check"])
