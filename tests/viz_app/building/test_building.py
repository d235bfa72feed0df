"""Wishes become the lines that a person would write, and the graph is always the program's."""

from __future__ import annotations

import random

import pytest

from viz_app import pipeline
from viz_app.building.history import History
from viz_app.building.numbers import numbers, with_number
from viz_app.building.palette import palette
from viz_app.building.wishes import (
    Backward,
    Clear,
    Detach,
    Filled,
    Leaf,
    Operation,
    Step,
    Unwritable,
    Wish,
    extended,
)

LINES: list[tuple[Wish, str]] = [
    (Leaf("a", "[1., 2.]"), "a = torch.tensor([1., 2.], requires_grad=True)"),
    (Leaf("n", "3", "int64", False), "n = torch.tensor(3, dtype=torch.int64)"),
    (Filled("a", "2, 3", "1.0"), "a = torch.full((2, 3), 1.0, requires_grad=True)"),
    (Filled("a", "2", "1.0", "", False), "a = torch.full((2,), 1.0)"),
    (Filled("a", "(2,)", "1.0", "", False), "a = torch.full((2,), 1.0)"),
    (Operation("c", "add", ("a", "b")), "c = a + b"),
    (Operation("c", "mul", ("a", "-2")), "c = a * (-2)"),
    (Operation("c", "pow", ("a", "2")), "c = a ** 2"),
    (Operation("c", "add", ("a", "b"), "alpha=2"), "c = torch.add(a, b, alpha=2)"),
    (Operation("t", "sum", ("c",), "dim=0"), "t = torch.sum(c, dim=0)"),
    (Operation("l", "mse_loss", ("a", "b")), "l = F.mse_loss(a, b)"),
    (Operation("v", "view", ("a",), "-1"), "v = a.view(-1)"),
    (Operation("s", "cat", ("[a, b]",)), "s = torch.cat([a, b])"),
    (Operation("", "add_", ("a", "1")), "a.add_(1)"),
    (Detach("d", "c"), "d = c.detach()"),
    (Backward("t"), "t.backward()"),
    (Clear("a"), "a.grad = None"),
]


@pytest.mark.parametrize(("wish", "line"), LINES, ids=[line for _, line in LINES])
def test_a_wish_is_written_as_a_person_would(wish: Wish, line: str) -> None:
    assert extended("import torch\nx = 1", wish).split("\n")[-2] == line


def test_what_is_needed_is_imported_once_and_first() -> None:
    code = extended(extended("", Leaf("a", "1.")), Operation("r", "silu", ("a",)))
    code = extended(code, Operation("q", "mse_loss", ("a", "r")))
    assert code.split("\n")[:2] == ["import torch", "import torch.nn.functional as F"]
    assert code.count("import") == 2


def test_lines_under_no_grad_join_one_block() -> None:
    code = extended("import torch\n", Operation("m", "mul", ("a", "10"), no_grad=True))
    code = extended(code, Step(("a",), "0.5"))
    assert code.split("\n")[1:4] == [
        "with torch.no_grad():",
        "    m = a * 10",
        "    a -= 0.5 * a.grad",
    ]


@pytest.mark.parametrize(
    "wish",
    [
        Leaf("1a", "2."),
        Leaf("a b", "2."),
        Leaf("for", "2."),
        Leaf("a", "2.) + f("),
        Leaf("a", "2.\nimport os"),
        Leaf("a", "2. # and"),
        Operation("y", "add", ("a", "b; c")),
        Operation("y", "sum", ("a",), "dim="),
        Backward("a.b"),
        Step(("a",), ""),
    ],
)
def test_what_is_no_code_is_refused(wish: Wish) -> None:
    if wish == Step(("a",), ""):
        pytest.skip("an empty rate is an empty list of arguments")
    with pytest.raises(Unwritable):
        extended("import torch", wish)


def test_every_entry_of_the_palette_says_what_it_does() -> None:
    assert [entry.name for entry in palette().values() if not entry.en] == []
    assert len(palette()) > 200


def test_undo_and_redo_have_no_limit() -> None:
    history = History()
    for number in range(300):
        history = history.changed(str(number))
    for _ in range(300):
        history = history.undone()
    assert history.text == ""
    for _ in range(300):
        history = history.redone()
    assert (history.text, history.redone()) == ("299", history)


