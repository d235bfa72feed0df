"""What must be visible for misconceptions 1 to 15, checked on the stories of their snippets."""

from __future__ import annotations

from tests.viz_app.stories import sentences, shown, state_after, step_of
from tests.viz_app.story.misconceptions import (
    Story,
    card_of,
    card_of_source,
    line,
    misconception,
    row,
    steps_of,
    why,
)


@misconception(1, ".grad is added to, not overwritten", "01_accumulate", "13b_zero_grad_variants")
def _(story: Story, zero: Story) -> None:
    assert sentences(story, "accumulate") == [
        "w.grad was None and becomes 6: w is a leaf, so its gradient is kept.",
        "w.grad becomes 6 + 6 = 12: the tray still held the first pass.",
        "w.grad becomes 12 + 6 = 18: the tray still held passes 1 to 2.",
    ]
    second = step_of(story, "accumulate", "6 + 6 = 12")
    assert row(story, second, "arrives") == [["6"]]
    assert shown(story, "w", "grad_note", second) == "6 + 6 ="
    assert shown(story, "w", "grad", second) == [["12"]]
    last = story["steps"][story["ticks"][-1]]["panel"]
    assert last["history"] == ["pass 1: +6", "pass 2: +6", "pass 3: +6"]
    emptied = step_of(
        zero, "grad", "m.weight.grad and m.bias.grad are set to None: the trays are empty"
    )
    assert shown(zero, "m.weight", "grad_sign", emptied - 1) == "value"
    assert shown(zero, "m.weight", "grad_sign", emptied) == "none"


@misconception(
    2,
    "backward a second time; retain_graph=True as a charm",
    *("04a_second_backward", "04b_second_backward_linear_ok", "04f_retain_then_step"),
)
def _(square: Story, double: Story, charm: Story) -> None:
    first = step_of(square, "leave", "What it saved, x, is freed.")
    assert shown(square, "y", "saved", first - 1) == [["x, version 0", "live"]]
    assert shown(square, "y", "saved", first) == [["x, version 0", "freed"]]
    edges = [f"edge/{edge['id']}/phase" for edge in square["edges"]]
    assert {state_after(square, first)[edge] for edge in edges} == {"live"}
    again = step_of(square, "visit", "The gradient 1 of y is complete, and MulBackward0 runs.")
    stopped = step_of(
        square, "error", "RuntimeError: Trying to backward through the graph a second"
    )
    assert stopped == again + 1 == len(square["steps"]) - 1
    assert why(square, stopped).startswith(
        "MulBackward0 (line 3: x * x) saved x; pass 1 freed it. A pass frees what its nodes saved"
    )
    assert "retain_graph=True only helps when you truly want two passes" in why(square, stopped)

    assert "it needs to save nothing" in sentences(double, "op")[0]
    assert sentences(double, "accumulate")[1].startswith("x.grad becomes 2 + 2 = 4")

    kept = step_of(charm, "leave", "What it saved, h, stays.")
    assert shown(charm, "h", "saved", kept) == [["h, version 0", "live"]]
    sizes = [row(charm, step, "graph") for step in steps_of(charm, "h = torch.tanh")]
    assert sizes == [
        "3 nodes, values saved: 2",
        "5 nodes, values saved: 5",
        "7 nodes, values saved: 8",
    ]
    spoils = step_of(
        charm, "op", "opt.step() overwrites w with 0.3974: version 2. MulBackward0 had"
    )
    assert line(charm, spoils) == 8
    assert "Line 8 changed it to version 2: opt.step()." in why(charm, step_of(charm, "error"))


