"""What must be visible for misconceptions 16 to 30, checked on the stories of their snippets."""

from __future__ import annotations

from tests.viz_app.stories import sentences, shown, state_after, step_of
from tests.viz_app.story.misconceptions import Story, line, misconception, row, why


@misconception(16, "backward() does not change the weights", "11_backward_does_not_update")
def _(story: Story) -> None:
    before = step_of(story, "backward")
    filled = step_of(story, "accumulate", "w.grad was None and becomes 4")
    for step in (before, filled):
        assert shown(story, "w", "value", step) == [["5"]], "backward changes .grad alone"
        assert shown(story, "w", "version", step) == 0
    moves = step_of(story, "step", "SGD takes a step: it changes w in place, by what .grad holds.")
    assert sentences(story, "step")[0].endswith(" w: 5 → 4.6, with .grad 4.")
    assert row(story, moves, "holds") == "w"
    assert "knows its parameters, not the loss" in why(story, moves)
    moved = step_of(story, "op", "opt.step() overwrites w with 4.6: version 1.")
    assert shown(story, "w", "value", moved) == [["4.6"]]
    assert shown(story, "w", "grad", moved) == [["4"]], "step changes the value alone"
    assert shown(story, "loss", "value", moved) == [["4"]], "the loss is of before"
    emptied = step_of(story, "grad", "w.grad is set to None")
    assert shown(story, "w", "value", emptied) == [["4.6"]]
    assert shown(story, "w", "grad_sign", emptied) == "none"


@misconception(17, "what leaf means", "12_leaf")
def _(story: Story) -> None:
    made = {
        "a": step_of(story, "create", "a is made"),
        "b": step_of(story, "create", "b is made"),
        "c": step_of(story, "op", "c = b * 1"),
        "d": step_of(story, "op", "d = a * 2"),
        "e": step_of(story, "flag", "e asks for its gradient"),
        "f": step_of(story, "op", "f = b.detach()"),
        "g": step_of(story, "op", "g = tensor(1.0).to(float64)"),
    }
    leaves = {name: row(story, step, "leaf") for name, step in made.items()}
    yes, no = "yes: no recorded operation made it", "no: a recorded operation made it"
    assert leaves == {"a": yes, "b": yes, "c": no, "d": yes, "e": yes, "f": yes, "g": no}
    caught = step_of(story, "output", "ValueError: can't optimize a non-leaf Tensor")
    assert "g is not a leaf: line 8 made it" in why(story, caught)
    assert "ask for the gradient last" in why(story, caught)


@misconception(18, "the graph is new on every forward; no control flow in it", "21_dynamic")
def _(story: Story) -> None:
    first, second = (step_of(story, "op", text) for text in ("y = w * x", "y = u * x * x"))
    assert shown(story, "u * x", "phase", second - 2) == "future"
    assert shown(story, "u * x", "phase", second) == "live"
    assert first < step_of(story, "look", "u.grad is None") < second
    assert step_of(story, "look", "w.grad is None: it was set to None, and no pass", after=second)
    rounds = [text for text in sentences(story, "op") if text.startswith("p = p * x")]
    assert len(rounds) == 4, "one line, four nodes"
    assert "All 5 have arrived: 324 + 81 = 405." in " ".join(sentences(story, "contribution"))
    assert [len(loop["starts"]) for loop in story["loops"]] == [2, 5]


