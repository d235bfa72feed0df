"""Files that are not what they say are refused in a sentence: rows 73 to 75 of the catalogue."""

import io
import json
import pickle
import time
import zipfile

import numpy as np
import pytest

from viz_app.files import Unreadable
from viz_app.pages._notebooks import opened

GOOD = {"cells": [{"cell_type": "code", "source": "x = 1"}], "nbformat": 4, "nbformat_minor": 5}


def notebook(**changes: object) -> bytes:
    return json.dumps({**GOOD, **changes}).encode()


def zipped() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("x", "y")
    return data.getvalue()


def saved_array() -> bytes:
    data = io.BytesIO()
    np.save(data, np.array([{}], dtype=object), allow_pickle=True)
    return data.getvalue()


WRONG = {
    "cut off": ("a.ipynb", notebook()[:30]),
    "nested deeply": ("a.ipynb", b"[" * 100_000),
    "a huge number": ("a.ipynb", b'{"cells": ' + b"9" * 100_000 + b"}"),
    "a list": ("a.ipynb", b"[]"),
    "a number": ("a.ipynb", b"3"),
    "cells is a number": ("a.ipynb", notebook(cells=3)),
    "a cell is a number": ("a.ipynb", notebook(cells=[3])),
    "no source": ("a.ipynb", notebook(cells=[{"cell_type": "code"}])),
    "source is a number": ("a.ipynb", notebook(cells=[{"cell_type": "code", "source": 3}])),
    "source holds numbers": ("a.ipynb", notebook(cells=[{"cell_type": "code", "source": [1]}])),
    "not UTF-8": ("a.ipynb", b"\xff\xfe{\x00}\x00"),
    "a zip named py": ("a.py", zipped()),
    "UTF-16": ("a.py", "x = 1".encode("utf-16")),
    "a pickle": ("a.py", pickle.dumps({"a": 1}, protocol=4)),
    "an array of objects": ("a.py", saved_array()),
    "bytes": ("a.py", bytes(range(256))),
}


@pytest.mark.parametrize("name", WRONG)
def test_it_is_refused_in_a_sentence(name: str) -> None:
    begun = time.monotonic()
    with pytest.raises(Unreadable) as refusal:
        opened(*WRONG[name])
    assert time.monotonic() - begun < 2
    said = str(refusal.value)
    assert said.startswith(WRONG[name][0])
    assert "Traceback" not in said
    assert len(said) < 300


def test_outputs_are_left_aside_however_large() -> None:
    output = {"output_type": "stream", "name": "stdout", "text": "x" * 20_000_000}
    cell = {"cell_type": "code", "source": ["a = 1\n", "a"], "outputs": [output]}
    found = opened("a.ipynb", notebook(cells=[cell]))
    assert found.cells == ({"kind": "code", "source": "a = 1\na"},)


def test_a_file_name_is_only_a_name() -> None:
    for name in ("../../etc/passwd.py", "🙂.py", "x" * 5000 + ".py", "a\nb.py", ".py"):
        assert opened(name, b"x = 1").cells == ({"kind": "code", "source": "x = 1"},)


def test_a_key_given_twice_means_the_last() -> None:
    text = b'{"cells": 3, "cells": [{"cell_type": "code", "source": "b"}], "nbformat": 4}'
    assert opened("a.ipynb", text).cells == ({"kind": "code", "source": "b"},)


def test_an_empty_script_is_an_empty_cell() -> None:
    assert opened("a.py", b"").cells == ({"kind": "code", "source": ""},)
