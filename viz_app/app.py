"""Pages found by folder go in; the running app comes out: `streamlit run viz_app/app.py`."""

import sys
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

# `streamlit run` puts this folder on the path, not the one that holds the packages.
sys.path[:] = [path for path in sys.path if Path(path or ".").resolve() != Path(__file__).parent]
sys.path.insert(0, str(Path(__file__).parent.parent))

import streamlit as st  # noqa: E402

from viz_app import pages  # noqa: E402
from viz_app.i18n import text  # noqa: E402
from viz_app.pages._frame import admitted, frame, language  # noqa: E402


def found() -> list[st.Page]:
    """One entry of the navigation for each module of pages/, in the order that they ask for."""
    names = [module.name for module in iter_modules(pages.__path__) if module.name[0] != "_"]
    modules = [import_module(f"{pages.__name__}.{name}") for name in names]
    return [
        st.Page(
            module.show,
            title=text(language(), f"page.{module.__name__.rpartition('.')[2]}"),
            url_path=module.__name__.rpartition(".")[2],
            default=position == 0,
        )
        for position, module in enumerate(sorted(modules, key=lambda module: module.ORDER))
    ]


st.set_page_config(page_title="Gradstep", layout="wide", initial_sidebar_state="collapsed")
page = st.navigation(found(), position="top")
frame()
if admitted():
    page.run()
