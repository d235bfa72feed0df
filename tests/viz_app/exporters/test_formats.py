"""Every export is opened by a program that did not come from us, and shows what the story shows."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import networkx as nx
import pypdfium2
import pytest
from PIL import Image

from autograd_core.trace import Trace
from tests.support import NOTEBOOK, gradstep, unavailable
from tests.viz_app.exporters.documents import SQUARE, document
from viz_app.exporters import TooMuch, exporter_for, formats

SVG = "{http://www.w3.org/2000/svg}"
each_format = pytest.mark.parametrize("ending", sorted(formats()))


def exported(name: str, *cells: str, **given: object) -> bytes:
    exporter = exporter_for(name)
    assert exporter is not None
    content = exporter.write(document(*(cells or (SQUARE,)), **given))
    return content.encode() if isinstance(content, str) else content


@each_format
def test_the_same_run_gives_the_same_bytes(ending: str) -> None:
    assert exported(f"a{ending}") == exported(f"a{ending}")


@each_format
def test_an_empty_program_is_exported_too(ending: str) -> None:
    exported(f"a{ending}", "")


@each_format
def test_the_command_writes_it(ending: str, tmp_path: Path) -> None:
    out = tmp_path / f"out{ending}"
    done = gradstep("export", str(NOTEBOOK), "--cells", "1,6", "--steps", "3-5", "-o", str(out))
    assert (done.returncode, out.stat().st_size > 0) == (0, True)


def test_the_longest_ending_chooses_the_format() -> None:
    chosen = exporter_for("Lesson.Worksheet.HTML")
    assert chosen is not None
    assert chosen.key == "worksheet"


def test_more_steps_than_a_film_can_hold_are_refused_with_the_way_out() -> None:
    many = (
        "import torch\na = torch.ones(1, requires_grad=True)\nfor i in range(400):\n    a = a + 1"
    )
    with pytest.raises(TooMuch, match=r"--steps 1-300"):
        exported("a.gif", many)


def test_an_svg_picture_holds_the_numbers_of_its_step() -> None:
    root = ET.fromstring(exported("a.svg"))
    texts = {element.text for element in root.iter(f"{SVG}text")}
    assert {"x", "x * x", "MulBackward0", "14", "6"} <= texts


def test_a_picture_of_an_early_step_does_not_know_the_end() -> None:
    root = ET.fromstring(exported("a.svg", steps=(0, 2)))
    assert "14" not in {element.text for element in root.iter(f"{SVG}text")}


def test_an_edge_that_goes_below_the_cards_is_in_the_picture() -> None:
    """`w` goes on to the sum past `w * w`, whose card is the lowest."""
    text = "import torch\nw = torch.tensor(2., requires_grad=True)\n(w * w + w).backward()"
    root = ET.fromstring(exported("a.svg", text))
    _, top, _, height = map(float, root.attrib["viewBox"].split())
    numbers = [
        float(element.attrib["y"])
        for element in root.iter(f"{SVG}text")
        if element.text == "1" and "y" in element.attrib
    ]
    assert numbers
    assert max(numbers) < top + height - 12


def test_a_png_is_a_picture_with_more_than_one_colour() -> None:
    image = Image.open(io.BytesIO(exported("a.png")))
    assert image.format == "PNG"
    assert len(image.convert("RGB").getcolors(1 << 20) or []) > 20


def test_a_gif_has_one_frame_a_step_and_begins_again() -> None:
    image = Image.open(io.BytesIO(exported("a.gif", steps=(2, 6))))
    assert (image.n_frames, image.size, image.info["loop"]) == (5, (1280, 720), 0)


def test_a_pdf_has_one_page_a_step_with_the_sentence_as_text() -> None:
    told = document(SQUARE)
    pages = pypdfium2.PdfDocument(exported("a.pdf"))
    texts = [page.get_textpage().get_text_range() for page in pages]
    assert len(texts) == len(told.story["steps"])
    assert "y.backward()" in texts[-3]


def test_graphviz_reads_the_dot_file() -> None:
    program = shutil.which("dot") or unavailable("graphviz is not installed")
    done = subprocess.run(
        [program, "-Tjson"], input=exported("a.dot"), capture_output=True, check=True, timeout=60
    )
    graph = json.loads(done.stdout)
    labels = [node["label"] for node in graph["objects"]]
    assert any("SumBackward0" in label for label in labels)
    assert len(graph["edges"]) == 3  # x * x uses x twice


def test_networkx_reads_the_graphml_file(tmp_path: Path) -> None:
    path = tmp_path / "a.graphml"
    path.write_bytes(exported("a.graphml"))
    graph = nx.read_graphml(path)
    assert [data["grad"] for _, data in graph.nodes(data=True) if data["name"] == "x"] == [
        "[2 4 6]"
    ]
    assert graph.number_of_edges() == 3


def test_a_mermaid_file_is_a_flowchart_of_known_lines() -> None:
    first, *lines = exported("a.mmd").decode().splitlines()
    assert first == "flowchart LR"
    assert sum(" --> " in line or "-->|" in line for line in lines) == 3


def test_the_trace_opens_again() -> None:
    text = exported("a.json").decode()
    assert Trace.from_json(text).to_json() == text


def test_the_code_is_the_program_in_the_order_in_which_it_ran() -> None:
    assert exported("a.py").decode() == SQUARE + "\n"
    assert exported("a.py", "a = 1", "a += 1").decode() == "# In [1]:\na = 1\n\n# In [2]:\na += 1\n"