@misconception(
    3,
    "w = w - lr*w.grad, w -= …, no_grad",
    *("07a_update_rebinding", "07b_update_inplace_leaf", "07c_update_right"),
)
def _(rebound: Story, forbidden: Story, right: Story) -> None:
    moves = step_of(rebound, "op", "The name w moves to this new tensor, which is not a leaf")
    kinds = {card["id"]: card["kind"] for card in rebound["cards"]}

    def owner(step: int) -> list[str]:
        state = state_after(rebound, step)
        named = [card for card in kinds if state[f"card/{card}/names"] == "w"]
        return [kinds[card] for card in named if state[f"card/{card}/phase"] == "live"]

    assert (owner(moves - 1), owner(moves)) == (["leaf"], ["op"])
    assert row(rebound, moves, "leaf") == "no: a recorded operation made it"
    kept = step_of(rebound, "accumulate", "the earlier w.grad becomes −4 + (−3.2) = −7.2")
    asked = step_of(rebound, "look", "w.grad is None, and PyTorch warns: it is not a leaf")
    assert moves < kept < asked
    assert sentences(rebound, "look")[-1].endswith("Line 8 made it: w - lr * w.grad.")
    assert why(rebound, step_of(rebound, "error")).startswith("w.grad is None: it is not a leaf.")

    stopped = step_of(forbidden, "error", "a leaf Variable that requires grad is being used in an")
    assert line(forbidden, stopped) == 5
    assert "put it under torch.no_grad()" in why(forbidden, stopped)

    for version, value in ((1, "1.4"), (2, "1.72"), (3, "1.976")):
        text = f"w -= 0.1 * w.grad overwrites w with {value}: version {version}."
        step = step_of(right, "op", text)
        assert state_after(right, step)["frame/mode"] == "no_grad"
        assert shown(right, "w", "version", step) == version
        assert shown(right, "w", "value", step) == [[value]]
    (region,) = right["regions"]
    assert region["label"] == "no_grad"


@misconception(
    4,
    "gradients sum over paths, so order matters",
    *("05_reuse_topo", "05c_order_and_one_accumulate", "05d_accumulate_first"),
)
def _(doubled: Story, order: Story, ready: Story) -> None:
    waits = step_of(doubled, "contribution", "That is 1 of 2: b waits for the rest.")
    full = step_of(doubled, "contribution", "Both have arrived: 1 + 1 = 2.")
    onward = step_of(doubled, "contribution", "Through b = a + a, a receives the 2 unchanged.")
    assert waits < full < onward
    assert shown(doubled, "b", "inbox", waits) == "1 of 2"
    assert shown(doubled, "b", "inbox", full) == "2 of 2"
    assert row(doubled, full, "inbox") == "1 + 1 = 2"
    assert shown(doubled, "a", "grad") == [["4"]]
    assert any("naive recursion: 8.0" in text for text in sentences(doubled, "output"))

    full = step_of(order, "contribution", "Both have arrived: 4 + 1.92 = 5.92.")
    once = step_of(order, "accumulate")
    assert full < once
    assert len(order["ticks"]) == 2, "once in each pass, not once for each path"
    assert sentences(order, "accumulate") == [
        "a.grad was None and becomes 41.48: a is a leaf, so its gradient is kept.",
        "a.grad becomes 41.48 + 41.48 = 82.96: the tray still held the first pass.",
    ]
    assert order["steps"][full]["kind"] != order["steps"][once]["kind"], "two sums, two kinds"

    early = step_of(ready, "accumulate", "w.grad was None")
    assert early < step_of(ready, "contribution", "Through p = a * b")


@misconception(
    5,
    "detach, no_grad, requires_grad_(False), inference_mode, set_grad_enabled",
    *("08_detach_vs_nograd", "08b_nograd_leaf_still_true", "08c_inference_mode"),
    "08e_set_grad_leak",
)
def _(three: Story, modes: Story, inference: Story, leak: Story) -> None:
    scissors = step_of(three, "op", "x.detach() gives 2, but nothing is recorded: detach cuts")
    assert row(three, scissors, "memory") == "shared with x"
    assert state_after(three, scissors)["frame/mode"] == "grad"
    assert sentences(three, "accumulate")[0].startswith("x.grad was None and becomes 6")
    inside = step_of(three, "op", "a = x * x gives 4, but nothing is recorded: recording is off")
    assert state_after(three, inside)["frame/mode"] == "no_grad"
    assert [region["label"] for region in three["regions"]] == ["no_grad"]
    assert sentences(three, "accumulate")[1].startswith("x.grad was None and becomes 1")
    frozen = step_of(three, "flag", "x no longer asks for a gradient.")
    assert shown(three, "x", "grad_sign", frozen - 1) == "none"
    assert shown(three, "x", "grad_sign", frozen) == "absent"

    made = step_of(modes, "create", "z is made: a leaf that wants its gradient.")
    assert state_after(modes, made)["frame/mode"] == "no_grad"
    assert "k = x * 3 gives 6. Autograd records MulBackward0" in " ".join(sentences(modes, "op"))
    lamp = [state_after(modes, step)["frame/mode"] for step in range(len(modes["steps"]))]
    assert lamp[-1] == "grad"

    stamped = step_of(inference, "op", "b is an inference tensor for good")
    assert state_after(inference, stamped)["frame/mode"] == "inference_mode"
    caught = step_of(inference, "output", "RuntimeError: Inference tensors cannot be saved")
    assert "b is an inference tensor since line 6: w * 3." in why(inference, caught)
    assert not any("inference tensor" in text for text in sentences(inference, "op")[:1])

    forgot = step_of(leak, "mode", "switches recording off, until somebody switches it on again")
    assert state_after(leak, -1)["frame/mode"] == "no_grad", "the lamp stays off"
    assert line(leak, forgot) == 2
    assert sentences(leak, "op")[1].endswith(
        "but nothing is recorded: recording is off here. It was switched off for good at line 2."
    )


