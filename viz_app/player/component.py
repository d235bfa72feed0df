"""A story and a notebook go in; the workbench is shown, and what the person asked for comes out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import streamlit as st

from viz_app.player.bundle import module, style
from viz_app.player.message import Execution, payload

# Two components, because Streamlit sends a component's code along with its data: the code's message
# never changes, so the browser keeps it, and a rerun carries the story alone (or nothing).
CODE = """
const { mount, pair } = modules;
(globalThis.gradstepReady ??= Promise.withResolvers()).resolve({ ...mount, ...pair });
export default function () {}
"""
# The address bar follows without a word to the server.
ADDRESS = """
function address(parts) {
  const url = new URL(location.href);
  for (const [name, value] of Object.entries(parts)) {
    if (value) url.searchParams.set(name, value);
    else url.searchParams.delete(name);
  }
  if (url.href !== location.href) history.replaceState(history.state, "", url);
}
"""
# A step that the server knows is not told again: a page that is left while a fragment has something
# to say is not left at all (Streamlit joins both messages, and takes the page of the second).
LOADER = (
    ADDRESS
    + """
export default async function ({ parentElement, data, setTriggerValue, setStateValue }) {
  const { mount } = await (globalThis.gradstepReady ??= Promise.withResolvers()).promise;
  globalThis.gradstepClicks ??= 0;
  return mount(parentElement, data, {
    run: (executions) => setTriggerValue("run", { executions }),
    here: (step, view) => {
      const { document } = data;
      const known = globalThis.gradstepHere?.document === document ? globalThis.gradstepHere : data;
      if (known.step !== step) setStateValue("here", globalThis.gradstepHere = { document, step });
      if (data.address) address({ ...data.address, step: step ? String(step) : "", view });
    },
    down: () => setStateValue("direction", "down"),
    tell: (wanted) => setTriggerValue("tell", { id: data.id, ...wanted }),
    select: (name) => data.selects && setStateValue("selected", {
      document: data.document, name, click: (globalThis.gradstepClicks += 1),
    }),
  });
}
"""
)
# A chapter travels alone: the opening's message stays as it was, and is not sent again.
CHAPTER = """
export default async function ({ data }) {
  const { deliver } = await (globalThis.gradstepReady ??= Promise.withResolvers()).promise;
  if (data?.id) deliver(data);
}
"""

Tell = Callable[[int, bool], str]
"""A chapter's number, and whether what is visible before it is wanted; its text."""


@dataclass(frozen=True)
class PlayerResult:
    """What the browser told: where the person is in the walk, and the card that was clicked.

    `selected` is the card's name; `click` is another number for each click, also on the same card.
    """

    step: int
    selected: str = ""
    click: int = 0


def code(key: str = "player") -> None:
    """Send the player's code, once a session; it stands outside of what runs again at each step."""
    st.components.v2.component("gradstep_code", js=module("pair") + CODE)(key=f"{key}-code")


def player(
    story: str,
    *,
    cells: Sequence[Mapping[str, str]],
    executions: Sequence[Execution] = (),
    language: str = "en",
    document: str = "",
    theme: Literal["light", "dark", "auto"] = "auto",
    step: int = 0,
    steps: tuple[int, int | None] = (0, None),
    goto: int | None = None,
    editable: bool = True,
    selects: bool = False,
    view: str = "",
    address: Mapping[str, str] | None = None,
    on_run: Callable[[list[Execution]], None] | None = None,
    tell: Tell | None = None,
    down: Callable[[], str] | None = None,
    empty: str = "",
    key: str = "player",
) -> PlayerResult:
    """Show the workbench of a story (JSON text); `on_run` gets the executions asked for.

    Where the story lacks chapters, `tell` is asked for those that the person comes near.
    `empty` is what is said where there is nothing to walk. `down` tells where everything stands
    from top to bottom; it is asked when the person reads so. `view` is "table" where the table is
    to be open, "down" where the picture runs from top to bottom, or both, as "table-down". The
    parts of `address` stand in the address bar, with the step and the view where the person is; ""
    is left out.
    With `selects`, the page runs again when a card is chosen, and is told its name.
    """
    # Not in a shadow root: there, Streamlit would take typed letters for its shortcuts.
    loader = st.components.v2.component(
        "gradstep_player", css=style(), js=LOADER, isolate_styles=False
    )

    def run() -> None:
        asked = st.session_state.to_dict()[key].get("run")  # a look that nothing interrupts
        if asked and on_run:
            on_run([(int(number), str(source)) for number, source in asked["executions"]])

    known = st.session_state.to_dict().get(key) or {}
    reads_down = "down" in (*view.split("-"), known.get("direction"))
    data = payload(
        story,
        cells=cells,
        executions=executions,
        language=language,
        document=document,
        theme=theme,
        step=step,
        steps=steps,
        goto=goto,
        editable=editable,
        empty=empty,
        down=down() if down and reads_down else "",
    )
    result = loader(
        key=key,
        data=data | {"selects": selects, "address": address, "view": view},
        on_run_change=run,
        on_here_change=lambda: None,
        on_selected_change=lambda: None,
        on_tell_change=lambda: None,
        on_direction_change=lambda: None,
    )
    asked = result.get("tell")
    told = {}
    if tell and asked and asked["id"] == data["id"]:
        told = {"id": asked["id"], "text": tell(int(asked["number"]), bool(asked["state"]))}
    st.components.v2.component("gradstep_chapter", js=CHAPTER)(key=f"{key}-chapter", data=told)
    here = result.get("here")
    step = here.get("step", 0) if here and here.get("document") == document else step
    chosen = result.get("selected")
    ours = chosen is not None and chosen.get("document") == document
    if not chosen or not ours:
        return PlayerResult(int(step))
    return PlayerResult(int(step), str(chosen["name"]), int(chosen["click"]))