@misconception(
    19, "graphs kept alive: total_loss += loss, hidden state", "22a_total_loss", "22b_bptt_detach"
)
def _(total: Story, hidden: Story) -> None:
    sizes, step = [], -1
    for _ in range(5):
        step = step_of(total, "op", "total = total + loss", after=step)
        sizes.append(row(total, step, "graph"))
    assert sizes == [
        "4 nodes, values saved: 1",
        "7 nodes, values saved: 2",
        "10 nodes, values saved: 3",
        "13 nodes, values saved: 4",
        "16 nodes, values saved: 5",
    ]
    reached = step_of(hidden, "visit", "The gradient 0.2153 of h (round 1) is complete")
    caught = step_of(hidden, "output", "1 RuntimeError: Trying to backward through the graph a sec")
    assert reached < caught
    assert hidden["steps"][caught]["origin"]["line"] == 5
    assert hidden["steps"][caught]["panel"]["saved"] == ["h, version 0: freed"]
    assert "TanhBackward0 (line 5: torch.tanh(w * h)) saved h; pass 1 freed it." in why(
        hidden, caught
    )
    cut = step_of(hidden, "op", "h.detach() gives 0.4621, but nothing is recorded: detach cuts")
    made = step_of(hidden, "op", "h = torch.tanh(w * h.detach())", after=cut)
    assert row(hidden, made, "graph") == "3 nodes, values saved: 2", "flat, round after round"
    assert sentences(hidden, "accumulate")[-1].startswith("w.grad becomes 0.7269 + 0.199 = 0.9259")


@misconception(
    20, "clone, detach, deepcopy: copy? gradient?", "20_clone_detach", "20b_deepcopy_leaf"
)
def _(story: Story, deep: Story) -> None:
    clone = step_of(story, "op", "c = x.clone() gives 2. Autograd records CloneBackward0")
    twin = step_of(story, "op", "d = x.detach() gives 2, but nothing is recorded")
    both = step_of(story, "op", "dc = x.detach().clone() gives 2, but nothing is recorded")
    table = {(row(story, step, "memory"), row(story, step, "leaf")[:3]) for step in (clone, twin)}
    assert table == {("its own", "no:"), ("shared with x", "yes")}
    assert row(story, both, "memory") == "its own"
    assert step_of(story, "contribution", "Through c = x.clone(), x receives the 3 unchanged.")
    changed = step_of(
        story, "op", "d.add_(10) overwrites d with 12: version 1. x lives in the same"
    )
    assert shown(story, "x", "value", changed) == shown(story, "d", "value", changed) == [["12"]]
    assert shown(story, "x", "version", changed) == 1
    assert shown(story, "c", "value", changed) == [["2"]]
    caught = step_of(story, "output", "RuntimeError: Only Tensors created explicitly")
    assert "A non-leaf is part of a graph" in why(story, caught)
    assert shown(deep, "k", "grad_sign") == "none", "a leaf of its own, with its own tray"


@misconception(21, "model.eval() is not no_grad", "08d_eval")
def _(story: Story) -> None:
    told = step_of(story, "training", "Dropout and BatchNorm act otherwise from now on.")
    assert sentences(story, "training")[0].endswith("Recording stays on.")
    for step in range(told, len(story["steps"])):
        assert state_after(story, step)["frame/mode"] == "grad", "the lamp stays on"
    assert shown(story, "y", "node") == "SumBackward0"
    assert shown(story, "m.weight", "grad") == [["1", "1"]]


@misconception(22, "backward(gradient=v) means vᵀJ", "10_vjp")
def _(story: Story) -> None:
    weighted = step_of(story, "backward", "The seed [1, 10] was passed in: it says how much each")
    assert row(story, weighted, "seed") == [["1", "10"]]
    assert "row i of J times v[i], all rows added" in why(story, weighted)
    first = step_of(story, "contribution", "the [1, 10] becomes 1 for x[0] * x[1]", after=weighted)
    tenth = step_of(story, "contribution", "the [1, 10] becomes 10 for x[1] * x[2]", after=first)
    summed = step_of(story, "contribution", "[0, 31, 20] + [2, 0, 0] = [2, 31, 20]", after=tenth)
    filled = step_of(story, "accumulate", "x.grad was None and becomes [2, 31, 20]", after=summed)
    ones = step_of(story, "accumulate", "x.grad was None and becomes [2, 4, 2]", after=filled)
    assert step_of(story, "accumulate", "x.grad was None and becomes [2, 4, 2]", after=ones)
    caught = step_of(story, "output", "RuntimeError: Mismatch in shape")
    assert "one number for each of its elements" in why(story, caught)


