"""With the interpreter bypassed, the walls around a run hold: rows 61 to 72 of the catalogue."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.viz_app.sandbox.hostile import Hostile
from viz_app import doctor, serve
from viz_app.i18n import text
from viz_app.sandbox import Isolation, Request, isolation
from viz_app.sandbox.confine import LAYERS
from viz_app.sandbox.frames import frames
from viz_app.sandbox.process import Raw, Zygote, environment
from viz_app.settings import CLASS, PUBLIC_VARIABLE

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="these walls are Linux's")

CALLS = {
    "read a file": "open('/etc/passwd').read(1)",
    "read by descriptor": "os.read(os.open('/etc/passwd', os.O_RDONLY), 1)",
    "write a file": "open('/tmp/gradstep-wall', 'w').write('x')",
    "append to a file": "open('/tmp/gradstep-wall', 'a').write('x')",
    "make a file": "os.close(os.open('/tmp/gradstep-wall', os.O_CREAT))",
    "look at a file": "os.stat('/')",
    "list a folder": "os.listdir('/')",
    "remove a file": "os.unlink('/tmp/gradstep-victim')",
    "make a folder": "os.mkdir('/tmp/gradstep-wall')",
    "change rights": "os.chmod('/tmp/gradstep-victim', 0o777)",
    "rename": "os.rename('/tmp/gradstep-victim', '/tmp/gradstep-wall')",
    "link": "os.symlink('/', '/tmp/gradstep-wall')",
    "change folder": "os.chdir('/tmp')",
    "TCP": "socket.socket(socket.AF_INET, socket.SOCK_STREAM)",
    "UDP": "socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
    "Unix socket": "socket.socket(socket.AF_UNIX)",
    "pair of sockets": "socket.socketpair()",
    "raw socket": "socket.socket(socket.AF_PACKET, socket.SOCK_RAW)",
    "look up a name": "socket.getaddrinfo(b'localhost', 80)",
    "fork": "os.fork() or os._exit(0)",
    "thread": "_thread.start_new_thread(print, ())",
    "exec": "os.execv('/bin/sh', ['sh', '-c', 'exit'])",
    "shell": "os.posix_spawn('/bin/sh', ['sh', '-c', 'exit'], {})",
    "kill the zygote": "os.kill(os.getppid(), 9)",
    "kill everybody": "os.kill(-1, 15)",
    "signal the group": "os.killpg(0, 0)",
    "ptrace": "call(101, 16, os.getppid(), 0, 0)",
    "read another's memory": "call(310, os.getppid(), 0, 0, 0, 0, 0)",
    "read another's environment": "open(f'/proc/{os.getppid()}/environ')",
    "read our own maps": "open('/proc/self/maps')",
    "pidfd of the zygote": "os.pidfd_open(os.getppid())",
    "memory to execute": "mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_EXEC)",
    "raise a limit": "resource.setrlimit(resource.RLIMIT_NOFILE, (100, 100))",
    "limit another": "resource.prlimit(os.getppid(), resource.RLIMIT_AS, (0, 0))",
    "a pipe": "os.pipe()",
    "duplicate": "os.dup(1)",
    "epoll": "select.epoll()",
    "memory file": "os.memfd_create('x')",
    "namespace": "call(272, 0x10000000)",
    "io_uring": "call(425, 8, 0)",
    "bpf": "call(321, 0, 0, 0)",
    "another set of calls": "call(0x40000000 + 39)",
    "prctl": "call(157, 4, 0, 0, 0)",
    "priority": "os.nice(-5)",
    "import a module": "__import__('wave')",
}
MODULES = """
import ctypes, mmap, resource, select, socket, _thread
libc = ctypes.CDLL(None, use_errno=True)
"""
CALL = """
def call(number, *args):
    if libc.syscall(number, *args) < 0:
        raise OSError(ctypes.get_errno(), 'refused')
"""
PROBE = """
try:
    eval(json.loads(request.executions[0][1]), {{**globals(), **vars(z), 'call': z.call}})
    outcome = 'ESCAPED'
except BaseException as error:
    outcome = type(error).__name__
