"""What an address asks for, whatever somebody has typed into it."""

from __future__ import annotations

import pytest

from viz_app.pages import _share

RANGES = {
    "": (0, None),
    "3-20": (3, 20),
    "3": (3, None),
    "-20": (0, 20),
    "20-3": (20, None),
    "a-b": (0, None),
    "1-" + "9" * 5_000: (1, None),
    "9" * 5_000: (0, None),
}


@pytest.mark.parametrize("asked", RANGES, ids=lambda asked: asked[:10])
def test_a_range_of_steps(asked: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_share.st, "query_params", {"steps": asked})
    assert _share.step_range() == RANGES[asked]
