"""Nothing in; from then on this process may compute, take memory, write and end. Linux.

A filter over system calls. Allowed is what a run of a program was seen to use, and its neighbours
that do no harm. What nobody calls by accident (starting a process, a socket, a signal to another)
ends the process; everything else fails with EPERM, as a stray call of a library should.
"""

from __future__ import annotations

import ctypes
import errno
import struct
import sys
from functools import cache

from viz_app.sandbox.kernel import (
    FILTER,
    SET_NO_NEW_PRIVILEGES,
    SET_SECCOMP,
    Architecture,
    architecture,
    prctl,
)

ALLOWED = """
    write munmap mremap brk madvise mbind futex exit exit_group rt_sigreturn rt_sigaction
    rt_sigprocmask sigaltstack setitimer getrandom clock_gettime sched_yield restart_syscall
"""
NEVER_EXECUTABLE = ("mmap", "mprotect")
"""Allowed unless the memory is to be executed."""
FATAL = """
    fork vfork clone clone3 execve execveat ptrace kill tkill socket connect bind sendto
    process_vm_readv process_vm_writev io_uring_setup unshare setns mount bpf perf_event_open
    userfaultfd keyctl init_module
"""

# One instruction of the filter's machine: what it does, where to go on, its number.
LOAD, JUMP_EQUAL, JUMP_AT_LEAST, JUMP_ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
ALLOW, KILL = 0x7FFF0000, 0x80000000
REFUSE = 0x00050000 | errno.EPERM
# Where `struct seccomp_data` has what: the call's number, the machine, the third argument.
NUMBER, MACHINE, THIRD_ARGUMENT = 0, 4, 32
EXECUTABLE = 4  # PROT_EXEC


class Program(ctypes.Structure):
    """`struct sock_fprog`."""

    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_void_p))


def instruction(operation: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", operation, if_true, if_false, value)


@cache
def compiled(machine: Architecture) -> bytes:
    """The filter for a machine."""
    third = THIRD_ARGUMENT if sys.byteorder == "little" else THIRD_ARGUMENT + 4
    code = [
        instruction(LOAD, MACHINE),
        instruction(JUMP_EQUAL, machine.audit, if_true=1),
        instruction(RETURN, KILL),
        instruction(LOAD, NUMBER),
    ]
    if machine.first_foreign is not None:
        code.append(instruction(JUMP_AT_LEAST, machine.first_foreign, if_false=1))
        code.append(instruction(RETURN, KILL))
    for names, outcome in ((ALLOWED, ALLOW), (FATAL, KILL)):
        for name in names.split():
            if name in machine.numbers:
                code.append(instruction(JUMP_EQUAL, machine.numbers[name], if_false=1))
                code.append(instruction(RETURN, outcome))
    for name in NEVER_EXECUTABLE:
        code.append(instruction(JUMP_EQUAL, machine.numbers[name], if_false=4))
        code.append(instruction(LOAD, third))
        code.append(instruction(JUMP_ANY_BIT, EXECUTABLE, if_true=1))
        code.append(instruction(RETURN, ALLOW))
        code.append(instruction(RETURN, REFUSE))
    return b"".join([*code, instruction(RETURN, REFUSE)])


def refuse_everything_else() -> None:
    """Install the filter; OSError where there is none for this machine or kernel."""
    machine = architecture()
    if machine is None:
        raise OSError("no filter for this machine")
    code = compiled(machine)
    buffer = ctypes.create_string_buffer(code, len(code))
    program = Program(len(code) // 8, ctypes.addressof(buffer))
    prctl(SET_NO_NEW_PRIVILEGES, 1)
    prctl(SET_SECCOMP, FILTER, ctypes.addressof(program))
