"""A built wheel, installed where there is no clone, runs a notebook and serves the app."""

import os
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.error
import urllib.request
import venv
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.support import ROOT, printed, recorded, unavailable

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("wheel")]
BIN = "Scripts" if os.name == "nt" else "bin"
NOTEBOOK = "notebooks/autograd_basics.ipynb"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel, and with this one's packages for its dependencies."""
    if find_spec("hatchling") is None:
        unavailable('hatchling is not installed (pip install -e ".[test]")')
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input"]
    _run(*pip, "wheel", str(ROOT), "--no-deps", "--no-build-isolation", "-w", str(folder))
    home = folder / "venv"
    venv.create(home)
    (wheel,) = folder.glob("*.whl")
    _run(*pip, "--python", str(home), "install", "--no-deps", "--no-index", str(wheel))
    outer = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    site = sysconfig.get_path("purelib", vars={"base": str(home)})
    Path(site, "dependencies.pth").write_text("\n".join(sorted(outer)), encoding="utf-8")
    return home


def test_the_package_and_its_assets_are_the_installed_ones(home: Path) -> None:
    code = "import viz_app, viz_app.assets as a; print(viz_app.__file__); print(a.asset({!r}))"
    answer = _run(str(home / BIN / "python"), "-c", code.format(NOTEBOOK), cwd=home)
    files = [Path(line) for line in answer.splitlines()]
    assert [file.is_file() and file.is_relative_to(home.resolve()) for file in files] == [True] * 2
    for asset in filter(Path.is_file, (ROOT / "assets").rglob("*")):
        copy = files[0].parent / "_assets" / asset.relative_to(ROOT / "assets")
        assert copy.read_bytes() == asset.read_bytes()


def test_the_command_runs_the_bundled_notebook(home: Path) -> None:
    notebook = next(home.rglob(NOTEBOOK))
    expected = printed(recorded("autograd_basics")["runs"][0]["executions"])
    assert _run(str(home / BIN / "gradstep"), "run", str(notebook), cwd=home) == expected


def test_the_command_serves_the_app(home: Path, port: int) -> None:
    server = subprocess.Popen(
        [home / BIN / "gradstep", "serve", f"--server.port={port}", "--server.headless=true"],
        cwd=home,
        env=_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    try:
        assert _answer(f"http://localhost:{port}/_stcore/health", server) == "ok"
    finally:
        server.terminate()
        said, _ = server.communicate(timeout=20)
    assert "not a valid config option" not in said


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _answer(url: str, server: "subprocess.Popen[str]", seconds: float = 60) -> str:
    until = time.monotonic() + seconds
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5) as response:
                return str(response.read().decode())
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.2)
    pytest.fail(f"{url} did not answer (server's status: {server.poll()})")


def _environment() -> dict[str, str]:
    """Without the clone on the path: what is found must be what is installed."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


def _run(*command: str, cwd: Path | None = None) -> str:
    result = subprocess.run(
        command,
        cwd=cwd,
        env=_environment() | {"PYTHONIOENCODING": "utf-8"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )
    if result.returncode:
        pytest.fail(f"{' '.join(command)}\n{result.stdout}{result.stderr}", pytrace=False)
    return result.stdout
