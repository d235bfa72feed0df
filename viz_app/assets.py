"""The name of a file that is not code in, its place on disk out: in a clone and from a wheel.

In a clone such files live in `assets/` at the top; a wheel carries the same folder inside the
package, as `viz_app/_assets/`. Nobody else needs to know which of the two is running.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_INSTALLED = _PACKAGE / "_assets"
_CLONE = _PACKAGE.parent

ROOT = _INSTALLED if _INSTALLED.is_dir() else _CLONE / "assets"
STREAMLIT_CONFIG = (_INSTALLED / "streamlit" if _INSTALLED.is_dir() else _CLONE / ".streamlit") / (
    "config.toml"
)


def asset(path: str) -> Path:
    """The file or folder `path`, such as "notebooks/autograd_basics.ipynb"; it exists."""
    found = (ROOT / path).resolve()
    if not found.is_relative_to(ROOT) or not found.exists():
        raise FileNotFoundError(f"{path}: no such file among Gradstep's assets")
    return found
