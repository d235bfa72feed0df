"""Size: a tuple that stays a Size, with torch's words."""

import pickle
from typing import Any

import pytest

from autograd_core.size import Size

CASES = {
    "Size()": "torch.Size([])",
    "Size([2, 3])": "torch.Size([2, 3])",
    "Size(iter([1, 2]))": "torch.Size([1, 2])",
    "Size([True])": "torch.Size([1])",
    "Size([2, 3]) + Size([1])": "torch.Size([2, 3, 1])",
    "Size([2, 3]) + (1,)": "torch.Size([2, 3, 1])",
    "(1,) + Size([2, 3])": "torch.Size([1, 2, 3])",
    "Size([2, 3]) * 2": "torch.Size([2, 3, 2, 3])",
    "2 * Size([2, 3])": "torch.Size([2, 3, 2, 3])",
    "Size([2, 3])[:1]": "torch.Size([2])",
    "Size([2, 3])[::-1]": "torch.Size([3, 2])",
    "Size([2, 3])[-1]": "3",
    "Size([2, 3]).numel()": "6",
    "Size([]).numel()": "1",
    "Size([2, 3]) == (2, 3)": "True",
    "hash(Size([2])) == hash((2,))": "True",
    "f'{Size([2])}'": "'torch.Size([2])'",
    "Size([2, 3]) + [1]": "TypeError: can only concatenate tuple (not list) to torch.Size",
    "Size([2]) + (1.5,)": "TypeError: torch.Size() takes an iterable of 'int' (item 1 is 'float')",
    "[1] + Size([2])": 'TypeError: can only concatenate list (not "torch.Size") to list',
    "Size(['a'])": "TypeError: torch.Size() takes an iterable of 'int' (item 0 is 'str')",
    "Size([None])": "TypeError: torch.Size() takes an iterable of 'int' (item 0 is 'NoneType')",
    "Size(3)": "TypeError: 'int' object is not iterable",
    "Size([2]) * 1.5": "TypeError: can't multiply sequence by non-int of type 'float'",
    "Size([2**70])": "ValueError: Overflow when unpacking long long",
}


def answer(expression: str, size: type[Any]) -> str:
    try:
        return repr(eval(expression, {"Size": size}))
    except (TypeError, ValueError) as error:
        return f"{type(error).__name__}: {error}"


@pytest.mark.parametrize("expression", CASES)
def test_recorded(expression: str) -> None:
    assert answer(expression, Size) == CASES[expression]


@pytest.mark.parametrize("expression", CASES)
def test_torch_agrees(torch: Any, expression: str) -> None:
    assert answer(expression, torch.Size) == CASES[expression]


def test_survives_a_pickle() -> None:
    back = pickle.loads(pickle.dumps(Size([2, 3])))
    assert back == (2, 3)
    assert isinstance(back, Size)
