"""Code of the host in, a zygote out whose children run it instead of a program: the walls alone."""

from __future__ import annotations

import textwrap

from viz_app.sandbox import process
from viz_app.sandbox.process import Zygote


class Hostile(Zygote):
    """Its children run `code`, a function's body with `send`; `before` runs in the zygote first."""

    def __init__(self, code: str, before: str = "") -> None:
        patch = (
            "import viz_app.sandbox.zygote as z, viz_app.sandbox.frames as f, os, time, json\n"
            f"{before}\n"
            f"def bad(request, send, progress=None):\n{textwrap.indent(code, '    ')}\n"
            "real = z.warm_up\n"
            "def warm():\n    real()\n    z.execute = bad\n"
            "z.warm_up = warm\nz.main()"
        )
        boot = process.BOOT
        quoted = repr(patch).replace("{", "{{").replace("}", "}}")
        process.BOOT = f"import sys; sys.path += {{paths!r}}; exec({quoted})"
        try:
            super().__init__()
        finally:
            process.BOOT = boot
