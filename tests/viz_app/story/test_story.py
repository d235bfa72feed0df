"""What is told: the state that learners get wrong, at the step at which it changes."""

import pytest

from tests.viz_app.programs import LEAVES, REGION, SECOND
from tests.viz_app.stories import sentences, shown, step_of, story_of
from viz_app.story import state_at
from viz_app.story.words import plain

X = "import torch\nx = torch.tensor(3.0, requires_grad=True)"


def cell(*lines):
    return "\n".join((X, *lines))


def test_a_forward_is_told_as_a_lecturer_would():
    assert sentences(story_of(LEAVES, SECOND))[1:8] == [
        "a is made: a leaf that wants its gradient. Its tray, a.grad, is None.",
        "b is made: a leaf that wants its gradient. Its tray, b.grad, is None.",
        "w is made: a leaf that wants its gradient. Its tray, w.grad, is None.",
        "y = w * a gives 2. Autograd records MulBackward0, which saves a and w for backward.",
        "t = y + b gives 4. Autograd records AddBackward0; it needs to save nothing.",
        "z = t.sum() gives 16. Autograd records SumBackward0; it needs to save nothing.",
        "z.backward() starts pass 1 at z. The seed is 1, since ∂z/∂z = 1.",
    ]


def test_a_second_pass_is_added_to_the_first():
    story = story_of(LEAVES, SECOND, order=[0, 1, 1])
    step = step_of(story, "accumulate", "a.grad becomes 2 + 2 = 4: the tray still held the first")
    assert shown(story, "a", "grad", step) == [["4", "4"], ["4", "4"]]
    assert shown(story, "a", "grad_note", step) == "2 + 2 ="
    assert story["steps"][step]["panel"]["history"] == ["pass 1: +2", "pass 2: +2"]
    assert story["steps"][step]["panel"]["title"] == "a gets its second gradient"
    assert step in story["ticks"]


def test_the_five_contributions_that_make_the_ten():
    story = story_of(LEAVES, SECOND, order=[0, 1, 1, 1, 1, 1])
    step = step_of(
        story, "accumulate", "a.grad becomes 8 + 2 = 10: the tray still held passes 1 to 4"
    )
    assert story["steps"][step]["panel"]["history"] == [f"pass {n}: +2" for n in range(1, 6)]
    assert shown(story, "a", "grad") == [["10", "10"], ["10", "10"]]
    assert shown(story, "b", "grad") == [["5", "5"], ["5", "5"]]


def test_none_and_zero_and_stale_are_three_signs():
    story = story_of(cell("k = torch.tensor(1.0, requires_grad=True)", "y = x * 2 + k * 0"))
    assert shown(story, "x", "grad_sign") == "none"
    assert shown(story, "x", "grad_note") == "no backward yet"
    story = story_of(
        cell("k = torch.tensor(1.0, requires_grad=True)", "y = x * 2 + k * 0", "y.backward()"),
        "y = x * 2",
        order=[0, 1],
    )
    after_backward = step_of(story, "op", "y = x * 2 gives 6. Autograd") - 1
    assert shown(story, "x", "grad_sign", after_backward) == "value"
    assert shown(story, "k", "grad_sign", after_backward) == "zero"
    assert shown(story, "x", "grad_sign") == "stale"
    assert shown(story, "x", "grad_note") == "from pass 1"


def test_setting_grad_to_none_empties_the_tray():
    story = story_of(cell("y = x * x", "y.backward()", "x.grad = None", "x.grad"))
    step = step_of(story, "grad")
    assert shown(story, "x", "grad_sign", step) == "none"
    assert sentences(story, "look") == [
        "x.grad is None: it was set to None, and no pass has filled it since. That was line 5: "
        "x.grad = None."
    ]
    assert story["steps"][-1]["panel"]["history"] == ["pass 1: +6", "set to None"]


def test_a_gradient_passes_a_non_leaf_and_is_dropped_with_the_reason():
    story = story_of(cell("h = x * 3", "y = h * 2", "y.backward()"))
    arrives = step_of(story, "contribution", "h receives 1 × 2")
    assert shown(story, "h", "inbox_grad", arrives) == [["2"]]
    assert shown(story, "h", "inbox_grad", arrives + 1) == [["2"]]
    passed_on = step_of(story, "contribution", "x receives 2 × 3 = 6.")
    assert shown(story, "h", "inbox_grad", passed_on) == [["2"]]
    leaves = step_of(story, "leave", "h has passed its gradient 2 on and drops it: not a leaf")
    assert shown(story, "h", "inbox_grad", leaves) is None
    assert shown(story, "h", "grad_sign", leaves) == "none"
    assert shown(story, "h", "grad_note", leaves) == "not a leaf"
    assert shown(story, "h", "inbox", leaves) == "done"


