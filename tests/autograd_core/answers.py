"""Programs written for torch in, what they answer out: printed text, warnings, error.

Run as a script, it reads {name: source} as JSON, imports the engine once (under the name torch; or,
with `--torch`, PyTorch itself), forks for each program, so that none sees what another left behind,
and prints {name: answer} as JSON.

    python tests/autograd_core/answers.py --record tests/recorded/autograd    record anew
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import linecache
import os
import pkgutil
import re
import subprocess
import sys
import traceback
import warnings
from pathlib import Path
from typing import Any

FRAME = re.compile(
    r'  File "[^"]*(?:answers\.py|site-packages/torch/[^"]*)", line \d+, in .*\n(?:    .*\n)*'
)
POSING = re.compile(
    r"autograd_core(\.(nn|optim|autograd|func|linalg|utils|distributions|special|fft)\b.*)?"
)


def answers(programs: dict[str, str], *options: str) -> dict[str, Any]:
    """What each program answers, in a process of its own."""
    run = subprocess.run(
        [sys.executable, __file__, *options],
        input=json.dumps(programs),
        capture_output=True,
        encoding="utf-8",
    )
    if run.returncode:
        raise RuntimeError(run.stderr)
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def same_text(found: str, expected: str) -> bool:
    """Whether two texts agree, their decimal numbers to five digits."""
    number = re.compile(r"-?\d+\.\d+(?:e[+-]\d+)?")
    if number.sub("#", found) != number.sub("#", expected):
        return False
    pairs = zip(number.findall(found), number.findall(expected), strict=True)
    return all(abs(float(a) - float(b)) <= 1e-5 * max(1.0, abs(float(b))) for a, b in pairs)


def pose_as_torch() -> None:
    """Let `import torch` and its submodules mean this engine."""
    core = importlib.import_module("autograd_core")
    modules = pkgutil.walk_packages(core.__path__, f"{core.__name__}.")
    for name in [core.__name__, *(module.name for module in modules)]:
        if POSING.fullmatch(name):
            sys.modules[name.replace("autograd_core", "torch", 1)] = importlib.import_module(name)


def names() -> dict[str, Any]:
    """What a program finds predefined."""
    modules = {"torch": "torch", "nn": "torch.nn", "F": "torch.nn.functional", "np": "numpy"}
    return {short: importlib.import_module(module) for short, module in modules.items()}


def tidy(text: str) -> str:
    """Without addresses, places in PyTorch's source, frames of it and of this file."""
    text = FRAME.sub("", text).replace("module 'autograd_core", "module 'torch")
    text = re.sub(r" \(Triggered internally at [^)]*\)", "", text)
    return re.sub(r"0x[0-9a-f]+", "0x…", text)


def answer(name: str, source: str) -> dict[str, Any]:
    """Run one program in this process, as a file if its name ends in `.py`.

    `out` is what it printed, `said` the same with a line per warning and one for the error.
    """
    file = name if name.endswith(".py") else "<snippet>"
    if file == name:
        linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    given: list[dict[str, Any]] = []
    printed, said = io.StringIO(), io.StringIO()

    class Both(io.StringIO):
        """Writes what is printed into both texts."""

        def write(self, text: str) -> int:
            said.write(text)
            return printed.write(text)

    def show(message: Any, category: type, filename: str, lineno: int, *_: Any) -> None:
        text = tidy(str(message))
        at = lineno if filename == file else None
        given.append({"category": category.__name__, "message": text, "line": at})
        said.write(f"⚠ {category.__name__}: {text}\n")

    warnings.showwarning = show
    space = {"__name__": "__main__", **names()}
    space["torch"].manual_seed(0)
    error = None
    with contextlib.redirect_stdout(Both()):
        try:
            exec(compile(source, file, "exec", dont_inherit=True), space)
        except Exception as raised:
            error = described(raised, file)
            said.write(f"✗ {error['qualified']}: {error['message']}\n")
    texts = {"out": tidy(printed.getvalue()), "said": tidy(said.getvalue())}
    return {**texts, "warnings": given, "error": error}


def described(raised: Exception, file: str) -> dict[str, Any]:
    """The type, text and line of an error that a program did not catch."""
    kind = type(raised)
    place = "" if kind.__module__ in ("builtins", "__main__") else f"{kind.__module__}."
    frames = traceback.extract_tb(raised.__traceback__)
    return {
        "type": kind.__name__,
        "qualified": place + kind.__name__,
        "message": tidy(str(raised)),
        "line": [frame.lineno for frame in frames if frame.filename == file][-1],
    }


def answer_apart(name: str, source: str) -> Any:
    """The same in a forked child."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        with os.fdopen(write, "w", encoding="utf-8") as out:
            json.dump(answer(name, source), out)
        os._exit(0)
    os.close(write)
    with os.fdopen(read, encoding="utf-8") as text:
        found = json.loads(text.read() or "null")
    os.waitpid(child, 0)
    return found


def record(folder: Path) -> None:
    """Write what PyTorch answers to the programs of a folder into its answers.json."""
    programs = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.py"))}
    said = {name: each["said"] for name, each in answers(programs, "--torch").items()}
    text = json.dumps(said, ensure_ascii=False, indent=1)
    (folder / "answers.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__" and "--record" in sys.argv:
    record(Path(sys.argv[2]))
elif __name__ == "__main__":
    if "--torch" not in sys.argv:
        sys.path.insert(0, os.path.abspath(f"{__file__}/../../.."))
        pose_as_torch()
    names()
    programs = json.load(sys.stdin)
    print(json.dumps({name: answer_apart(name, programs[name]) for name in programs}))
