"""Flags in, the running app out: `gradstep serve` is `streamlit run viz_app/app.py`, from anywhere.

`.streamlit/config.toml` is the one place for Streamlit's options. Streamlit itself reads that file
only when it is started in a clone, so `serve` hands the same options on as flags.
"""

import os
import runpy
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from viz_app.assets import STREAMLIT_CONFIG
from viz_app.i18n import text
from viz_app.sandbox import FULL, isolation
from viz_app.settings import PUBLIC_VARIABLE, public

APP = Path(__file__).resolve().parent / "app.py"


def streamlit_flags() -> list[str]:
    """Every option of config.toml as a flag of `streamlit run`."""
    return list(_flags(tomllib.loads(STREAMLIT_CONFIG.read_text(encoding="utf-8")), ""))


def serve(argv: Sequence[str] = ()) -> int:
    """Run the app until it is stopped; `argv` is any further flags of `streamlit run`, and wins.

    Streamlit runs in this very process, so that a signal sent to `gradstep serve` reaches the
    server, and both find the same modules. It is started by name, as `python -m` would.
    `--public` opens the app to the internet, where programs are fully isolated and nowhere else.
    """
    flags = list(argv)
    if "--public" in flags:
        flags.remove("--public")
        os.environ[PUBLIC_VARIABLE] = "1"
    if public() and isolation().level != FULL:
        print(text("en", "app.not_public"), file=sys.stderr)
        return 1
    sys.argv = ["streamlit", "run", str(APP), *streamlit_flags(), *flags]
    try:
        runpy.run_module("streamlit", run_name="__main__")
    except SystemExit as stop:
        return _status(stop.code)
    return 0


def _flags(options: Mapping[str, object], section: str) -> Iterator[str]:
    for name, value in options.items():
        key = f"{section}{name}"
        if isinstance(value, Mapping):
            yield from _flags(value, f"{key}.")
        else:
            values = value if isinstance(value, list) else [value]
            yield from (f"--{key}={_text(one)}" for one in values)


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _status(code: str | int | None) -> int:
    if isinstance(code, str):
        print(code, file=sys.stderr)
        return 1
    return code or 0
