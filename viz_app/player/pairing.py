"""Two stories and their comparison go in; two players walk together, and edits come out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal

import streamlit as st

from viz_app.player.bundle import pair_style
from viz_app.player.message import Execution

LOADER = """
export default async function ({ parentElement, data, setTriggerValue }) {
  const { pair } = await (globalThis.gradstepReady ??= Promise.withResolvers()).promise;
  return pair(parentElement, data, {
    run: (side, executions) => setTriggerValue("run", { side, executions }),
  });
}
"""

Side = Literal["left", "right"]


def pair(
    left: Mapping[str, Any],
    right: Mapping[str, Any],
    comparison: Mapping[str, Any],
    *,
    on_run: Callable[[Side, list[Execution]], None],
    key: str = "pair",
) -> None:
    """Show two players, given as their payloads; `on_run` gets what a side was asked to run."""
    component = st.components.v2.component(
        "gradstep_pair", css=pair_style(), js=LOADER, isolate_styles=False
    )

    def run() -> None:
        asked = st.session_state.to_dict()[key].get("run")  # a look that nothing interrupts
        if asked:
            side: Side = "left" if asked["side"] == "left" else "right"
            on_run(side, [(int(number), str(source)) for number, source in asked["executions"]])

    data = {"left": {**left, "led": True}, "right": {**right, "led": True}}
    component(key=key, data={**data, "comparison": comparison}, on_run_change=run)
