"""A program full of markup, in every format, opened by what opens such files: texts stay texts."""

from __future__ import annotations

import ast
import io
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import networkx as nx
import pypdfium2
import pytest
from PIL import Image

from autograd_core.trace import Trace
from tests.support import unavailable
from tests.viz_app.exporters.documents import HOSTILE, TITLE, document
from viz_app.exporters import exporter_for, formats

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAME = "名"


def written(ending: str) -> bytes:
    exporter = exporter_for(f"a{ending}")
    assert exporter is not None
    content = exporter.write(document(HOSTILE, title=TITLE))
    return content.encode() if isinstance(content, str) else content


def dot(content: bytes) -> None:
    program = shutil.which("dot") or unavailable("graphviz is not installed")
    done = subprocess.run([program, "-Tjson"], input=content, capture_output=True, timeout=60)
    found = json.loads(done.stdout)
    assert any(NAME in node["label"] for node in found["objects"])
    assert not any("URL" in node or node["name"] == "evil" for node in found["objects"])


def graphml(content: bytes) -> None:
    graph = nx.parse_graphml(content.decode())
    assert NAME in {data["name"] for _, data in graph.nodes(data=True)}


def svg(content: bytes) -> None:
    root = ElementTree.fromstring(content)
    kinds = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert kinds <= {"svg", "title", "rect", "path", "polygon", "text"}
    assert not any(name.startswith("on") for element in root.iter() for name in element.attrib)


def picture(content: bytes) -> None:
    Image.open(io.BytesIO(content)).load()


def pdf(content: bytes) -> None:
    pages = pypdfium2.PdfDocument(content)
    texts = "".join(page.get_textpage().get_text_range() for page in pages)
    assert "onerror" in texts  # the question, as a text
    assert not any(word in content for word in (b"/JavaScript", b"/Launch", b"/URI"))


def trace(content: bytes) -> None:
    assert Trace.from_json(content.decode()).cells == [HOSTILE]


def code(content: bytes) -> None:
    assert content.decode() == HOSTILE + "\n"
    ast.parse(content)


def page(content: bytes) -> None:
    """More in test_page.py, in a browser."""
    lowered = content.lower()
    assert b"<script>alert" not in lowered
    assert b"<img" not in lowered


def mermaid(content: bytes) -> None:
    """More in test_mermaid.py, by Mermaid."""
    assert content.startswith(b"flowchart LR\n")
    assert b"javascript:" not in content
    assert b"<script" not in content


READERS: dict[str, Callable[[bytes], None]] = {
    ".html": page,
    ".worksheet.html": page,
    ".svg": svg,
    ".png": picture,
    ".gif": picture,
    ".pdf": pdf,
    ".dot": dot,
    ".graphml": graphml,
    ".mmd": mermaid,
    ".json": trace,
    ".py": code,
}


@pytest.mark.parametrize("ending", sorted(formats()))
def test_hostile_names_strings_and_labels_stay_texts(ending: str) -> None:
    READERS[ending](written(ending))


@pytest.mark.parametrize("ending", [".svg", ".worksheet.html", ".html", ".graphml"])
def test_a_browser_that_opens_the_file_runs_nothing_of_it(
    ending: str, browser: Browser, tmp_path: Path
) -> None:
    path = tmp_path / f"a{'.xml' if ending == '.graphml' else ending}"
    path.write_bytes(written(ending))
    context = browser.new_context(offline=True)
    problems: list[str] = []
    opened = context.new_page()
    opened.on("dialog", lambda dialog: problems.append(dialog.message))
    opened.on("request", lambda sent: sent.url.startswith("http") and problems.append(sent.url))
    opened.goto(path.as_uri())
    opened.wait_for_timeout(500)
    context.close()
    assert problems == []
