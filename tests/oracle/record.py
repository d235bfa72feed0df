"""A notebook and an order of its code cells in; what Jupyter and PyTorch answer, per cell, out.

The cells run in IPython's own shell, which is what a Jupyter kernel runs them in: its rule for the
last expression, its text for a value, its fresh start of "once per line" for every cell's warnings.

    python tests/oracle/record.py                              record tests/recorded/ anew
    python tests/oracle/record.py NOTEBOOK [--cells 1,6,7,7]   print one run as JSON
"""

import argparse
import contextlib
import io
import json
import os
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, ClassVar

ROOT = Path(__file__).resolve().parent.parent.parent
RECORDINGS = {
    "autograd_basics": {
        "in order": None,
        "second example five times": (1, 6, 7, 7, 7, 7, 7),
    },
}
CLOSING_REMARK = " (Triggered internally at "  # where in PyTorch's C++; not part of its message


def record(notebook: Path, order: Sequence[int] | None) -> list[dict[str, Any]]:
    """One entry per executed cell, up to and with the first that fails, as in "Run all"."""
    sources = _code_cells(notebook)
    shell = _shell()
    entries = []
    for number in order or range(1, len(sources) + 1):
        entry = {"cell": number, **_run(shell, sources[number - 1])}
        entries.append(entry)
        if entry["error"]:
            break
    return entries


def live(notebook: Path, order: Sequence[int] | None) -> list[dict[str, Any]]:
    """`record` in a process of its own: no state, filter or import of the caller takes part."""
    cells = ["--cells", ",".join(map(str, order))] if order else []
    answer = subprocess.run(
        [sys.executable, __file__, str(notebook), *cells],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )
    if answer.returncode:
        raise RuntimeError(f"recording {notebook.name} failed:\n{answer.stderr}")
    entries: list[dict[str, Any]] = json.loads(answer.stdout)
    return entries


def recordings(name: str) -> dict[str, Any]:
    """Everything that tests/recorded/NAME.json holds, made anew."""
    notebook = ROOT / "assets" / "notebooks" / f"{name}.ipynb"
    runs = [
        {"name": title, "cells": order, "executions": live(notebook, order)}
        for title, order in RECORDINGS[name].items()
    ]
    return {"notebook": f"{name}.ipynb", "torch": "2.13.0", "runs": runs}


def _code_cells(notebook: Path) -> list[str]:
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


def _shell() -> Any:
    from IPython.core.displayhook import DisplayHook
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets import Type
    from traitlets.config import Config

    class Display(DisplayHook):
        """Keeps the text that a Jupyter kernel would send, where a terminal would print it."""

        shown: ClassVar[list[str]] = []

        def write_output_prompt(self) -> None: ...

        def write_format_data(self, format_dict: dict[str, str], md_dict: object = None) -> None:
            self.shown.append(format_dict["text/plain"])

        def finish_displayhook(self) -> None: ...

    class Shell(InteractiveShell):
        displayhook_class = Type(Display)

        def _showtraceback(self, *_: object) -> None:
            """Print nothing: the error is kept as data."""

    return Shell.instance(config=Config({"HistoryManager": {"enabled": False}}))


def _run(shell: Any, source: str) -> dict[str, Any]:
    warned: list[dict[str, Any]] = []
    stdout = io.StringIO()
    shell.displayhook.shown.clear()

    def keep(message: Warning | str, category: type, _file: str, line: int, *_: object) -> None:
        text = str(message).split(CLOSING_REMARK)[0]
        warned.append({"category": category.__name__, "text": text, "line": line})

    before, warnings.showwarning = warnings.showwarning, keep
    try:
        with contextlib.redirect_stdout(stdout):
            result = shell.run_cell(source)
    finally:
        warnings.showwarning = before
    return {
        "stdout": stdout.getvalue(),
        "display": next(iter(shell.displayhook.shown), None),
        "warnings": warned,
        "error": _error(result.error_before_exec or result.error_in_exec),
    }


def _error(error: BaseException | None) -> dict[str, Any] | None:
    if error is None:
        return None
    lines = list(_lines(error)) or [getattr(error, "lineno", None)]
    text = error.msg if isinstance(error, SyntaxError) else str(error)
    return {"type": type(error).__name__, "text": text, "line": lines[-1]}


def _lines(error: BaseException) -> Iterator[int]:
    """The lines of the notebook that led to the error, outermost first."""
    step = error.__traceback__
    while step is not None:
        if step.tb_frame.f_globals.get("__name__") == "__main__":
            yield step.tb_lineno
        step = step.tb_next


def _write() -> None:
    for name in RECORDINGS:
        text = json.dumps(recordings(name), ensure_ascii=False, indent=1)
        path = ROOT / "tests" / "recorded" / f"{name}.json"
        path.write_text(text + "\n", encoding="utf-8")


def _main() -> None:
    parser = argparse.ArgumentParser(description="Record what PyTorch answers to a notebook.")
    parser.add_argument("notebook", nargs="?", type=Path)
    parser.add_argument("--cells", help="code cells, counted from 1, in the order to run them")
    options = parser.parse_args()
    if options.notebook is None:
        _write()
        return
    order = [int(number) for number in options.cells.split(",")] if options.cells else None
    with tempfile.TemporaryDirectory() as home:
        os.environ["IPYTHONDIR"] = home
        print(json.dumps(record(options.notebook, order), ensure_ascii=False))


if __name__ == "__main__":
    _main()
