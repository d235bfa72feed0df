"""Two stories and their comparison go in; two players walk together, and edits come out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal

import streamlit as st

from viz_app.player.bundle import pair_style
from viz_app.player.component import ADDRESS
from viz_app.player.message import Execution

LOADER = (
    ADDRESS
    + """
export default async function ({ parentElement, data, setTriggerValue, setStateValue }) {
  const { pair } = await (globalThis.gradstepReady ??= Promise.withResolvers()).promise;
  return pair(parentElement, data, {
    run: (side, executions) => setTriggerValue("run", { side, executions }),
    here: (step) => {
      const { document } = data;
      const known = globalThis.gradstepPair?.document === document ? globalThis.gradstepPair : data;
      if (known.step !== step) setStateValue("here", globalThis.gradstepPair = { document, step });
      address({ ...data.address, step: step ? String(step) : "" });
    },
  });
}
"""
)

Side = Literal["left", "right"]


def pair(
    left: Mapping[str, Any],
    right: Mapping[str, Any],
    comparison: Mapping[str, Any],
    *,
    document: str,
    step: int,
    address: Mapping[str, str],
    on_run: Callable[[Side, list[Execution]], None],
    key: str = "pair",
) -> int:
    """Show two players, given as their payloads; where the person is in their common walk.

    A `document` that is new here begins at `step`. The parts of `address` stand in the address bar,
    with the step. `on_run` gets what a side was asked to run.
    """
    component = st.components.v2.component(
        "gradstep_pair", css=pair_style(), js=LOADER, isolate_styles=False
    )

    def run() -> None:
        asked = st.session_state.to_dict()[key].get("run")  # a look that nothing interrupts
        if asked:
            side: Side = "left" if asked["side"] == "left" else "right"
            on_run(side, [(int(number), str(source)) for number, source in asked["executions"]])

    data = {
        "left": {**left, "led": True},
        "right": {**right, "led": True},
        "comparison": comparison,
        "document": document,
        "step": step,
        "address": address,
    }
    result = component(key=key, data=data, on_run_change=run, on_here_change=lambda: None)
    here = result.get("here")
    return int(here["step"]) if here and here.get("document") == document else step
