"""Random programs of views and in-place writes, answered as torch answers them."""

from random import Random
from types import ModuleType

import pytest

import autograd_core
from autograd_core import errors
from tests.autograd_core.parity import program

VIEWS = (
    "{v}[0]",
    "{v}[1:]",
    "{v}[...]",
    "{v}.t()",
    "{v}.view(-1)",
    "{v}.unsqueeze(0)",
    "{v}.reshape(-1)",
    "{v}[:, 0]",
    "{v}.transpose(0, -1)",
    "{v}.detach()",
    "{v}.expand(2, *{v}.shape)",
    "{v}.chunk(2)[0]",
    "{v}.clone()",
    "{v} * 2",
    "{v}.flatten()",
    "{v}.narrow(0, 0, 1)",
    "{v}.unbind(0)[-1]",
    "{v}.squeeze()",
    "{v}.data",
    "{v}[None]",
    "{v} * {v}",
    "{v}.contiguous()",
    "{v}.diagonal()",
)
WRITES = (
    "{v}.mul_(3)",
    "{v}.add_({w})",
    "{v}[0] = 5.",
    "{v}[0] = {w}[0]",
    "{v}.zero_()",
    "{v} += 1",
    "{v}.mul_({v})",
    "{v}.copy_({w})",
    "{v}.fill_(2.)",
    "{v}[[0]] = 7.",
    "{v}.unsqueeze_(0)",
    "{v}.squeeze_()",
    "{v}.detach_()",
    "{v}.masked_fill_({v}.detach().bool(), 4.)",
    "{v}.index_fill_(0, i[:1], 9.)",
    "{v}.requires_grad_()",
    "{v}.retain_grad()",
    "{v}[1:] *= 2",
    "{v}.t_()",
    "{v}[..., 0] = {w}.sum()",
)
STARTS = ("", ".clone().requires_grad_()", ".clone().requires_grad_() * 1")


def written(random: Random) -> str:
    """A program that views and overwrites small tensors, prints them all, and walks back."""
    names = ["x", "w"]
    lines = [
        f"x = torch.arange(1., 5.).view(2, 2){random.choice(STARTS)}",
        "w = torch.ones(2, 2, requires_grad=True)",
    ]
    for number in range(random.randint(2, 7)):
        given = {"v": random.choice(names), "w": random.choice(names)}
        if random.random() < 0.5:
            line = f"t{number} = {random.choice(VIEWS).format(**given)}"
            names.append(f"t{number}")
        else:
            line = random.choice(WRITES).format(**given)
        lines.append(f"with torch.no_grad(): {line}" if random.random() < 0.12 else line)
    for name in names:
        seen = f"{name}._version, {name}._is_view(), {name}.requires_grad, {name}.stride()"
        lines.append(f"print('{name}', {name}, {seen})")
    chosen = random.choice(names)
    lines.append(f"print({chosen}.grad_fn and {chosen}.grad_fn.next_functions)")
    lines.append(f"({chosen} * {chosen}).sum().backward()")
    lines.append("print(w.grad, x.is_leaf and x.grad)")
    return "\n".join(lines)


@pytest.mark.parametrize("seed", range(8))
def test_random_programs_answer_as_in_torch(torch: ModuleType, seed: int) -> None:
    """Values, versions, strides, graphs, gradients and errors of 50 programs per seed."""
    random = Random(seed)
    for _ in range(50):
        source = written(random)
        errors._said_once.clear()
        assert said(autograd_core, source) == said(torch, source), source


def said(torch: ModuleType, source: str) -> list[str]:
    """The lines of an answer, without the warning that PyTorch gives once in a process."""
    return [line for line in program(torch, source).splitlines() if "deprecated" not in line]
