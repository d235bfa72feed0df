"""Packed data is the same data in less room."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.viz_app.programs import trace_of
from tests.viz_app.stories import book_of
from viz_app.story.pack import column, columns, pack, rows, spread, unpack
from viz_app.story.wire import book_text

ATOMS = (
    st.none()
    | st.booleans()
    | st.integers(-5, 5)
    | st.sampled_from([0.0, 1.0, 2.5])
    | st.text(max_size=3)
)
DATA = st.recursive(
    ATOMS,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=2), inner, max_size=4)
    ),
)
CHAIN = """import torch
x = torch.tensor(1.0, requires_grad=True)
y = x
for i in range({n}):
    y = y * 1.0001
y.backward()
"""


@given(DATA)
def test_what_is_packed_comes_out_as_it_was(value):
    sent = json.dumps(pack(value))
    assert json.dumps(unpack(json.loads(sent))) == json.dumps(value)


def test_equal_parts_stand_once():
    rule = {"rule": "a long text", "numbers": [1, 2]}
    packed = pack([rule, dict(rule), rule])
    assert packed["shapes"] == [["rule", "numbers"]]
    assert packed["parts"] == ["a long text", 1, 2, (0, 1, 2), (1, 0, 3), (0, 4, 4, 4)]


def test_true_one_and_one_point_nought_are_three_things():
    assert json.dumps(unpack(pack([True, 1, 1.0]))) == "[true, 1, 1.0]"


@pytest.mark.parametrize(
    ("values", "own"),
    [
        (["op", "op", "op", "leaf"], [3, "op", 1, "leaf"]),
        ([1, 2, 3], [0, 1, 2, 3]),
        ([], []),
        ([True, 1], [0, True, 1]),
    ],
)
def test_a_column_is_in_runs_where_that_is_shorter(values, own):
    assert column(values) == own
    assert spread(own) == values


def test_rows_become_columns_and_rows_again():
    table = [{"id": "c1", "x": 1}, {"id": "c2", "x": 1, "points": [[1, 2]]}]
    assert rows(columns(table)) == [{**table[0], "points": None}, table[1]]


@pytest.mark.parametrize(("n", "limit"), [(10, 50_000), (1_000, 300_000), (3_000, 500_000)])
def test_a_chain_is_sent_in_few_bytes(n, limit):
    assert len(book_text(book_of(trace_of(CHAIN.format(n=n)))).encode()) < limit
