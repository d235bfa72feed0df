"""The house rule of DESIGN.md, held to by reading the code: imports point one way.

    autograd_core ← language ← sandbox
    autograd_core.trace ← graph ← story ← player, exporters, lessons ← pipeline
    pipeline ← pages, __main__ ← app

A room may import what stands left of an arrow that leads to it, and itself. `settings`, `i18n`,
`assets`, `files`, `links`, `directives`, `cache` and `collector` stand below every room of viz_app;
`serve` only starts the app, and asks the sandbox whether it may; `doctor` only asks.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import ROOT

CORE = "autograd_core"
BELOW = {
    "settings",
    "i18n",
    "assets",
    "files",
    "links",
    "directives",
    "cache",
    "collector",
    "viz_app",
}
"""viz_app itself holds no code."""
SHOWN = {CORE, "graph", "story"}
PATH = SHOWN | {"language", "sandbox", "building", "comparing", "player", "exporters", "lessons"}
MAY_IMPORT: dict[str, set[str]] = {
    CORE: set(),
    **{room: set() for room in BELOW},
    "language": {CORE},
    "sandbox": {CORE, "language"},
    "building": {CORE},
    "comparing": SHOWN,
    "graph": {CORE},
    "story": {CORE, "graph"},
    "player": SHOWN,
    "exporters": SHOWN,
    "lessons": SHOWN,
    "pipeline": PATH,
    "pages": PATH | {"pipeline"},
    "notebook": PATH | {"pipeline"},
    "serve": {"sandbox"},
    "doctor": {"sandbox"},
    "__main__": PATH | {"pipeline", "serve", "doctor"},
    "app": PATH | {"pipeline", "pages"},
}
ONLY_IN = {
    "streamlit": {"app", "pages", "player"},
    "networkx": {"graph"},
    "pyvis": {"graph"},
    "torch": set(),
}
DESIGN = ROOT.parent / "shared" / "DESIGN.md"
SENTENCE = (
    "Imports point one way: `autograd_core` ← `language` ← `sandbox`; `autograd_core.trace` ←"
    " `graph` ← `story` ← `player`, `exporters`, `lessons` ← `pipeline` ← `pages`, `__main__` ←"
    " `app`. Only `app`, `pages/` and `player/` import streamlit. Only `graph/` imports networkx"
    " and pyvis. Nothing but `tests/` and the optional capture of real PyTorch imports torch."
)
SOURCES = sorted(path for room in (CORE, "viz_app") for path in (ROOT / room).rglob("*.py"))
LONGEST = 400
LONGEST_APP = 80

each_source = pytest.mark.parametrize(
    "path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix()
)


@each_source
def test_imports_inside_the_house_point_one_way(path: Path) -> None:
    room = _room(_module(path))
    allowed = MAY_IMPORT[room] | {room} | (BELOW if room != CORE else set())
    assert [name for name in _imports(path) if _inside(name) and _room(name) not in allowed] == []


@each_source
def test_a_tool_is_imported_only_in_its_room(path: Path) -> None:
    room = _room(_module(path))
    tools = [name.split(".")[0] for name in _imports(path)]
    assert [tool for tool in tools if room not in ONLY_IN.get(tool, {room})] == []


def test_the_core_needs_numpy_and_nothing_else() -> None:
    names = {
        name.split(".")[0] for path in SOURCES if CORE in path.parts for name in _imports(path)
    }
    assert names - sys.stdlib_module_names <= {"numpy", CORE}


def test_app_is_navigation_only() -> None:
    assert _length(ROOT / "viz_app" / "app.py") <= LONGEST_APP


def test_no_source_file_is_long() -> None:
    sources = [*SOURCES, *(ROOT / "tests").rglob("*.py"), *(ROOT / "viz_app").rglob("*.js")]
    long = {path.relative_to(ROOT).as_posix(): _length(path) for path in sources}
    assert {name: lines for name, lines in long.items() if lines > LONGEST} == {}


def test_the_rule_here_is_the_rule_of_the_design() -> None:
    if not DESIGN.exists():
        pytest.skip("the design page is not part of the repository")
    assert SENTENCE in " ".join(DESIGN.read_text(encoding="utf-8").split())


def test_an_import_that_runs_back_is_found(tmp_path: Path) -> None:
    source = tmp_path / "viz_app" / "graph" / "layout.py"
    source.parent.mkdir(parents=True)
    source.write_text(
        "from ..story import steps\nimport torch.nn\ndef f():\n    import viz_app.app"
    )
    names = list(_imports(source, root=tmp_path))
    assert names == ["viz_app.story.steps", "torch.nn", "viz_app.app"]
    assert [_room(name) for name in names if _inside(name)] == ["story", "app"]


def _imports(path: Path, root: Path = ROOT) -> Iterator[str]:
    """Every module that the file imports, anywhere in it, by its full dotted name."""
    package = _module(path, root).split(".")
    if path.name != "__init__.py":
        package.pop()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield from (f"{base}.{alias.name}" for alias in node.names)


def _module(path: Path, root: Path = ROOT) -> str:
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _inside(name: str) -> bool:
    return name.split(".")[0] in {CORE, "viz_app"}


def _room(name: str) -> str:
    """The room of a module: viz_app.story.words is in story, autograd_core.ops in the core."""
    top, *rest = name.split(".")
    return rest[0] if rest and top != CORE else top


def _length(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())
