"""A notebook goes in, runs, and is shown as a workbench; what the workbench asks for runs next."""

from typing import Final

import streamlit as st

from viz_app.files import Unreadable
from viz_app.i18n import text
from viz_app.pages._frame import embedded, language
from viz_app.pages._notebooks import Notebook, examples, opened
from viz_app.pages._runs import run, story
from viz_app.pages._share import linked, share, step_range
from viz_app.player.component import code, player
from viz_app.player.message import Execution

ORDER: Final = 10
SEED: Final = 0
FIRST: Final = "autograd_basics"


def show() -> None:
    """The page: everything that it remembers is in this session."""
    if "notebook" not in st.session_state:
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
    if asked is not None:
        notebook, executions, step = asked
        take(notebook)
        st.session_state["executions"], st.session_state["step"] = executions, step


def take(notebook: Notebook) -> None:
    """Make this the session's notebook, and run it once from top to bottom."""
    st.session_state["taken"] = st.session_state.get("taken", 0) + 1
    st.session_state["notebook"] = notebook
    st.session_state["executions"] = notebook.executions()
    st.session_state["step"] = 0


@st.fragment
def workbench() -> None:
    """The workbench is a fragment: a run or a step redraws nothing around it."""
    notebook: Notebook = st.session_state["notebook"]
    executions: tuple[Execution, ...] = st.session_state["executions"]
    shown = player(
        story(executions, SEED, language()),
        cells=notebook.cells,
        executions=executions,
        language=language(),
        document=notebook.id,
        step=st.session_state["step"],
        steps=step_range(),
        editable=not embedded(),
        on_run=_executed,
    )
    if not embedded():
        share(notebook, executions, lambda: run(executions, SEED), SEED, shown.step)


def menu() -> None:
    """Another notebook: an example, an empty one, or a file."""

    def words(key: str) -> str:
        return text(language(), key)

    # Another notebook is another menu, so that the choice closes it.
    opened = f"menu-{st.session_state['taken']}"
    bar = st.container(key="notebook")
    with bar, st.popover(words("app.notebook"), type="tertiary", key=opened):
        st.button(words("app.new"), type="tertiary", on_click=take, args=(Notebook.empty(),))
        st.caption(words("app.examples"))
        for name, notebook in examples().items():
            title = words(f"example.{name}")
            st.button(
                title, key=f"example-{name}", type="tertiary", on_click=take, args=(notebook,)
            )
        key = f"file-{st.session_state['taken']}"
        kinds = ["ipynb", "py"]
        st.file_uploader(words("app.open_file"), kinds, key=key, on_change=_open, args=(key,))
        if sentence := st.session_state.pop("unreadable", ""):
            st.text(sentence)


def _executed(executions: list[Execution]) -> None:
    st.session_state["executions"] = tuple(executions)


def _open(key: str) -> None:
    file = st.session_state[key]
    if file is None:
        return
    try:
        take(opened(file.name, file.getvalue()))
    except Unreadable as problem:
        st.session_state["unreadable"] = str(problem)
