"""A number of a system call and its arguments in, the kernel's answer out; what Linux calls things.

By ctypes alone: no package is needed, and no privilege.
"""

from __future__ import annotations

import ctypes
import platform
import sys
from dataclasses import dataclass
from typing import Any

LINUX = sys.platform == "linux"
LIBC: Any = ctypes.CDLL(None, use_errno=True) if LINUX else None

SET_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of linux/prctl.h
SET_NO_NEW_PRIVILEGES = 38  # PR_SET_NO_NEW_PRIVS
SET_SECCOMP, FILTER = 22, 2  # PR_SET_SECCOMP, SECCOMP_MODE_FILTER

CREATE_RULESET, RESTRICT_SELF = 444, 446
"""The Landlock calls have these numbers on every architecture."""


@dataclass(frozen=True, eq=False)
class Architecture:
    """How seccomp knows a machine, and its numbers of the system calls that are named here."""

    audit: int
    numbers: dict[str, int]
    first_foreign: int | None = None
    """The lowest number of a second set of calls on the same machine (x32 on x86_64)."""


NUMBERS = """
    write 1 64, mmap 9 222, mprotect 10 226, munmap 11 215, mremap 25 216, brk 12 214,
    madvise 28 233, mbind 237 235, futex 202 98, exit 60 93, exit_group 231 94,
    rt_sigreturn 15 139, rt_sigaction 13 134, rt_sigprocmask 14 135, sigaltstack 131 132,
    setitimer 38 103, getrandom 318 278, clock_gettime 228 113, sched_yield 24 124,
    restart_syscall 219 128, clone 56 220, clone3 435 435, execve 59 221, execveat 322 281,
    ptrace 101 117, kill 62 129, tkill 200 130, socket 41 198, connect 42 203, bind 49 200,
    sendto 44 206, process_vm_readv 310 270, process_vm_writev 311 271, io_uring_setup 425 425,
    unshare 272 97, setns 308 268, mount 165 40, bpf 321 280, perf_event_open 298 241,
    userfaultfd 323 282, keyctl 250 219, init_module 175 105, fork 57 -, vfork 58 -
"""
"""Each call's number on x86_64 and on aarch64, where it has one."""


def numbers(column: int) -> dict[str, int]:
    """The calls of one machine by name."""
    rows = (entry.split() for entry in NUMBERS.split(","))
    return {row[0]: int(row[column]) for row in rows if row[column] != "-"}


ARCHITECTURES = {
    "x86_64": Architecture(0xC000003E, numbers(1), first_foreign=0x40000000),
    "aarch64": Architecture(0xC00000B7, numbers(2)),
}


def architecture() -> Architecture | None:
    """The one that runs here; None when its calls are not known (then there is no filter)."""
    wide = sys.maxsize > 2**32
    return ARCHITECTURES.get(platform.machine()) if LINUX and wide else None


def call(number: int, *args: Any) -> int:
    """A system call by its number; OSError as the kernel says."""
    result: int = LIBC.syscall(ctypes.c_long(number), *args)
    return checked(result)


def prctl(option: int, *args: Any) -> int:
    """`prctl(2)`; OSError as the kernel says."""
    four = [*map(ctypes.c_ulong, args), *[ctypes.c_ulong(0)] * 4][:4]
    return checked(LIBC.prctl(option, *four))


def checked(result: int) -> int:
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, "the kernel refused")
    return result
