"""Nothing in; from then on this process opens no file, connects nowhere and signals nobody. Linux.

Landlock: a set of rules that names every right and grants none. What a kernel does not know yet is
left to the other layers.
"""

from __future__ import annotations

import ctypes

from viz_app.sandbox.kernel import (
    CREATE_RULESET,
    LIBC,
    RESTRICT_SELF,
    SET_NO_NEW_PRIVILEGES,
    call,
    prctl,
)

FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 5: 16}
"""How many rights over files a version of the interface has, from which version on."""
TCP_FROM, SCOPES_FROM = 4, 6
BIND_AND_CONNECT = 0b11
SOCKETS_AND_SIGNALS = 0b11
ASK_VERSION = 1


class Ruleset(ctypes.Structure):
    """`struct landlock_ruleset_attr`: what the rules are about."""

    _fields_ = (
        ("files", ctypes.c_uint64),
        ("network", ctypes.c_uint64),
        ("scoped", ctypes.c_uint64),
    )


def version() -> int:
    """The version of Landlock's interface; 0 where there is none."""
    if LIBC is None:
        return 0
    try:
        return call(CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(ASK_VERSION))
    except OSError:
        return 0


def deny_everything() -> None:
    """Give up every right that this kernel can take; OSError where it takes none."""
    known = version()
    if known < 1:
        raise OSError("no Landlock here")
    rights = max(count for since, count in FILE_RIGHTS.items() if since <= known)
    rules = Ruleset(
        files=(1 << rights) - 1,
        network=BIND_AND_CONNECT if known >= TCP_FROM else 0,
        scoped=SOCKETS_AND_SIGNALS if known >= SCOPES_FROM else 0,
    )
    fields = 3 if known >= SCOPES_FROM else 2 if known >= TCP_FROM else 1
    size = ctypes.c_size_t(8 * fields)
    descriptor = call(CREATE_RULESET, ctypes.byref(rules), size, ctypes.c_uint32(0))
    prctl(SET_NO_NEW_PRIVILEGES, 1)
    try:
        call(RESTRICT_SELF, ctypes.c_int(descriptor), ctypes.c_uint32(0))
    finally:
        LIBC.close(descriptor)