@misconception(
    6,
    "modified by an inplace operation",
    *("03a_inplace_saved", "03b_inplace_not_saved", "03c_inplace_pow_input"),
)
def _(output: Story, harmless: Story, needed: Story) -> None:
    made = step_of(output, "op", "ExpBackward0, which saves y for backward")
    assert shown(output, "y", "saved", made) == [["y, version 0", "live"]]
    changed = step_of(output, "op", "y.add_(1) changes y in place to 3.718: version 1.")
    assert line(output, changed) == 5
    assert shown(output, "x.exp()", "saved", changed) == [["y, version 0", "stale"]]
    assert "ExpBackward0 had saved y at version 0: that is out of date" in " ".join(
        sentences(output, "op")
    )
    stopped = step_of(output, "error", "modified by an inplace operation")
    assert line(output, stopped) == 7
    assert output["steps"][stopped]["origin"]["line"] == 5, "the culprit is lit, too"
    assert output["steps"][stopped]["panel"]["saved"] == ["y, version 0: out of date"]
    assert why(output, stopped).startswith(
        "ExpBackward0 saved y at version 0 (line 3: x.exp()). Line 5 changed it to version 1: "
        "y.add_(1)."
    )
    assert not sentences(harmless, "error")
    assert "out of date" not in " ".join(sentences(harmless))

    fine = step_of(needed, "op", "v.add_(5) changes v in place")
    assert shown(needed, "u ** 2", "saved", fine) == [["u, version 0", "live"]]
    spoilt = step_of(needed, "op", "PowBackward0 had saved u at version 0: that is out of date")
    assert shown(needed, "u ** 2", "saved", spoilt) == [["u, version 0", "stale"]]
    assert "Line 6 changed it to version 1: u.mul_(10)." in why(needed, step_of(needed, "error"))


@misconception(7, "intermediate .grad is None", "02_nonleaf_none")
def _(story: Story) -> None:
    arrives = step_of(
        story, "contribution", "h receives 1 × h: 1 × 6 = 6. Both have arrived: 6 + 6"
    )
    assert shown(story, "h", "inbox_grad", arrives) == [["12"]]
    leaves = step_of(story, "leave", "h has passed its gradient 12 on and drops it: not a leaf")
    assert shown(story, "h", "inbox_grad", leaves - 1) == [["12"]]
    assert shown(story, "h", "inbox_grad", leaves) is None
    assert shown(story, "h", "grad_note", leaves) == "not a leaf"
    assert sentences(story, "look") == [
        "x.grad is read: 36.",
        "h.grad is None, and PyTorch warns: it is not a leaf. Its gradient is passed on and then "
        "dropped. Line 3 made it: x * 3.",
        "y.grad is None, and PyTorch warns: it is not a leaf. Its gradient is passed on and then "
        "dropped. Line 4 made it: h * h.",
    ]


