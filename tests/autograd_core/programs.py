"""Small programs in, what an engine prints, warns and raises out; PyTorch's answers are recorded.

python -m tests.autograd_core.programs    record tests/recorded/programs/ anew (needs torch)
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import re
import sys
import warnings
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent
TABLES = {
    "nn_module": "tests.autograd_core.nn.module_programs",
    "nn_layers": "tests.autograd_core.nn.layer_programs",
    "nn_init": "tests.autograd_core.nn.init_programs",
    "optim": "tests.autograd_core.optim.programs",
    "lr_scheduler": "tests.autograd_core.optim.scheduler_programs",
    "utils": "tests.autograd_core.utils.programs",
}
"""Where the programs of each recording stand: a module with a list PROGRAMS."""

NUMBER = re.compile(r"-?\d+\.\d+(?:e[+-]\d+)?")


def programs(table: str) -> list[str]:
    """The programs of a table."""
    found: list[str] = importlib.import_module(TABLES[table]).PROGRAMS
    return [source.strip("\n") for source in found]


def answer(torch: ModuleType, source: str) -> str:
    """What a program prints, then its warnings, then the error that ends it."""
    out = io.StringIO()
    error = ""
    torch.manual_seed(0)
    with warnings.catch_warnings(record=True) as caught, contextlib.redirect_stdout(out):
        warnings.simplefilter("always")
        try:
            exec(
                re.sub(r"^from torch\b", f"from {torch.__name__}", source, flags=re.M), names(torch)
            )
        except Exception as raised:
            error = f"{type(raised).__name__}: {raised}\n"
    said = [f"{each.category.__name__}: {each.message}\n" for each in caught]
    return tidy(out.getvalue() + "".join(said) + error)


def names(torch: ModuleType) -> dict[str, object]:
    """What a program finds predefined."""
    inside = ("nn", "nn.functional", "optim", "utils")
    modules = [importlib.import_module(f"{torch.__name__}.{name}") for name in inside]
    return {
        "__name__": "__main__",
        "torch": torch,
        **dict(zip(("nn", "F", "optim", "utils"), modules, strict=True)),
    }


def tidy(text: str) -> str:
    """Without object addresses and without the place in PyTorch's source."""
    text = re.sub(r" \(Triggered internally at [^)]*\)", "", text)
    return re.sub(r"0x[0-9a-f]+", "0x…", text).replace("autograd_core", "torch")


def same(found: str, expected: str, digits: float = 1e-5) -> bool:
    """Whether two answers agree: every letter, and decimal numbers to five digits."""
    if found == expected:
        return True
    if NUMBER.sub("#", found) != NUMBER.sub("#", expected):
        return False
    pairs = zip(NUMBER.findall(found), NUMBER.findall(expected), strict=True)
    return all(abs(float(a) - float(b)) <= digits * max(1.0, abs(float(b))) for a, b in pairs)


def recording(table: str) -> Path:
    return ROOT / "recorded" / "programs" / f"{table}.json"


def recorded(table: str) -> dict[str, str]:
    """PyTorch's answer to each program of a table."""
    answers: dict[str, str] = json.loads(recording(table).read_text(encoding="utf-8"))
    return answers


def record(torch: ModuleType) -> None:
    """Ask PyTorch every program anew."""
    for table in TABLES:
        answers = {source: answer(torch, source) for source in programs(table)}
        recording(table).parent.mkdir(exist_ok=True)
        text = json.dumps(answers, ensure_ascii=False, indent=1)
        recording(table).write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT.parent))
    record(importlib.import_module("torch"))
