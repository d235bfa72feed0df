"""A notebook goes in, runs, and is shown as a workbench; what the workbench asks for runs next."""

import hashlib
from typing import Final

import streamlit as st

from viz_app import pipeline
from viz_app.files import Unreadable, decoded, recorded
from viz_app.i18n import text
from viz_app.pages._frame import embedded, language, run_app
from viz_app.pages._notebooks import Notebook, examples, opened
from viz_app.pages._runs import Opened, Order, Superseded, Told, teller, told
from viz_app.pages._session import held, own
from viz_app.pages._share import asked_step, bar, linked, share, step_range
from viz_app.player.component import code, player
from viz_app.player.message import Execution
from viz_app.sandbox import isolation
from viz_app.settings import PUBLIC, chosen

ORDER: Final = 10
SEED: Final = 0
FIRST: Final = "autograd_basics"
MOST_EVENTS: Final = 20_000
"""Events of a saved trace that is opened here: they are told in less than two seconds."""


def show() -> None:
    """The page: everything that it remembers is in this session."""
    if "notebook" not in own():
        begin()
    if not embedded():
        menu()
    code()
    workbench()


def begin() -> None:
    """What a new session shows: what its address asks for, else the first example."""
    take(examples()[FIRST])
    try:
        asked = linked()
    except Unreadable as problem:
        st.toast(str(problem), duration="long")
        return
    if asked is None:
        own()["step"] = asked_step() or 0
    else:
        notebook, executions, step = asked
        take(notebook)
        own()["executions"] = executions
        own()["step"] = step if (wanted := asked_step()) is None else wanted
        own()["limits"] = PUBLIC  # whoever follows a link has not asked for more


def take(notebook: Notebook) -> None:
    """Make this the session's notebook, and run it once from top to bottom."""
    own()["taken"] = own().get("taken", 0) + 1
    own()["notebook"] = notebook
    own()["executions"] = notebook.executions()
    own()["step"], own()["check"] = 0, False
    own()["limits"] = chosen()
    own()["opened"] = None


def take_trace(name: str, content: bytes) -> None:
    """Show what a saved trace records; nothing runs."""
    run, executions = pipeline.saved(name, decoded(name, content), most=MOST_EVENTS)
    source = recorded(name, executions)
    cells = tuple({"kind": kind, "source": cell} for kind, cell in source.parts)
    digest = hashlib.sha256(content).hexdigest()[:16]
    take(Notebook(digest, cells))
    own()["executions"], own()["opened"] = executions, Opened(digest, run)


@st.fragment
def workbench() -> None:
    """The workbench is a fragment: a run or a step redraws nothing around it."""
    notebook: Notebook = own()["notebook"]
    order = asked()
    with st.container(key="waiting"):
        place = st.empty()
    try:
        story = told(order, place)
    except Superseded:  # what is shown stays, and takes the next order
        story, order = own()["shown"]
    shown = player(
        story.text,
        cells=notebook.cells,
        executions=order.executions,
        language=language(),
        document=notebook.id,
        step=own()["step"],
        steps=step_range(),
        goto=story.checked,
        editable=not embedded(),
        on_run=_executed,
        view=st.query_params.get("view", ""),
        address=bar(notebook, order.executions, SEED, examples()[FIRST]),
        tell=teller(order),
        down=lambda: story.down,
        empty=text(language(), "app.empty"),
    )

    def again() -> pipeline.Run:
        if order.opened:
            saved: Opened = own()["opened"]
            return saved.run
        return pipeline.run(order.executions, seed=SEED, limits=order.limits)

    if not embedded():
        share(notebook, order.executions, again, SEED, shown.step)
        numeric_check(order, story)


def asked() -> Order:
    """What this session has asked for."""
    state = own()
    check = state.get("check", False)
    opened: Opened | None = state["opened"]
    shown = "" if check or opened is None else opened.id
    return Order(state["executions"], SEED, state["limits"], language(), check, shown)


def numeric_check(order: Order, story: Told) -> None:
    """A button: the same run once more, and each gradient beside central differences."""
    with st.container(key="check"):
        st.button(
            text(language(), "app.check"),
            type="tertiary",
            help=text(language(), "app.check.help"),
            on_click=own().update,
            kwargs={"check": True},
        )
    if order.check and story.checked is None:
        st.toast(text(language(), "app.check.nothing"))


def menu() -> None:
    """Another notebook: an example, an empty one, or a file."""

    def words(key: str) -> str:
        return text(language(), key)

    # Another notebook is another menu, so that the choice closes it.
    opened = f"menu-{own()['taken']}"
    bar = st.container(key="notebook")
    with bar, st.popover(words("app.notebook"), type="tertiary", key=opened):
        st.button(words("app.new"), type="tertiary", on_click=take, args=(Notebook.empty(),))
        st.caption(words("app.examples"))
        for name, notebook in examples().items():
            title = words(f"example.{name}")
            st.button(
                title, key=f"example-{name}", type="tertiary", on_click=take, args=(notebook,)
            )
        key = f"file-{own()['taken']}"
        kinds = ["ipynb", "py", "json"]
        st.file_uploader(words("app.open_file"), kinds, key=key, on_change=_open, args=(key,))
        if sentence := own().pop("unreadable", ""):
            st.text(sentence)
        st.caption(words(f"app.isolation.{isolation().level}"))


def _executed(executions: list[Execution]) -> None:
    """Run pressed: what is shown now is no answer to it, even if the texts are the same."""
    own().pop("told", None)
    own()["limits"], own()["check"] = chosen(), False
    own()["opened"] = None
    own()["executions"] = tuple(executions)


def _open(key: str) -> None:
    file = held()[key]
    if file is None:
        return
    try:
        if file.name.lower().endswith(".json"):
            take_trace(file.name, file.getvalue())
        else:
            take(opened(file.name, file.getvalue()))
    except Unreadable as problem:
        own()["unreadable"] = str(problem)


if __name__ == "__main__":
    run_app()