@misconception(
    8,
    "element 0 of tensors does not require grad; the false remedy",
    *("06a_no_grad_element0", "06b_fresh_tensor_element0", "06c_set_requires_grad_hides"),
    "06d_arcface",
)
def _(wall: Story, forgot: Story, fake: Story, wild: Story) -> None:
    stopped = step_of(wall, "error", "element 0 of tensors does not require grad")
    assert (line(wall, stopped), wall["steps"][stopped]["origin"]["line"]) == (6, 4)
    assert why(wall, stopped).startswith(
        "The history ends at line 4, w - 1: recording is off here."
    )
    assert "makes the error go away and trains nothing" in why(wall, stopped)
    assert not shown(wall, "loss", "recorded")
    assert why(forgot, step_of(forgot, "error")).startswith(
        "No tensor that this depends on requires grad: x."
    )

    island = step_of(fake, "flag", "It is an island: no gradient goes beyond it. The history ends")
    assert line(fake, island) == 4
    assert sentences(fake, "contribution") == [], "backward lights up one node"
    assert shown(fake, "loss", "grad") == [["1"]]
    assert sentences(fake, "look")[0] == (
        "w.grad is None: no backward pass has reached it. The history ends at line 3, "
        "((w - 1) ** 2).detach(): detach cuts the history here."
    )
    assert set(sentences(wild, "step")) == {
        "SGD takes a step and changes nothing: none of its parameters has a .grad."
    }


@misconception(9, "silent cut: same value, wrong gradient", "14_silent_cut")
def _(story: Story) -> None:
    right = step_of(story, "op", "good = a * w gives 12. Autograd records")
    cut = step_of(story, "op", "Its number came out of a by .item(): no gradient flows back there.")
    assert shown(story, "good", "value", right) == shown(story, "cut", "value", cut) == [["12"]]
    assert line(story, cut) == 6
    assert [text[:36] for text in sentences(story, "accumulate")] == [
        "w.grad was None and becomes 12: w is",
        "w.grad was None and becomes 6: w is ",
        "w.grad was None and becomes 6: w is ",
    ]
    into = [edge for edge in story["edges"] if edge["to"] == card_of(story, "cut", cut)]
    edges = {edge["from"] for edge in into if not edge.get("lost")}
    assert edges == {card_of(story, "w", cut)}, "no edge from a"
    ghosts = {(edge["from"], edge["lost"]) for edge in into if edge.get("lost")}
    assert ghosts == {(card_of(story, "a", cut), "item")}, "a ghost line says where 6 came from"
    copied = step_of(story, "create", "torch.tensor(a) is made: an input that asks for no gradient")
    assert "Its number came out of a by torch.tensor()" in sentences(story, "create")[1]
    warned = step_of(story, "warning", "To copy construct from a tensor")
    assert line(story, warned) == line(story, copied) == 9
    assert "silences the warning and keeps the cut" in why(story, warned)
    caught = step_of(story, "output", "RuntimeError: Can't call numpy()")
    assert "numpy knows no history" in why(story, caught)


@misconception(
    10,
    "grad can be implicitly created only for scalar outputs",
    "09_scalar_only",
    "10b_implicit_one",
)
def _(vector: Story, scalar: Story) -> None:
    stopped = step_of(vector, "error", "grad can be implicitly created only for scalar outputs")
    assert why(vector, stopped).startswith(
        "y has 3 elements: it needs 3 seeds, and only you know which."
    )
    assert "The sum is the same as a v of ones" in why(vector, stopped)
    starts = step_of(scalar, "backward", "The seed 1 is the gradient that was passed in.")
    assert row(scalar, starts, "seed") == [["1"]]
    ten = step_of(scalar, "backward", "The seed 10 is the gradient that was passed in.")
    assert shown(scalar, "x * x", "inbox_grad", ten) == [["10"]]
    assert shown(scalar, "x * x", "inbox", ten) == "seed 10"
    assert step_of(scalar, "contribution", "Both have arrived: 30 + 30 = 60.", after=ten)


@misconception(11, "None, 0 and stale", "13_none_vs_zero", "01_accumulate")
def _(story: Story, loop: Story) -> None:
    done = step_of(story, "look", "w.grad is read: 2.")
    assert shown(story, "u", "grad_sign", done) == "none"
    assert shown(story, "k", "grad_sign", done) == "zero"
    assert shown(story, "k", "grad", done) == [["0"]]
    assert step_of(story, "look", "u.grad is None: no backward pass has reached it. No operation")
    emptied = step_of(story, "grad", "w.grad and k.grad are set to None: the trays are empty")
    assert (line(story, emptied), shown(story, "w", "grad_sign", emptied)) == (8, "none")
    zeroed = step_of(story, "grad", "w.grad is set to 0: the tray is there and holds zeros.")
    assert (line(story, zeroed), shown(story, "w", "grad_sign", zeroed)) == (11, "zero")
    assert why(story, step_of(story, "error", "'NoneType' object has no attribute 'zero_'"))[
        :50
    ].startswith("u.grad is None: no backward pass has reached it.")
    stale = step_of(loop, "op", after=step_of(loop, "accumulate"))
    assert shown(loop, "w", "grad_sign", stale) == "stale"
    assert shown(loop, "w", "grad_note", stale) == "from pass 1"