send(f.frame(b'T', json.dumps(outcome).encode()))
""".replace("{{", "{").replace("}}", "}")
REFUSED = {"PermissionError", "OSError", "ModuleNotFoundError", "ValueError", "gaierror"}


@pytest.fixture(scope="module")
def probe() -> Iterator[Hostile]:
    """A zygote whose children evaluate, after all walls stand, the text that they are sent."""
    before = MODULES + CALL + "z.call = call\nglobals().update(vars())"
    zygote = Hostile(PROBE, before)
    yield zygote
    zygote.close()


def outcome_of(raw: Raw) -> str:
    for _, payload in frames(raw.data):
        return str(json.loads(payload))
    return raw.how


def evaluated(zygote: Hostile, code: str) -> str:
    return outcome_of(zygote.run(Request(((0, json.dumps(code)),)).to_bytes(), CLASS))


@pytest.mark.parametrize("name", CALLS)
def test_the_walls_hold(probe: Hostile, name: str) -> None:
    victim, wall = (Path(f"/tmp/gradstep-{name}-{os.getpid()}") for name in ("victim", "wall"))
    victim.write_text("here", encoding="utf-8")
    code = CALLS[name].replace("/tmp/gradstep-victim", str(victim))
    outcome = evaluated(probe, code.replace("/tmp/gradstep-wall", str(wall)))
    assert outcome in REFUSED or outcome == "signal 31", outcome
    assert victim.read_text(encoding="utf-8") == "here"
    assert not wall.exists()
    assert probe.process.poll() is None
    victim.unlink()


def test_what_is_tried_there_would_work_without_the_walls() -> None:
    """The probe itself works: it computes, and it says so when something is not refused."""
    zygote = Hostile(PROBE, MODULES + CALL + "z.call = call\nz.confine = lambda limits: []")
    try:
        assert evaluated(zygote, "1 + 1") == "ESCAPED"
        for name in ("read a file", "look at a file", "TCP", "a pipe", "fork", "import a module"):
            assert evaluated(zygote, CALLS[name]) == "ESCAPED", name
    finally:
        zygote.close()


def test_a_program_computes_inside_the_walls(probe: Hostile) -> None:
    assert evaluated(probe, "__import__('numpy').ones((300, 300)) @ __import__('numpy').ones(300)")


@pytest.mark.parametrize(
    ("missing", "layers"),
    [
        ("z.confine.__globals__['landlock'].version = lambda: 0", {"limits", "seccomp"}),
        ("z.confine.__globals__['seccomp'].architecture = lambda: None", {"limits", "landlock"}),
    ],
    ids=["landlock", "seccomp"],
)
def test_a_layer_that_the_kernel_lacks_is_reported(missing: str, layers: set[str]) -> None:
    zygote = Hostile("pass", missing)
    try:
        report = zygote.check()
    finally:
        zygote.close()
    assert set(report["layers"]) == layers
    found = Isolation(*(tuple(report[name]) for name in ("layers", "contained", "escaped")))
    assert (found.level == "full") == ("seccomp" in layers)


def test_this_machine_is_told_about(capsys: pytest.CaptureFixture[str]) -> None:
    """A kernel may lack a layer; what is said about it agrees with itself."""
    status = doctor.doctor()
    said = capsys.readouterr().out
    assert (status == 0) == (isolation().level == "full") == said.startswith("Isolation: full")
    for layer in LAYERS:
        assert text("en", f"layer.{layer}") in said
    assert len(isolation().contained) + len(isolation().escaped) == 9


PARTIAL = Isolation(("limits",), ("read_a_file",), ("open_a_socket",))


def test_reduced_isolation_is_said_plainly() -> None:
    said = "\n".join(doctor.lines(PARTIAL))
    assert "process only" in said
    assert "missing    no system calls" in said
    assert "NOT HELD   open a socket" in said


def test_a_public_app_does_not_start_without_full_isolation(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(serve, "isolation", lambda: PARTIAL)
    monkeypatch.setenv(PUBLIC_VARIABLE, "1")
    assert serve.serve(["--public"]) == 1
    assert "gradstep doctor" in capsys.readouterr().err


def test_one_thread_of_blas_and_nothing_of_the_person() -> None:
    os.environ["GRADSTEP_SECRET"] = "x"
    try:
        given = environment()
    finally:
        del os.environ["GRADSTEP_SECRET"]
    assert given["OPENBLAS_NUM_THREADS"] == "1"
    assert "GRADSTEP_SECRET" not in given
    assert "HOME" not in given


def test_a_zygote_that_is_lost_in_mid_run_says_run_again() -> None:
    from viz_app.sandbox.slots import Slots

    started = iter([Hostile("time = None\nwhile True: pass", KILLER)])
    slots = Slots(1, lambda: next(started, None) or Zygote())
    try:
        answer = slots.run(Request(((0, "x = 1"),)))
        assert (answer.status, answer.trace.events[-1]["type"]) == ("limit", "lost")
        assert slots.run(Request(((0, "x = 2"),))).status == "ok"
    finally:
        with suppress(ProcessLookupError):
            slots.close()


KILLER = """
watched = z.watch
def die(child, seconds):
    time.sleep(0.1)
    os.kill(os.getpid(), 9)
z.watch = die
"""