def test_an_inbox_waits_for_all_contributions_and_writes_out_their_sum():
    story = story_of(cell("y = x * x", "y.backward()"))
    first, second = sentences(story, "contribution")
    assert (
        first
        == "Through y = x * x, x receives 1 × x: 1 × 3 = 3. That is 1 of 2: x waits for the rest."
    )
    assert second == "Through y = x * x, x receives 1 × x: 1 × 3 = 3. Both have arrived: 3 + 3 = 6."
    assert sentences(story, "accumulate") == [
        "x.grad was None and becomes 6: x is a leaf, so its gradient is kept."
    ]
    assert shown(story, "x", "inbox", step_of(story, "contribution", "waits")) == "1 of 2"


def test_both_uses_of_a_square_have_their_own_flow():
    story = story_of(cell("y = x * x", "y.backward()"))
    step = step_of(story, "contribution", "Both")
    state = state_at(story, step)
    assert [state[f"edge/{edge['id']}/flow_text"] for edge in story["edges"]] == ["3", "3"]


def test_flows_go_when_a_new_forward_begins():
    story = story_of(cell("y = x * x", "y.backward()"), "z = x * 2")
    state = state_at(story, len(story["steps"]) - 1)
    assert {state[f"edge/{edge['id']}/flow"] for edge in story["edges"]} == {None}


def test_under_no_grad_operations_are_there_and_not_recorded():
    story = story_of(LEAVES, REGION)
    assert "m = a * 10 gives 10, but nothing is recorded: recording is off here." in sentences(
        story
    )
    assert shown(story, "m", "recorded") is False
    assert shown(story, "m", "node") == ""
    (region,) = story["regions"]
    entered = step_of(story, "mode", "Recording stops")
    assert state_at(story, entered - 1)[f"region/{region['id']}/phase"] == "future"
    assert state_at(story, entered)[f"region/{region['id']}/phase"] == "live"
    assert state_at(story, entered)["frame/mode"] == "no_grad"
    assert state_at(story, step_of(story, "mode", "ends"))["frame/mode"] == "grad"


def test_unrecorded_for_another_reason_says_which():
    story = story_of("import torch\nc = torch.tensor(2.0)\nd = c * c")
    assert sentences(story)[-1].endswith("nothing is recorded: none of its inputs requires grad.")


def test_backward_under_no_grad_says_why_it_works():
    story = story_of(cell("y = x * x", "with torch.no_grad():", "    y.backward()"))
    assert sentences(story, "backward")[0].endswith(
        "Recording is off here, but y was recorded before, and that is what counts."
    )
    assert shown(story, "x", "grad") == [["6"]]


def test_a_mode_that_changes_nothing_says_so():
    story = story_of(cell("with torch.set_grad_enabled(True):", "    y = x * x"))
    assert sentences(story, "mode") == [
        "set_grad_enabled(True) changes nothing here: recording stays on.",
        "set_grad_enabled(True) ends, and recording stays as it was.",
    ]


def test_requires_grad_switched_on_later():
    story = story_of("import torch\nb = torch.tensor(2.0)\nb.requires_grad = True")
    assert sentences(story)[1:] == [
        "b is made: an input that asks for no gradient, so it has no tray.",
        "b asks for its gradient from now on: it is a leaf with an empty tray.",
    ]
    assert shown(story, "b", "grad_sign", 1) == "absent"
    assert shown(story, "b", "grad_sign", 2) == "none"


def test_reading_a_non_leafs_gradient_carries_the_warning_and_the_output():
    story = story_of(cell("y = x * x", "y.backward()", "x.grad, y.grad"))
    assert sentences(story, "look") == [
        "x.grad is read: 6.",
        "y.grad is None, and PyTorch warns: it is not a leaf. Its gradient is passed on and then "
        "dropped. Line 3 made it: x * x.",
    ]
    assert [entry["kind"] for entry in story["outputs"][0]] == ["warning", "display"]
    assert story["steps"][-2]["kind"] == "look"
    assert state_at(story, len(story["steps"]) - 2)["output/0"] == 0
    assert state_at(story, len(story["steps"]) - 1)["output/0"] == 2


def test_saved_values_are_chips_that_backward_frees():
    story = story_of(cell("y = x * x", "y.backward()"))
    assert shown(story, "y", "saved", step_of(story, "op")) == [["x, version 0", "live"]]
    assert shown(story, "y", "saved") == [["x, version 0", "freed"]]
    assert sentences(story, "leave")[0].endswith("What it saved, x, is freed.")


def test_a_saved_value_that_is_overwritten_becomes_stale():
    story = story_of(cell("h = x * 2", "y = h * h", "h.mul_(2)"))
    assert shown(story, "y", "saved") == [["h, version 0", "stale"]]


def test_an_update_in_place_stays_on_the_leafs_card():
    story = story_of(
        cell("y = x * x", "y.backward()", "with torch.no_grad():", "    x -= 0.5 * x.grad")
    )
    assert "overwrites x with 0: version 1." in " ".join(sentences(story, "op"))
    assert shown(story, "x", "value") == [["0"]]
    assert shown(story, "x", "version") == 1


