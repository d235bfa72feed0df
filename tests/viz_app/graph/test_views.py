"""How values are shown: few digits, whole numbers whole, large ones as heat maps."""

import pytest

from viz_app.graph.views import Views, number


@pytest.mark.parametrize(
    ("x", "text"),
    [
        (2.0, "2"),
        (-1.0, "−1"),
        (0.1 + 0.2, "0.3"),
        (1 / 3, "0.3333"),
        (0.10000000149011612, "0.1"),
        (123456.0, "123456"),
        (1.5e-7, "1.5e-7".replace("-", "−")),
        (-0.0, "0"),
        (1e10, "1e10"),
        ("nan", "nan"),
        ("-inf", "−inf"),
        (True, "True"),
        (7, "7"),
        ([1.0, -2.0], "1 − 2i"),
    ],
)
def test_numbers_are_short(x, text):
    assert number(x) == text


def view(shape, data=None, **more):
    values = [
        {"dtype": "float32", "shape": shape, **({"data": data} if data is not None else more)}
    ]
    return Views(values).view(0)


def test_a_scalar_is_one_number():
    assert view([], [6.0]) == {
        "kind": "scalar",
        "rows": [["6"]],
        "shape": "scalar",
        "more": "",
        "levels": [],
    }


def test_a_small_matrix_shows_every_number():
    shown = view([2, 3], [1.0, 2.0, 3.0, 4.0, 5.0, 6.5])
    assert (shown["kind"], shown["shape"]) == ("grid", "2×3")
    assert shown["rows"] == [["1", "2", "3"], ["4", "5", "6.5"]]


def test_a_large_one_is_a_heat_map_with_its_statistics():
    shown = view([10, 10], [float(i) for i in range(100)])
    assert (shown["kind"], shown["rows"], shown["shape"]) == ("heat", [], "10×10")
    assert shown["more"] == "min 0 · mean 49.5 · max 99"
    assert all(0 <= level <= 1 for row in shown["levels"] for level in row)
    assert shown["levels"][0][0] < shown["levels"][-1][-1]


def test_what_is_not_finite_does_not_disturb_a_heat_map():
    shown = view([20], ["nan", "inf", *map(float, range(18))])
    assert all(0 <= level <= 1 for row in shown["levels"] for level in row)


def test_beyond_the_traces_limit_only_statistics_are_known():
    stats = {"min": 0.0, "max": 1.0, "mean": 0.5, "std": 0.1}
    assert view([100, 100], stats=stats)["more"] == "min 0 · mean 0.5 · max 1"


def test_an_empty_tensor_says_so():
    assert view([0], [])["rows"] == [["empty"]]


def test_equal_values_share_one_view():
    same = {"dtype": "float32", "shape": [], "data": [1.0]}
    views = Views([same, dict(same), {**same, "data": [2.0]}])
    assert (views.of(0), views.of(1), views.of(2), views.of(None)) == (0, 0, 1, None)


@pytest.mark.parametrize(
    ("shape", "data", "short"),
    [
        ([2, 2], [4.0] * 4, "4"),
        ([3], [1.0, 2.0, 3.0], "[1, 2, 3]"),
        ([2, 2], [1.0, 2.0, 3.0, 4.0], "[[1, 2], [3, 4]]"),
        ([9], [float(i) for i in range(9)], None),
    ],
)
def test_a_value_within_a_sentence(shape, data, short):
    assert Views([{"dtype": "float32", "shape": shape, "data": data}]).short(0) == short
