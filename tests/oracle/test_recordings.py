"""The recording is what PyTorch says today, and `gradstep run` prints what is recorded."""

import json
import re
from typing import Any

import pytest

from tests.oracle.record import recordings
from tests.support import NOTEBOOK, gradstep, printed, recorded

RECORDING = recorded("autograd_basics")
RUNS = [pytest.param(run, id=run["name"].replace(" ", "-")) for run in RECORDING["runs"]]
WARNING = re.compile(r"^(?P<category>\w+): (?P<text>.*) \(line (?P<line>\d+)\)$")


@pytest.mark.oracle
@pytest.mark.slow
def test_the_recording_is_what_torch_answers_now(torch: object) -> None:
    assert json.loads(json.dumps(recordings("autograd_basics"))) == RECORDING


def test_five_executions_accumulate_ten_and_five() -> None:
    last = _run("second example five times")["executions"][-1]
    a, b = re.findall(r"tensor\(\[\[(\d+)\.", last["display"])[:2]
    assert (a, b) == ("10", "5")


@pytest.mark.parametrize("run", RUNS)
def test_the_command_prints_what_torch_prints(run: dict[str, Any]) -> None:
    answer = gradstep("run", str(NOTEBOOK), *_cells(run))
    assert answer.stdout == printed(run["executions"])
    assert answer.returncode == 0


@pytest.mark.parametrize("run", RUNS)
def test_the_command_warns_with_torchs_text(run: dict[str, Any]) -> None:
    answer = gradstep("run", str(NOTEBOOK), *_cells(run))
    found = [WARNING.match(line) for line in answer.stderr.splitlines()]
    warned = [warning for execution in run["executions"] for warning in execution["warnings"]]
    assert [match and match["category"] for match in found] == [w["category"] for w in warned]
    assert [match and match["text"] for match in found] == [w["text"] for w in warned]


def _run(name: str) -> dict[str, Any]:
    return next(run for run in RECORDING["runs"] if run["name"] == name)


def _cells(run: dict[str, Any]) -> list[str]:
    return ["--cells", ",".join(map(str, run["cells"]))] if run["cells"] else []