def test_a_rebound_name_moves_to_the_new_card():
    story = story_of(cell("x = x * 2", "x.backward()"))
    kinds = {card["id"]: card["kind"] for card in story["cards"]}
    state = state_at(story, len(story["steps"]) - 1)
    assert [kinds[c] for c in kinds if state[f"card/{c}/names"] == "x"] == ["op"]
    assert sentences(story, "accumulate")[0].startswith("the earlier x.grad was None")


def test_a_second_name_is_a_label_and_not_a_copy():
    story = story_of(cell("y = x"))
    assert sentences(story)[-1] == "y is one more name for the tensor x. Nothing is copied."
    assert shown(story, "x, y", "value") == [["3"]]


def test_a_cell_that_runs_again_puts_what_depended_on_it_into_the_past():
    story = story_of(LEAVES, SECOND, order=[0, 1, 1])
    again = [i for i, step in enumerate(story["steps"]) if step["kind"] == "op"][3]
    assert shown(story, "y", "phase", again) == "live"
    assert shown(story, "t", "phase", again) == "past"
    assert shown(story, "t", "phase", again + 1) == "live"


def test_cards_to_come_are_there_from_the_start():
    story = story_of(LEAVES, SECOND)
    assert shown(story, "z", "phase", 0) == "future"
    assert shown(story, "z", "value", 0) is None
    assert shown(story, "z", "source", 0) == "t.sum()"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "z = (x * torch.ones(2)).backward()",
            "RuntimeError: grad can be implicitly created only for scalar outputs",
        ),
        (
            "torch.ones(2).sum().backward()",
            "RuntimeError: element 0 of tensors does not require grad and does not have a grad_fn",
        ),
    ],
)
def test_an_error_is_the_last_step_at_its_place_and_all_else_stays(line, message):
    story = story_of(cell("y = x * 2", line))
    last = story["steps"][-1]
    assert (last["kind"], plain(last["sentence"])) == ("error", message)
    assert last["at"]["line"] == 4
    assert shown(story, "y", "phase") == "live"
    assert story["outputs"][0][-1]["kind"] == "error"
    assert story["outputs"][0][-1]["text"] == f"line 4: {message}"


def test_a_broadcast_is_undone_with_the_reason():
    story = story_of(cell("m = torch.ones(4, 2)", "y = (m * x).sum()", "y.backward()"))
    assert (
        "x receives 1 × m: 1 × 1 = 1. x had been spread from scalar to 4×2, so it is summed over "
        "axes 0 and 1: 8." in sentences(story, "contribution")[1]
    )


def test_the_lit_places_are_the_line_and_the_operation_whose_gradient_is_computed():
    story = story_of(LEAVES, SECOND)
    step = story["steps"][step_of(story, "contribution", "a receives")]
    line = story["texts"][step["at"]["cell"]].split("\n")[step["at"]["line"] - 1]
    assert line == "z.backward()"
    origin = step["origin"]
    line = story["texts"][origin["cell"]].split("\n")[origin["line"] - 1]
    assert line[origin["col"] : origin["end_col"]] == "w * a"


def test_the_timeline_is_forward_and_backward_and_regions():
    story = story_of(LEAVES, SECOND, REGION, order=[0, 1, 1, 2])
    assert [(part["kind"], part["label"]) for part in story["segments"]] == [
        ("forward", "forward"),
        ("backward", "backward 1"),
        ("forward", "forward"),
        ("backward", "backward 2"),
        ("no_grad", "no_grad"),
    ]
    assert len(story["ticks"]) == 6


def test_what_is_computed_within_a_pass_is_part_of_the_pass():
    made = "g, = torch.autograd.grad(x ** 3, x, create_graph=True)"
    story = story_of(cell("x.register_hook(lambda grad: grad * 2)", made, "g.backward()"))
    assert [part["label"] for part in story["segments"]] == ["forward", "backward 1", "backward 2"]


def test_a_pass_of_autograd_grad_touches_no_tray():
    story = story_of(cell("y = x * x", "g, = torch.autograd.grad(y, x)"))
    assert not sentences(story, "accumulate")
    assert sentences(story, "capture") == [
        "autograd.grad hands over 6 for x, a number without history; no tray changes."
    ]


def test_retain_graph_leaves_the_chips_live():
    story = story_of(cell("y = x * x", "y.backward(retain_graph=True)"))
    assert shown(story, "y", "saved") == [["x, version 0", "live"]]


def test_a_chinese_story_is_chinese():
    story = story_of(LEAVES, SECOND, order=[0, 1, 1], language="zh_cn")
    assert "a.grad 变成 2 + 2 = 4：托盘里还留着第一次反向传播的值。" in sentences(
        story, "accumulate"
    )
