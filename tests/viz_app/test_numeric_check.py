"""A program is checked numerically: what is said of each pass and of each leaf."""

import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.running import running_app
from tests.support import gradstep
from tests.viz_app.stories import sentences
from viz_app import pipeline
from viz_app.i18n import text

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HEAD = "import torch\n"
X = "x = torch.tensor([1.0, -2.0, 0.0], requires_grad=True)\n"

VERDICTS = {
    "a product": ("x = torch.tensor(3.0, requires_grad=True)\n(x * x * 2).backward()", ["agrees"]),
    "a vector": (X + "torch.sin(x).sum().backward()", ["agrees"]),
    "double precision": (
        "x = torch.tensor([0.3, 2.0], dtype=torch.float64, requires_grad=True)\n"
        "torch.exp(torch.sin(x)).prod().backward()",
        ["agrees"],
    ),
    "a kink": (X + "torch.relu(x).sum().backward()", ["kink"]),
    "a kink that is far away": (
        "x = torch.tensor([1.0, -2.0], requires_grad=True)\ntorch.relu(x).sum().backward()",
        ["agrees"],
    ),
    "a tie": (
        "x = torch.ones(2, requires_grad=True)\nx.max().backward()",
        ["kink"],
    ),
    "a value taken out": (
        "x = torch.tensor(2.0, requires_grad=True)\n(x * x.item()).backward()",
        ["differs"],
    ),
    "a detached factor": (
        "x = torch.tensor(2.0, requires_grad=True)\n(x * x.detach()).backward()",
        ["differs"],
    ),
    "a hook": (
        "x = torch.tensor(2.0, requires_grad=True)\n"
        "y = x * x\ny.register_hook(lambda g: g * 10)\ny.backward()",
        ["differs"],
    ),
    "a wrong backward of one's own": (
        "class Square(torch.autograd.Function):\n"
        "    @staticmethod\n"
        "    def forward(ctx, x):\n"
        "        ctx.save_for_backward(x)\n"
        "        return x * x\n"
        "    @staticmethod\n"
        "    def backward(ctx, grad):\n"
        "        (x,) = ctx.saved_tensors\n"
        "        return grad * x\n"
        "x = torch.tensor(2.0, requires_grad=True)\nSquare.apply(x).backward()",
        ["differs"],
    ),
    "a seed": (X + "(x * x * x).backward(torch.tensor([1.0, 0.5, 2.0]))", ["agrees"]),
    "torch.autograd.grad": (
        X + "g = torch.autograd.grad((x ** 3).sum(), x, create_graph=True)[0]\n"
        "(g * g).sum().backward()",
        ["agrees", "agrees"],
    ),
    "two passes, one of them after an update": (
        "w = torch.tensor([0.5, 1.0], requires_grad=True)\n"
        "opt = torch.optim.SGD([w], lr=0.1)\n"
        "for _ in range(2):\n"
        "    opt.zero_grad()\n"
        "    loss = ((w * w).sum() - 1) ** 2\n"
        "    loss.backward()\n"
        "    opt.step()",
        ["agrees", "agrees"],
    ),
    "random numbers, a module": (
        "net = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.Tanh(), torch.nn.Dropout(0.5))\n"
        "net(torch.randn(5, 3)).pow(2).mean().backward()",
        ["agrees"],
    ),
    "a leaf whose value another one was made of": (
        "x = torch.tensor(3.0, requires_grad=True)\n"
        "y = x.detach().requires_grad_()\n(x * y).backward()",
        ["differs"],
    ),
    "drowned in rounding": (
        "x = torch.tensor(1.0, requires_grad=True)\n(x * 1e-6 + 1e6).backward()",
        ["rough"],
    ),
    "default float64, which the next run must not inherit": (
        "torch.set_default_dtype(torch.float64)\n"
        "x = torch.tensor(2.0, requires_grad=True)\ny = x ** 3\ny.backward()\n"
        "assert y.dtype == torch.float64",
        ["agrees"],
    ),
}


def checks(program: str, language: str = "en") -> list[dict[str, Any]]:
    """The steps that tell of the numeric check."""
    ran = pipeline.run([(0, HEAD + program)], check=True)
    assert ran.status == "ok", ran.trace.events[-1]
    told = pipeline.story(ran.trace, language=language)
    return [step for step in told["steps"] if step["kind"] == "check"]


def verdict(step: dict[str, Any]) -> str:
    known = {
        text("en", f"why.check.{each}"): each for each in ("agrees", "differs", "kink", "rough")
    }
    return known[step["panel"]["why"]]


@pytest.mark.parametrize("name", VERDICTS)
def test_verdict(name: str) -> None:
    program, expected = VERDICTS[name]
    assert [verdict(step) for step in checks(program)] == expected


def test_the_sentence_says_both_numbers() -> None:
    program = HEAD + "x = torch.tensor(2.0, requires_grad=True)\n(x * x.item()).backward()"
    told = pipeline.story(pipeline.run([(0, program)], check=True).trace)
    assert sentences(told, "check") == [
        "Numeric check of pass 1: at x autograd says 2, but nudging it says 4."
    ]


def test_each_leaf_has_a_row_with_its_worst_number() -> None:
    program = X + "w = torch.tensor(2.0, requires_grad=True)\n(torch.relu(x) * w).sum().backward()"
    (step,) = checks(program)
    rows = {row["label"]: row["text"].split(":")[0] for row in step["panel"]["numbers"]}
    assert rows == {"w": "agrees", "x[2]": "kink"}


def test_of_a_large_leaf_some_numbers_are_checked() -> None:
    (step,) = checks("x = torch.ones(50, 60, requires_grad=True)\n(x * x).sum().backward()")
    counted = re.search(r"\((\d+) of 3000 numbers\)", step["panel"]["numbers"][0]["text"])
    assert counted is not None
    assert 1 <= int(counted[1]) <= 24  # fewer where the time is over before


def test_a_program_that_fails_later_is_checked_and_still_fails() -> None:
    program = HEAD + X + "(x * x).sum().backward()\n1 / 0"
    ran = pipeline.run([(0, program)], check=True)
    kinds = [event["kind"] for event in ran.trace.events]
    assert (ran.status, kinds[-2:]) == ("error", ["check", "error"])


def test_the_check_changes_nothing_before_it() -> None:
    program = HEAD + X + "(x * torch.randn(3)).sum().backward()\nprint(x.grad)"
    plain, checked = (pipeline.run([(0, program)], check=check) for check in (False, True))
    count = len(plain.trace.events)
    assert checked.trace.events[:count] == plain.trace.events


def test_the_command_prints_each_leaf_and_fails_where_one_differs(tmp_path: Any) -> None:
    path = tmp_path / "lesson.py"
    path.write_text(HEAD + "x = torch.tensor(2.0, requires_grad=True)\n(x * x).backward()\n")
    done = gradstep("check", str(path))
    assert (done.returncode, done.stdout) == (
        0,
        "Numeric check of pass 1\n"
        "  x                agrees: 4, difference 4, relative error 0 (1 of 1 numbers)\n",
    )
    path.write_text(HEAD + "x = torch.tensor(2.0, requires_grad=True)\n(x * x.item()).backward()\n")
    assert gradstep("check", str(path)).returncode == 1


@pytest.mark.slow
def test_the_button_goes_to_the_check(browser: "Browser") -> None:
    with running_app() as address:
        page = browser.new_page()
        page.goto(address)
        page.wait_for_selector(".gradstep-player[data-step]")
        page.get_by_role("button", name="Numeric check").click()
        page.get_by_text("Numeric check of pass 1").first.wait_for()
