"""Nothing goes in; the classic pairs of programs that are worth holding side by side come out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Programs:
    """Two programs; "compare.pair.<name>" is what the pair is called in the interface's tables."""

    left: str
    right: str


TRAINING = """\
import torch
w = torch.tensor(1., requires_grad=True)
optimizer = torch.optim.SGD([w], lr=0.1)
for step in range(3):
{zero}    loss = (w - 3) ** 2
    loss.backward()
    optimizer.step()
print(w)
"""
RATE = """\
import torch
w = torch.tensor(1., requires_grad=True)
lr = {lr}
for step in range(3):
    loss = (w - 3) ** 2
    loss.backward()
    with torch.no_grad():
        w -= lr * w.grad
    w.grad = None
print(w)
"""
MODES = """\
import torch
a = torch.tensor(2., requires_grad=True)
b = torch.tensor(3., requires_grad=True)
{product}
d = c + a
d.backward()
print(a.grad, b.grad)
"""
CUT = """\
import torch
x = torch.tensor(3., requires_grad=True)
y = x * x
z = {y} * x
z.backward()
print(x.grad)
"""
VALUE = """\
import torch

class Value:
    def __init__(self, data, parents=()):
        self.data = data
        self.parents = parents  # (parent, derivative with respect to it)
        self.grad = torch.tensor(0.)

def add(a, b):
    one = torch.tensor(1.)
    return Value(a.data + b.data, ((a, one), (b, one)))

{backward}
x = Value(torch.tensor(1.))
y = x
for i in range(4):
    y = add(y, y)  # two paths, then four, eight, sixteen
backward(y, torch.tensor(1.))
dx = x.grad
print(dx)
"""
RECURSIVE = """\
def backward(value, grad):  # goes on at once, path by path
    value.grad = value.grad + grad
    for parent, derivative in value.parents:
        backward(parent, grad * derivative)
"""
ORDERED = """\
def order(value, found):
    if value not in found:
        for parent, derivative in value.parents:
            order(parent, found)
        found.append(value)
    return found

def backward(value, grad):  # waits until all that arrives has arrived
    value.grad = grad
    for node in reversed(order(value, [])):
        for parent, derivative in node.parents:
            parent.grad = parent.grad + node.grad * derivative
"""
DUAL = """\
import torch

class Dual:
    def __init__(self, value, tangent):
        self.value = value
        self.tangent = tangent  # derivative with respect to the one input that moves

    def __mul__(self, other):
        rise = self.value * other.tangent + self.tangent * other.value
        return Dual(self.value * other.value, rise)

"""
MANY_INPUTS = """\
def f(xs):  # many inputs, one output
    y = xs[0]
    for x in xs[1:]:
        y = y * x
    return y

"""
MANY_OUTPUTS = """\
def f(x):  # one input, many outputs
    powers = [x]
    for i in range(3):
        powers.append(powers[-1] * x)
    return powers

"""
FORWARD_IN = """\
numbers = [torch.tensor(n) for n in (2., 3., 4., 5.)]
for i in range(4):  # one walk forward for every input
    moves = [torch.tensor(1. if i == j else 0.) for j in range(4)]
    y = f([Dual(x, dx) for x, dx in zip(numbers, moves)])
    print(y.tangent)
"""
REVERSE_IN = """\
import torch

{f}numbers = [torch.tensor(n, requires_grad=True) for n in (2., 3., 4., 5.)]
y = f(numbers)
y.backward()  # one walk back for all inputs
for x in numbers:
    print(x.grad)
"""
FORWARD_OUT = """\
x = Dual(torch.tensor(2.), torch.tensor(1.))
for y in f(x):  # one walk forward for all outputs
    print(y.tangent)
"""
REVERSE_OUT = """\
import torch

{f}x = torch.tensor(2., requires_grad=True)
for y in f(x):  # one walk back for every output
    x.grad = None
    y.backward(retain_graph=True)
    print(x.grad)
"""

PAIRS: Final[dict[str, Programs]] = {
    "zero_grad": Programs(
        TRAINING.format(zero=""), TRAINING.format(zero="    optimizer.zero_grad()\n")
    ),
    "no_grad": Programs(
        MODES.format(product="c = a * b"),
        MODES.format(product="with torch.no_grad():\n    c = a * b"),
    ),
    "detach": Programs(CUT.format(y="y"), CUT.format(y="y.detach()")),
    "number": Programs(RATE.format(lr="0.1"), RATE.format(lr="1.1")),
    "recursion": Programs(VALUE.format(backward=RECURSIVE), VALUE.format(backward=ORDERED)),
    "modes_in": Programs(DUAL + MANY_INPUTS + FORWARD_IN, REVERSE_IN.format(f=MANY_INPUTS)),
    "modes_out": Programs(DUAL + MANY_OUTPUTS + FORWARD_OUT, REVERSE_OUT.format(f=MANY_OUTPUTS)),
}
