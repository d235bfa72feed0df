"""A folder of programs in, what PyTorch and CPython answer to each of them out, as answers.json.

python tests/viz_app/language/recording.py tests/recorded/courses
"""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]


def described(raised: Exception, file: str) -> dict[str, Any]:
    """The error that ended a program, also one that let nothing run."""
    if isinstance(raised, SyntaxError) and raised.filename == file:
        kind = type(raised).__name__
        return {"type": kind, "qualified": kind, "message": raised.msg, "line": raised.lineno}
    found: dict[str, Any] = OTHERS(raised, file)
    return found


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "tests/autograd_core"))
    answers: Any = importlib.import_module("answers")
    OTHERS = answers.described
    answers.described = described
    torch = importlib.import_module("torch")
    answers.names = lambda: {"torch": torch}  # what a program uses, it imports
    folder = Path(sys.argv[1])
    found = {}
    for path in sorted(folder.glob("*.py")):
        answer = answers.answer_apart(path.name, path.read_text(encoding="utf-8"))
        found[path.stem] = {name: answer[name] for name in ("out", "warnings", "error")}
    text = json.dumps(found, ensure_ascii=False, indent=1)
    (folder / "answers.json").write_text(text + "\n", encoding="utf-8")
