"""The palette: every text can be read on its ground, and no meaning hangs on hue alone."""

from collections.abc import Callable
from itertools import product

import pytest

from viz_app.graph.style import PALETTE

Rgb = tuple[float, float, float]

TEXTS = ("ink", "soft", "faint", "value", "grad", "cut", "ok", "keyword", "error")
GROUNDS = ("bg", "panel")
OWN_GROUNDS = (("value", "value_bg"), ("grad", "grad_bg"), ("soft", "tray"), ("faint", "tray"))
LINES = ("edge", "grad_edge", "cut")
READ = {"light": 4.5, "dark": 4.5, "projector": 7.0, "print": 7.0}
"""WCAG 2.2: AA is 4.5 to 1, AAA is 7 to 1."""
SEEN = 3.0
"""WCAG 2.2, 1.4.11: what carries meaning without being text."""


def linear(colour: str) -> Rgb:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))

    def curve(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return curve(red), curve(green), curve(blue)


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("theme", "text", "ground"), list(product(PALETTE, TEXTS, GROUNDS)))
def test_texts_can_be_read(theme: str, text: str, ground: str) -> None:
    palette = PALETTE[theme]
    assert contrast(palette[text], palette[ground]) >= READ[theme]


@pytest.mark.parametrize(("theme", "pair"), list(product(PALETTE, OWN_GROUNDS)))
def test_numbers_can_be_read_in_their_cells(theme: str, pair: tuple[str, str]) -> None:
    palette = PALETTE[theme]
    assert contrast(palette[pair[0]], palette[pair[1]]) >= 4.5


@pytest.mark.parametrize(("theme", "line"), list(product(PALETTE, LINES)))
def test_edges_can_be_seen(theme: str, line: str) -> None:
    assert contrast(PALETTE[theme][line], PALETTE[theme]["bg"]) >= SEEN


def mixed(matrix: tuple[Rgb, Rgb, Rgb]) -> Callable[[str], Rgb]:
    def seen(colour: str) -> Rgb:
        parts = linear(colour)
        red, green, blue = (sum(a * b for a, b in zip(row, parts, strict=True)) for row in matrix)
        return red, green, blue

    return seen


# Machado, Oliveira and Fernandes 2009, severity 1.
EYES = {
    "protanopia": mixed(
        ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    ),
    "deuteranopia": mixed(
        ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    ),
    "tritanopia": mixed(
        ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
    ),
}


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("theme", ["light", "dark", "projector"])
def test_value_and_gradient_differ_for_every_eye(theme: str, eye: str) -> None:
    value, grad = (EYES[eye](PALETTE[theme][part]) for part in ("value", "grad"))
    assert sum((a - b) ** 2 for a, b in zip(value, grad, strict=True)) ** 0.5 > 0.15


def test_paper_is_grey() -> None:
    colours = [colour for part, colour in PALETTE["print"].items() if part != "weight"]
    assert all(colour[1:3] == colour[3:5] == colour[5:7] for colour in colours)


@pytest.mark.parametrize("theme", PALETTE)
def test_every_theme_names_the_same_parts(theme: str) -> None:
    assert PALETTE[theme].keys() == PALETTE["light"].keys()