@misconception(12, "vanishing gradient, dead ReLU", "18_vanish")
def _(story: Story) -> None:
    passed = [text for text in sentences(story, "contribution") if "sigmoid" in text]
    assert len(passed) == 8
    assert passed[0].endswith("h (round 7) receives upstream × slope: 1 × 0.2247 = 0.2247.")
    assert passed[-1].endswith("x receives upstream × slope: 2.805e−5 × 0.1966 = 5.515e−6.")
    local = [float(text.split(" × ")[2].split(" =")[0]) for text in passed]
    assert max(local) <= 0.25
    assert row(story, step_of(story, "contribution", "2.805e−5"), "× slope") == "0.2194"
    dead = step_of(
        story, "contribution", "Through torch.relu(z), z receives upstream × slope: 1 × 0"
    )
    assert "The slope is 0: the gate is closed, nothing gets through." in " ".join(
        sentences(story, "contribution")
    )
    assert shown(story, "z", "grad_sign", dead + 2) == "zero"


@misconception(13, ".data: wrong gradient without any error", "19_data_silent")
def _(story: Story) -> None:
    unseen = step_of(story, "op", "but its version stays 0: autograd does not notice")
    assert shown(story, "out", "version", unseen) == 0
    assert shown(story, "out", "value", unseen) == [["0", "0", "0"]]
    assert shown(story, "out", "saved", unseen) == [["out, version 0", "stale"]]
    wrong = step_of(story, "contribution", "overwritten behind autograd's back: this gradient is")
    assert unseen < wrong < step_of(story, "accumulate", "a.grad was None and becomes 0")
    truth = step_of(story, "capture", "[0.197, 0.105, 0.0452] for a")
    caught = step_of(story, "op", "out lives in the same memory and changes, too: version 1.")
    assert wrong < truth < caught
    assert shown(story, "out", "version", caught) == 1
    assert "Line 7 changed it to version 1: out.detach().zero_()." in why(
        story, step_of(story, "error", "modified by an inplace operation")
    )


@misconception(14, "reading the graph itself", "16_reading_graph")
def _(story: Story) -> None:
    last = len(story["steps"]) - 1
    assert [card["kind"] for card in story["cards"]].count("leaf") == 2, "one box for leaf and tray"
    assert shown(story, "x * z", "source") == "x * z"
    assert shown(story, "x * z", "node") == "MulBackward0"
    constant = step_of(story, "op", "y = x * z + x + 5 gives 8. Autograd records AddBackward0")
    assert "A number is a constant: no edge leads to it." in why(story, constant)
    into_y = [e for e in story["edges"] if e["to"] == card_of(story, "y", last)]
    assert [edge["from"] for edge in into_y] == [card_of_source(story, "x * z + x")]
    positions = {card["id"]: card["x"] for card in story["cards"]}
    assert all(positions[edge["from"]] < positions[edge["to"]] for edge in story["edges"])
    for step in range(1, last + 1):
        assert shown(story, "x", "grad_sign", step) == "none", "not computed is not 0"
        assert shown(story, "x", "grad_note", step) == "no backward yet"


@misconception(15, "kinks: relu(0), abs(0), ties, bounds", "26_kinks")
def _(story: Story) -> None:
    told = sentences(story, "contribution")
    for part in (
        "1 × 0 = 0. At 0, relu has a kink and no slope of its own: PyTorch chooses 0.",
        "1 × 0 = 0. At 0, abs has a kink and no slope of its own: PyTorch chooses 0.",
        "unchanged. At 0, clamp has a kink and no slope of its own: PyTorch chooses 1.",
        "1 × 0.5 = 0.5. 2 elements tie: PyTorch divides the gradient among them.",
        "becomes [0.5, 0.5, 0] for t. 2 elements tie: PyTorch divides the gradient among them.",
        "[1, 0, 0] for t. 2 elements tie: with dim=, only the first of them gets the gradient.",
        "1 × inf = inf. The slope of sqrt is infinite here.",
        "0 for v. At 0, norm has a kink and no slope of its own: PyTorch chooses 0.",
    ):
        assert any(part in text for text in told), (part, told)
