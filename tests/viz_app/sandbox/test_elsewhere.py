"""Where the kernel offers less than Linux does, everything runs, and the doctor says what is not.

A fresh Python forgets what such a system has not, before anything of ours is imported; so does the
process that it starts for a program. Files, paths and pipes are still those of Linux.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

HOSTS = "numpy, networkx, pyvis.network, streamlit, asyncio, multiprocessing, ctypes, json, typing"
"""Imported first: these ask for the system, too, and are not what is tested."""
POSIX = "fork forkpty register_at_fork pidfd_open killpg setsid getpgid waitid geteuid"
FORGOTTEN = {
    "win32": (
        f"import {HOSTS}, os, signal, sys, platform, ctypes\n"
        "sys.platform = 'win32'\n"
        "platform.system = lambda: 'Windows'\n"
        "for name in ('resource', 'fcntl', 'pwd', 'grp', 'termios'): sys.modules[name] = None\n"
        f"for name in '{POSIX}'.split(): delattr(os, name)\n"
        "for name in 'SIGALRM SIGXCPU setitimer alarm pthread_kill'.split():\n"
        "    delattr(signal, name)\n"
        "def no_library(name, **options): raise TypeError('a name is needed')\n"
        "ctypes.CDLL = no_library\n"
    ),
    "darwin": (
        f"import {HOSTS}, os, sys, platform, ctypes, resource\n"
        "sys.platform = 'darwin'\n"
        "platform.system = lambda: 'Darwin'\n"
        "for name in ('pidfd_open',): delattr(os, name)\n"
        "def no_library(name, **options): raise OSError('not this one')\n"
        "ctypes.CDLL = no_library\n"
        "keep = resource.setrlimit\n"
        "def setrlimit(which, limits):\n"
        "    if which == resource.RLIMIT_AS: raise ValueError('current limit exceeds maximum')\n"
        "    keep(which, limits)\n"
        "resource.setrlimit = setrlimit\n"
    ),
}
IMPORT_ALL = """
import importlib, pkgutil
import autograd_core, viz_app
for package in (autograd_core, viz_app):
    for found in pkgutil.walk_packages(package.__path__, package.__name__ + '.'):
        if not found.name.startswith(('viz_app.__main__', 'viz_app.app', 'viz_app.pages')):
            importlib.import_module(found.name)
"""
FORGETFUL_CHILD = """
from viz_app.sandbox import process
process.BOOT = {forgotten!r}.replace('{{', '{{{{').replace('}}', '}}}}') + process.BOOT
"""
RUN = """
import sys
from viz_app import pipeline, sandbox
from viz_app.doctor import doctor
from viz_app.settings import CLASS
from viz_app.sandbox.process import OneShot, new_process
from viz_app.sandbox.slots import Slots
from dataclasses import replace
slots = Slots(1)
first = slots.take(fresh=True)
assert type(first) is OneShot
first.close()
def ran(text, limits=CLASS):
    answer = slots.run(sandbox.Request(((0, text),), limits=limits))
    said = [e['text'] for e in answer.trace.events if e['kind'] in ('output', 'error')]
    print(answer.status, answer.line, *(each.strip() for each in said))
ran('import torch\\nx = torch.tensor(3., requires_grad=True)\\n(x * x).backward()\\nprint(x.grad)')
ran('while True: pass')
ran('while True: pass', replace(CLASS, steps=10**12, seconds=1.0))
ran('1 / 0')
print('doctor', doctor())
slots.close()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="what others have not is taken from Linux")
@pytest.mark.parametrize("system", FORGOTTEN)
def test_programs_run_in_a_process_of_their_own(system: str) -> None:
    child = FORGETFUL_CHILD.format(forgotten=FORGOTTEN[system])
    whole = "\n".join((FORGOTTEN[system], IMPORT_ALL, child, RUN))
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", whole],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    assert lines[:4] == [
        "ok 0 tensor(6.)",
        "limit 1 more than 2,000,000 steps. Is there a loop that never ends?",
        "limit 1 the program ran for more than 1 seconds. Use fewer rounds.",
        "error 1 division by zero",
    ]
    assert lines[4].startswith("Isolation: process only.")
    assert lines[-1] == "doctor 1"
