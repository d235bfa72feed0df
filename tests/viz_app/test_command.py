"""`gradstep run`: what it prints, where, and with which exit status."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from autograd_core.trace import Trace
from tests.support import NOTEBOOK, ROOT, gradstep, printed, recorded

NO_LEAF = (
    "UserWarning: The .grad attribute of a Tensor that is not a leaf Tensor is being accessed."
)


def script(tmp_path: Path, text: str, name: str = "program.py") -> str:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def notebook(tmp_path: Path, *cells: str) -> str:
    data = {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {},
        "cells": [
            {"cell_type": "markdown", "source": ["# title"], "metadata": {}},
            *({"cell_type": "code", "source": cell.splitlines(True)} for cell in cells),
        ],
    }
    return script(tmp_path, json.dumps(data), "book.ipynb")


RUNS: list[dict[str, Any]] = recorded("autograd_basics")["runs"]


@pytest.mark.parametrize("run", RUNS, ids=lambda run: run["name"])
def test_the_example_notebook_prints_and_warns_as_pytorch_does(run: dict[str, Any]) -> None:
    cells = [] if run["cells"] is None else ["--cells", ",".join(map(str, run["cells"]))]
    done = gradstep("run", str(NOTEBOOK), *cells)
    warnings = [
        f"{warning['category']}: {warning['text']} (line {warning['line']})"
        for execution in run["executions"]
        for warning in execution["warnings"]
    ]
    assert done.returncode == 0
    assert done.stdout == printed(run["executions"])
    assert done.stderr.splitlines() == warnings


def test_a_cell_run_five_times_adds_five_times() -> None:
    done = gradstep("run", str(NOTEBOOK), "--cells", "1,6,7,7,7,7,7")
    last = done.stdout[done.stdout.rindex("(tensor") :]
    assert last.startswith("(tensor([[10., 10.],\n         [10., 10.]]),\n tensor([[5., 5.],")


def test_a_script_prints_and_shows_nothing_else(tmp_path: Path) -> None:
    done = gradstep("run", script(tmp_path, "print('é', 1)\n2"))
    assert (done.returncode, done.stdout, done.stderr) == (0, "é 1\n", "")


def test_a_notebook_shows_the_last_expression_of_each_cell(tmp_path: Path) -> None:
    done = gradstep("run", notebook(tmp_path, "x = 2\nx", "print(x)\nx + 1", "x;"))
    assert (done.returncode, done.stdout) == (0, "2\n2\n3\n")


def test_cells_are_chosen_and_repeated(tmp_path: Path) -> None:
    book = notebook(tmp_path, "x = 0", "x += 1\nx", "x * 10")
    assert gradstep("run", book, "--cells", "1,2,2,3,2").stdout == "1\n2\n20\n3\n"


def test_standard_input_is_read(tmp_path: Path) -> None:
    def run(text: str) -> str:
        command = [sys.executable, "-m", "viz_app", "run", "-"]
        done = subprocess.run(
            command, input=text, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60
        )
        return done.stdout

    assert run("print(1)\n2") == "1\n"
    assert run(Path(notebook(tmp_path, "2")).read_text()) == "2\n"


def test_an_uncaught_error_ends_with_its_place_and_its_words(tmp_path: Path) -> None:
    text = (
        "import torch\nc = torch.ones(2, requires_grad=True) * 2\nprint(1)\n"
        "if True:\n    c.backward()  # not a scalar\nprint(2)"
    )
    done = gradstep("run", script(tmp_path, text))
    assert (done.returncode, done.stdout) == (1, "1\n")
    assert done.stderr.splitlines()[-2:] == [
        "line 5: c.backward()  # not a scalar",
        "RuntimeError: grad can be implicitly created only for scalar outputs",
    ]


def test_an_error_without_words_is_its_name(tmp_path: Path) -> None:
    done = gradstep("run", script(tmp_path, "class MyError(Exception): pass\nraise MyError"))
    assert (done.returncode, done.stderr) == (1, "line 2: raise MyError\nMyError\n")


def test_a_refused_program_lists_every_reason(tmp_path: Path) -> None:
    done = gradstep("run", script(tmp_path, "print(1)\nimport os\nx = open('f')"))
    assert (done.returncode, done.stdout) == (2, "")
    lines = done.stderr.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("Refused: line 2: `os` is not available here.")
    assert lines[1].startswith("Refused: line 3: `open` is not available here.")


def test_a_limit_says_where(tmp_path: Path) -> None:
    done = gradstep("run", script(tmp_path, "print(1)\n\nwhile True: pass"))
    assert (done.returncode, done.stdout) == (3, "1\n")
    assert done.stderr == (
        "Stopped: line 3: more than 2,000,000 steps. Is there a loop that never ends?\n"
    )


def test_a_warning_names_its_line(tmp_path: Path) -> None:
    text = "import torch\na = torch.ones(1, requires_grad=True)\nb = a * 2\nprint(b.grad)"
    done = gradstep("run", script(tmp_path, text))
    assert done.stdout == "None\n"
    assert done.stderr.startswith(NO_LEAF)
    assert done.stderr.endswith(" (line 4)\n")


def test_the_trace_is_saved_and_is_the_same_every_time(tmp_path: Path) -> None:
    book, texts = notebook(tmp_path, "import torch\nx = torch.ones(2)", "x + x"), []
    for name in ("a.json", "b.json"):
        out = tmp_path / name
        assert gradstep("run", book, "--trace", str(out)).returncode == 0
        texts.append(out.read_text(encoding="utf-8"))
    assert texts[0] == texts[1]
    assert Trace.from_json(texts[0]).events[0]["kind"] == "cell"


MISTAKES = {
    "missing.py": (None, "there is no such file"),
    "notes.txt": ("x = 1", "neither a .py nor a .ipynb file"),
    "latin.py": ("x = 'é'".encode("latin-1"), "not a text in UTF-8"),
    "broken.ipynb": ("{", "not a readable notebook (not JSON"),
    "list.ipynb": ("[]", "not a readable notebook (it has no list of cells)"),
    "deep.ipynb": ("[" * 10**5, "not a readable notebook"),
    "cell.ipynb": ('{"cells": [{"cell_type": "code", "source": "1"}, 5]}', "cell 2 is not a cell"),
    "source.ipynb": ('{"cells": [{"cell_type": "code", "source": [1]}]}', "cell 1 is not a cell"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_file_that_is_no_program_gives_one_clear_sentence(tmp_path: Path, name: str) -> None:
    content, said = MISTAKES[name]
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    done = gradstep("run", str(path))
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert said in done.stderr


@pytest.mark.parametrize(("cells", "said"), [("3", "no code cell 3"), ("1,x", "expected numbers")])
def test_a_cell_that_is_not_there(tmp_path: Path, cells: str, said: str) -> None:
    done = gradstep("run", notebook(tmp_path, "1", "2"), "--cells", cells)
    assert done.returncode == 2
    assert said in done.stderr


def test_a_trace_that_cannot_be_written(tmp_path: Path) -> None:
    out = str(tmp_path / "no" / "folder.json")
    done = gradstep("run", script(tmp_path, "1"), "--trace", out)
    assert (done.returncode, done.stderr) == (2, f"{out}: cannot be written.\n")


def test_an_unknown_export_format_says_what_there_is(tmp_path: Path) -> None:
    done = gradstep("export", script(tmp_path, "1"), "-o", str(tmp_path / "out.xyz"))
    assert done.returncode == 2
    assert "export format" in done.stderr


def test_an_interrupted_reader_is_no_error(tmp_path: Path) -> None:
    program = script(tmp_path, "for i in range(1500): print(i, 'x' * 20)")
    command = f"{sys.executable} -m viz_app run {program} | head -1"
    done = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, encoding="utf-8")
    assert (done.stdout, done.stderr) == (f"0 {'x' * 20}\n", "")


def test_never_a_traceback(tmp_path: Path) -> None:
    for text in ("1 / 0", "import os", "while True: pass", "x = (", "raise 5", "\x00"):
        done = gradstep("run", script(tmp_path, text))
        assert "Traceback" not in done.stderr
        assert str(ROOT) not in done.stderr
