"""Nothing goes in; what this session remembers comes out, read and changed without interruption.

Streamlit interrupts whatever touches `st.session_state` while another message has come, a callback
even for good: half of what it should remember would be old. A dict in there is not watched.
"""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

OWN: Final = "own"


def held() -> dict[str, Any]:
    """All that the session holds, the values of keyed widgets too, in one look."""
    return st.session_state.to_dict()


def own() -> dict[str, Any]:
    """What the app remembers of this session beside its widgets: a dict that changes in place."""
    found: dict[str, Any] | None = held().get(OWN)
    if found is None:
        found = st.session_state[OWN] = {}
    return found
