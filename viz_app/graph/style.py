"""Nothing goes in; the only palette and the only measures of a card come out."""

from typing import Final

# Two colours carry meaning, everywhere the same: blue is a value, orange is a gradient.
# Yellow is now; grey and dashed is not recorded. Texts keep 4.5:1 on their grounds, 7:1 where a
# projector washes them out. `weight` is how thick lines are drawn; "print" is grey from the start,
# so that nothing is lost on paper: a gradient is darker and thicker than a value, and runs back.
PALETTE: Final[dict[str, dict[str, str]]] = {
    "light": {
        "bg": "#fbfaf7",
        "panel": "#ffffff",
        "ink": "#1d2330",
        "soft": "#5d6675",
        "faint": "#666e7c",
        "line": "#e3e1da",
        "value": "#1f5fbf",
        "value_bg": "#e9f0fb",
        "grad": "#b8480a",
        "grad_bg": "#fdeee0",
        "tray": "#fff7ee",
        "leaf_line": "#d7ab8c",
        "now": "#f2b705",
        "cut": "#6a6f79",
        "ok": "#2d7d46",
        "keyword": "#8250df",
        "edge": "#858e9e",
        "grad_edge": "#d9691e",
        "error": "#b3261e",
        "weight": "1",
    },
    "dark": {
        "bg": "#14171d",
        "panel": "#1b1f27",
        "ink": "#e8eaef",
        "soft": "#a7afbd",
        "faint": "#8d95a4",
        "line": "#2c323d",
        "value": "#8ab8ff",
        "value_bg": "#1d2a40",
        "grad": "#ffad6b",
        "grad_bg": "#3a2718",
        "tray": "#261f1a",
        "leaf_line": "#6b5140",
        "now": "#ffd24a",
        "cut": "#8b93a1",
        "ok": "#7fd49a",
        "keyword": "#c9a7ff",
        "edge": "#9aa3b2",
        "grad_edge": "#d9691e",
        "error": "#ff8a80",
        "weight": "1",
    },
    "projector": {
        "bg": "#ffffff",
        "panel": "#ffffff",
        "ink": "#000000",
        "soft": "#2b303a",
        "faint": "#3d434e",
        "line": "#868c96",
        "value": "#003c9e",
        "value_bg": "#dce8fb",
        "grad": "#7f2d00",
        "grad_bg": "#ffe4cc",
        "tray": "#fff3e6",
        "leaf_line": "#a8521c",
        "now": "#ffb000",
        "cut": "#3f444d",
        "ok": "#0f5323",
        "keyword": "#5a1fb8",
        "edge": "#4d5563",
        "grad_edge": "#b84700",
        "error": "#8f0d08",
        "weight": "1.7",
    },
    "print": {
        "bg": "#ffffff",
        "panel": "#ffffff",
        "ink": "#000000",
        "soft": "#333333",
        "faint": "#4a4a4a",
        "line": "#9a9a9a",
        "value": "#404040",
        "value_bg": "#f3f3f3",
        "grad": "#000000",
        "grad_bg": "#dedede",
        "tray": "#f7f7f7",
        "leaf_line": "#000000",
        "now": "#a8a8a8",
        "cut": "#505050",
        "ok": "#333333",
        "keyword": "#222222",
        "edge": "#7a7a7a",
        "grad_edge": "#000000",
        "error": "#000000",
        "weight": "1.3",
    },
}

# Canvas units, a card from top to bottom: layout sizes it by these, the player draws it by them.
METRICS: Final[dict[str, int]] = {
    "pad": 10,
    "top": 7,
    "name": 24,
    "source": 17,
    "value_top": 5,
    "row": 18,
    "row_gap": 2,
    "value_bottom": 8,
    "foot_top": 6,
    "line": 17,
    "grad_top": 3,
    "foot_bottom": 7,
}

# Width of one character (a wide one, such as 梯, counts as two), measured in Chromium and
# rounded up: sizes are known before anything is drawn.
CHARACTER: Final[dict[str, float]] = {
    "name": 9.2,  # sans, semibold 15
    "source": 7.0,  # mono 11.5
    "cell": 7.3,  # mono 12
    "foot": 6.2,  # sans 11
    "note": 6.4,  # mono 10.5
    "flow": 6.7,  # mono 11: what an edge brings
}

# Canvas units between and around cards; all places lie on the grid.
SPACING: Final[dict[str, int]] = {
    "grid": 4,
    "column": 72,  # between columns; wider where a contribution's text needs it
    "row": 28,  # between cards of one column
    "lane": 24,  # height of an edge that passes a column
    "part": 44,  # between parts that no edge connects
    "region_top": 24,
    "region_side": 20,
    "narrowest": 140,
    "widest": 260,
}
