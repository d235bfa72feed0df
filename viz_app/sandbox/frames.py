"""The protocol: kind and length in five bytes, then that many bytes; nothing is ever unpickled.

From the process that ran a program, in any number:
    T   the trace so far, in shorthand (see autograd_core/trace/shorthand.py), as JSON text; a later
        one replaces an earlier one
    E   how the run ended, as a JSON list: status, cell, line, findings
From the zygote, on a channel that the program's process does not have (a process for one run says
the first of these ahead of everything else that it writes):
    R   ready for a request
    D   done: the process is gone; how it ended, and where it was last seen
    S   the outcome of the self-test
To the zygote:
    Q   a request
    X   end the run that is under way; nobody waits for it any more
    C   check yourself
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator

HEAD = struct.Struct("!cI")
TRACE, ENDING = b"T", b"E"
READY, DONE, CHECKED = b"R", b"D", b"S"
REQUEST, CANCEL, CHECK = b"Q", b"X", b"C"

PROGRESS = struct.Struct("!iiq")
"""The 16 bytes that a run shares with its zygote: cell, line, steps."""
PROGRESS_SIZE = PROGRESS.size


def frame(kind: bytes, payload: bytes = b"") -> bytes:
    return HEAD.pack(kind, len(payload)) + payload


def write_all(descriptor: int, data: bytes) -> None:
    """Write everything; a pipe takes it in pieces."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def read_frame(descriptor: int) -> tuple[bytes, bytes] | None:
    """The next frame of a trusted stream, None at its end. Nothing beyond the frame is taken."""
    head = read_all(descriptor, HEAD.size)
    if len(head) < HEAD.size:
        return None
    kind, length = HEAD.unpack(head)
    payload = read_all(descriptor, length)
    return (kind, payload) if len(payload) == length else None


def read_all(descriptor: int, count: int) -> bytes:
    """So many bytes, or as many as there are before the end."""
    data = bytearray()
    while len(data) < count:
        piece = os.read(descriptor, min(count - len(data), 1 << 20))
        if not piece:
            break
        data += piece
    return bytes(data)


def frames(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The complete frames at the beginning of untrusted bytes; the rest is left aside."""
    place = 0
    while place + HEAD.size <= len(data):
        kind, length = HEAD.unpack_from(data, place)
        place += HEAD.size
        if place + length > len(data):
            return
        yield kind, data[place : place + length]
        place += length
