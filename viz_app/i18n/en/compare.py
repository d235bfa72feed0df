"""The words of the page that holds two runs side by side, in English."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "page.compare": "Compare",
    "compare.pairs": "Pairs",
    "compare.playground": "The playground's program, twice",
    "compare.playground_hint": "Edit one side and run it: before and after",
    "compare.pair.zero_grad": "Without and with zero_grad",
    "compare.pair.no_grad": "Without and with no_grad",
    "compare.pair.detach": "Without and with detach",
    "compare.pair.number": "Two learning rates",
    "compare.pair.recursion": "Backward: recursion and topological order",
    "compare.pair.modes_in": "Forward and reverse mode: many inputs",
    "compare.pair.modes_out": "Forward and reverse mode: many outputs",
    "compare.too_long": "These runs have {left:,} and {right:,} steps; up to {most:,} can be walked side by side.",
    "player.pair_table": "Values and gradients of both sides",
    "player.pair_left": "left",
    "player.pair_right": "right",
    "player.pair_first": "First difference",
    "player.pair_same": "No difference",
    "player.pair_here": "Here is the first difference.",
    "player.pair_lone_left": "Only the left side does this; the right one waits.",
    "player.pair_lone_right": "Only the right side does this; the left one waits.",
    "player.pair_work": "WORK OF THE WHOLE RUN",
    "player.pair_operations": "operations run",
    "player.pair_recorded": "nodes recorded",
    "player.pair_visits": "nodes visited",
    "player.pair_contributions": "gradients computed",
    "player.pair_sums": "sums in an inbox",
    "player.pair_accumulations": "sums in a .grad",
}