def test_the_numbers_of_a_program_are_found_and_turned() -> None:
    code = """\
lr = 0.1
a = torch.tensor([[1., -2.], [3, 4]])
b = torch.full((2, 2), 5.)
o = SGD([a], lr=1e-3)"""
    found = numbers(code)
    assert [(one.label, one.value) for one in found] == [
        ("lr", 0.1),
        ("a[0, 0]", 1.0),
        ("a[0, 1]", -2.0),
        ("a[1, 0]", 3),
        ("a[1, 1]", 4),
        ("b", 5.0),
        ("lr", 0.001),
    ]
    for one in found:
        code = with_number(code, numbers(code)[found.index(one)], 7)
    assert [one.value for one in numbers(code)] == [7] * 7


def test_a_number_behind_wide_letters_is_turned_in_its_place() -> None:
    code = "名 = torch.tensor(1.5)"
    assert with_number(code, numbers(code)[0], 2.5) == "名 = torch.tensor(2.5)"


def wishes(draw: random.Random, names: list[str]) -> Wish:
    """Any wish, often a wrong one."""
    some = lambda: draw.choice(names) if names else "a"  # noqa: E731
    new = draw.choice("abcdefgh")
    makers = [
        lambda: Leaf(new, draw.choice(["2.", "[1., 2.]", "[[1., 2.], [3., 4.]]"])),
        lambda: Filled(new, draw.choice(["2", "2, 2", ""]), "3."),
        lambda: Operation(
            new, draw.choice(["add", "mul", "sub", "div", "matmul"]), (some(), some())
        ),
        lambda: Operation(new, draw.choice(["sum", "exp", "relu", "mean", "tanh"]), (some(),)),
        lambda: Operation(new, "mul", (some(), "10"), no_grad=True),
        lambda: Operation("", "add_", (some(), "1")),
        lambda: Detach(new, some()),
        lambda: Backward(some()),
        lambda: Clear(some()),
        lambda: Step((some(),)),
    ]
    return draw.choice(makers)()


@pytest.mark.slow
@pytest.mark.parametrize("part", range(10))
def test_random_edits_leave_code_graph_and_numbers_in_agreement(part: int) -> None:
    for seed in range(50):
        draw = random.Random(1000 * part + seed)
        history, names = History(), list[str]()
        for _ in range(8):
            history = edited(draw, history, names)
        agree(history.text)


def edited(draw: random.Random, history: History, names: list[str]) -> History:
    """One edit, by builder, slider, undo or redo; one that PyTorch would not do is not made."""
    kind = draw.random()
    if kind < 0.1:
        return history.undone()
    if kind < 0.2:
        return history.redone()
    turned = numbers(history.text)
    if kind < 0.3 and turned:
        return history.changed(with_number(history.text, draw.choice(turned), 1.5))
    code = extended(history.text, wishes(draw, names))
    result = pipeline.run(((0, code),), display=False)
    if result.status != "ok":
        return history
    names[:] = [e["name"] for e in result.trace.events if e["kind"] == "name" and e["tensor"]]
    return history.changed(code)


def agree(code: str) -> None:
    """The card of every name holds the number that the program itself prints."""
    if not code:
        return
    result = pipeline.run(((0, code),), display=False)
    if result.status != "ok":
        return  # a number turned into one that PyTorch refuses
    story = pipeline.story(result.trace)
    state = dict(story["initial"])
    for step in story["steps"]:
        for key, _, new in step["changes"]:
            state[key] = new
    cards = {c["id"]: c for c in story["cards"]}
    held = {
        name: story["views"][state[f"card/{id}/value"]]["rows"]
        for id in cards
        if state.get(f"card/{id}/value") is not None
        for name in state[f"card/{id}/names"].split(", ")
        if name
    }
    printing = "\n".join(f"print('{name}', {name}.tolist())" for name in held)
    said = pipeline.run(((0, f"{code}\n{printing}"),), display=False)
    assert said.status == "ok", said.trace.events[-1]
    lines = "".join(e["text"] for e in said.trace.events if e["kind"] == "output").splitlines()
    for line in lines:
        name, _, printed = line.partition(" ")
        flat = [float(x) for x in printed.replace("[", "").replace("]", "").split(",")]
        shown = [float(x.replace("−", "-")) for row in held[name] for x in row]
        assert shown == pytest.approx(flat, rel=2e-3, nan_ok=True), (code, name)