@misconception(23, "operations with no useful gradient", "15_nondiff")
def _(story: Story) -> None:
    gate = step_of(
        story, "contribution", "x * 3 receives upstream × slope: 1 × 0 = 0. round is flat"
    )
    assert shown(story, "torch.round(x * 3)", "node", gate) == "RoundBackward0", "the edge is there"
    assert shown(story, "x", "grad_sign", step_of(story, "accumulate")) == "zero"
    for text in ("m = x.argmax() gives 1", "b = x > 0.5 gives [False, True]"):
        step = step_of(story, "op", text + ", but nothing is recorded: this operation has no grad")
        assert shown(story, text.partition(" = ")[0], "recorded", step) is False
    caught = step_of(story, "output", "RuntimeError: element 0 of tensors does not require grad")
    assert "The history ends at line 5, x > 0.5: this operation has no gradient." in why(
        story, caught
    )


@misconception(24, "NaN appears only in backward", "27_where_nan")
def _(story: Story) -> None:
    unused = step_of(story, "contribution", "1 × [0, 1] = [0, 1]. The gate is closed for 1 of 2")
    born = step_of(story, "contribution", "Through torch.sqrt(x), x receives", after=unused)
    assert sentences(story, "contribution")[2].endswith(
        "[0, 1] × [inf, 0.25] = [nan, 0.25]. 0 × inf = nan: the first nan of this pass is born "
        "here."
    )
    assert "nan" not in " ".join(sentences(story)[:born])
    assert shown(story, "x", "grad", step_of(story, "accumulate", after=born)) == [["nan", "0.25"]]
    safe = step_of(story, "contribution", "Through torch.sqrt(safe), safe receives", after=born)
    assert "nan" not in " ".join(sentences(story)[safe:])


@misconception(25, "freezing", "28_freeze")
def _(story: Story) -> None:
    through = step_of(story, "contribution", "w1 * 1.0 receives 4 × w2: 4 × 3 = 12.")
    assert shown(story, "w2", "grad_sign", through) == "absent"
    assert step_of(story, "accumulate", "w1.grad was None and becomes 12", after=through)
    assert "w2.grad is None: it does not require grad" in sentences(story, "look")[1]
    frozen = step_of(story, "flag", "p no longer asks for a gradient.")
    still = step_of(story, "step", "its old .grad 2 still lies there: so it moves", after=frozen)
    moved = step_of(story, "op", "opt.step() overwrites p with 0.42", after=still)
    assert shown(story, "p", "value", moved) == [["0.42"]]
    rests = step_of(story, "step", "SGD takes a step and changes nothing", after=moved)
    assert row(story, rests, "holds") == "p"


@misconception(26, "broadcasting: why b.grad has b's shape and value 4", "17_broadcast")
def _(story: Story) -> None:
    spread = step_of(story, "op", "y = x * s + b")
    assert shown(story, "b", "shape", spread) == "3"
    assert shown(story, "y", "shape", spread) == "4×3"
    summed = step_of(story, "contribution", "b had been spread from 3 to 4×3, so it is summed")
    assert sentences(story, "contribution")[2].endswith("over axis 0: 1 + 1 + 1 + 1 = 4.")
    assert row(story, summed, "∑ =") == [["4", "4", "4"]]
    scalar = step_of(story, "contribution", "s had been spread from scalar to 4×3, so it is summed")
    assert sentences(story, "contribution")[3].endswith("over axes 0 and 1: 12.")
    assert summed < scalar
    mean = step_of(story, "contribution", "the 1 becomes 0.08333 for x * s + b", after=scalar)
    assert step_of(story, "contribution", "+ 0.08333 = 0.3333.", after=mean)


