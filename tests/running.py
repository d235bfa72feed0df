"""Nothing goes in; the running app's address comes out, as a person would start it."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from tests.support import ROOT

PATIENCE = 30


@contextmanager
def running_app() -> Iterator[str]:
    """`streamlit run viz_app/app.py` on a free port, until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "viz_app/app.py"]
    flags = ["--server.headless=true", f"--server.port={port}"]
    server = subprocess.Popen(
        [*command, *flags], cwd=ROOT, env=os.environ, stdout=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(f"{address}/_stcore/health", server)
        yield address
    finally:
        server.terminate()
        server.wait()


def _wait(url: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if server.poll() is not None:
            raise RuntimeError("the app stopped while starting")
        try:
            with urllib.request.urlopen(url):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"the app did not answer within {PATIENCE} s")
