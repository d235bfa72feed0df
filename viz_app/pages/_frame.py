"""The app's language goes in; the top bar comes out, and Streamlit's own chrome goes."""

import runpy
from pathlib import Path
from typing import Final

import streamlit as st

from viz_app import settings
from viz_app.assets import asset
from viz_app.graph.style import PALETTE
from viz_app.i18n import text
from viz_app.pages._session import own
from viz_app.sandbox import FULL, isolation

LANGUAGES: Final = ("en", "zh_cn")
BARE: Final = ":root { --gradstep-header: 0px } [data-testid=stHeader] { display: none }"
"""The style of a page inside of another."""


def run_app() -> None:
    """Run the whole app: a page calls it when it is run as a script of its own.

    Streamlit does that to a module in a folder called `pages` in the first session of a server,
    when its address is opened directly; from then on the app's own navigation decides.
    """
    runpy.run_path(str(Path(__file__).parent.parent / "app.py"), run_name="__main__")


def language() -> str:
    """The language chosen in this session; a link may ask for one with ?lang=zh_cn."""
    asked = st.query_params.get("lang", LANGUAGES[0])
    chosen = own().get("language", asked)
    return chosen if chosen in LANGUAGES else LANGUAGES[0]


def admitted() -> bool:
    """Whether the app may run here: a public one only where programs are fully isolated."""
    if not settings.public() or isolation().level == FULL:
        return True
    st.error(text(language(), "app.not_public"))
    return False


def embedded() -> bool:
    """Whether another page shows this one inside of itself: ?embed=1 asks for no chrome."""
    return st.query_params.get("embed") in ("1", "true")


def frame() -> None:
    """The name, the language switch, and the style that gives the window to the page."""
    palette = PALETTE[st.context.theme.type or "light"]
    variables = "".join(f"--gs-{part.replace('_', '-')}: {palette[part]};" for part in palette)
    style = asset("app.css").read_text(encoding="utf-8")
    if embedded():
        st.html(f"<style>:root {{ {variables} }}\n{style}\n{BARE}</style>")
        return
    st.html(f"<style>:root {{ {variables} }}\n{style}</style>")
    with st.container(key="brand"):
        st.html("<span>Gradstep</span>")
    with st.container(key="language", horizontal=True):
        st.button(text(language(), "app.other_language"), type="tertiary", on_click=_switch)


def _switch() -> None:
    own()["language"] = LANGUAGES[1 - LANGUAGES.index(language())]