@misconception(27, "retain_grad (before!) and hooks", "24_retain_grad_hook")
def _(story: Story) -> None:
    reads = step_of(story, "hook", "A hook on h sees 12 and leaves it.")
    keeps = step_of(story, "retain", "h.grad keeps 12, since retain_grad() asked for it.")
    assert reads < keeps
    assert shown(story, "h", "grad", keeps) == [["12"]]
    dropped = step_of(story, "leave", "h2 has passed its gradient 12 on and drops it")
    late = step_of(story, "look", "h2.grad is None: retain_grad() came after the pass.")
    assert dropped < late
    assert shown(story, "h2", "grad_note", late) == "retain_grad came late"
    lens = step_of(story, "hook", "A hook on h3 turns 12 into 1200.")
    assert step_of(story, "contribution", "x receives 1200 × 3 = 3600.", after=lens)


@misconception(28, "several losses: add them or backward on each?", "23_losses")
def _(story: Story) -> None:
    added = step_of(story, "contribution", "All 3 have arrived: 8 + 3 = 11.")
    one = step_of(story, "accumulate", "w.grad was None and becomes 44", after=added)
    first = step_of(story, "backward", "retain_graph=True: what the nodes saved stays", after=one)
    twice = step_of(story, "accumulate", "w.grad becomes 12 + 32 = 44: the tray still", after=first)
    both = step_of(story, "backward", "at l1 and l2 together. Each gets the seed 1.", after=twice)
    assert step_of(story, "accumulate", "w.grad was None and becomes 44", after=both)


@misconception(29, "double backward: create_graph", "25_double")
def _(story: Story) -> None:
    plain = step_of(story, "capture", "hands over 12 for x, a number without history")
    caught = step_of(story, "output", "RuntimeError: element 0 of tensors", after=plain)
    assert "g came out of a backward without create_graph=True" in why(story, caught)
    starts = step_of(story, "backward", "create_graph=True: what this pass calculates is recorded")
    laid = step_of(story, "op", "Autograd records MulBackward0, which saves grad", after=starts)
    alive = step_of(story, "capture", "with a history: it can be differentiated again", after=laid)
    assert "the backward pass itself lay nodes" in why(story, laid)
    second = step_of(story, "contribution", "x receives upstream × slope: 3 × 4 = 12", after=alive)
    assert step_of(story, "capture", "hands over 12 for x", after=second)
    warned = step_of(story, "warning", "create_graph=True will create a reference cycle")
    assert "a circle that is freed late" in why(story, warned)
    assert step_of(story, "accumulate", "x.grad was None and becomes 12", after=warned)


@misconception(30, "indexing makes new tensors", "29_index", "W7_view_inplace")
def _(story: Story, view: Story) -> None:
    picked = step_of(story, "op", "x[1] gives 2. Autograd records SelectBackward0")
    back = step_of(
        story, "contribution", "the 4 goes back to its place in x, all else is 0: [0, 4, 0]"
    )
    assert picked < back
    assert shown(story, "x", "grad") == [["0", "4", "0"]]
    asked = step_of(story, "look", "x[1].grad is None, and PyTorch warns: it is not a leaf")
    assert line(story, asked) == 6
    assert sentences(story, "look")[1].endswith("Line 6 made it: x[1].")
    new = [step for step in story["steps"] if step["kind"] == "op" and step["at"]["line"] == 7]
    assert len(new) == 3, "each x[1] is a new one"

    slices = step_of(view, "op", "y[0] = 5 changes y in place to [5, 0, 0]: version 1.")
    assert "Autograd records CopySlices" in sentences(view, "op")[2]
    lost = step_of(view, "contribution", "Where y was overwritten nothing flows back: 0.")
    assert slices < lost
    assert shown(view, "x", "grad") == [["0", "1", "1"]]
    assert "This is a view of a leaf that requires grad" in why(view, step_of(view, "error"))
