"""Random programs: a stream of choices in, the statements of a program on `torch` out.

A program keeps a few named tensors and grows by one statement at a time, or trains a small model.
Most statements are right; some are wrong on purpose or by chance (shapes that do not match, a
second backward, a write into a leaf), because an error must be PyTorch's, too. What statements
there are is in the tables of tensors.py, histories.py and networks.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from tests.autograd_core.differential import histories, networks, rarer, tensors

T = TypeVar("T")

SHAPES = ((), (1,), (3,), (2, 3), (3, 2), (3, 3), (1, 3), (2, 1), (2, 1, 3), (2,), (2, 3, 3))
SCALARS = ("2", "0.5", "3", "-1", "1.5", "0", "-0.25", "True", "1")
DTYPES = ("float32", "float64", "")
"""What a program's leaves are made of; "": of both."""


@dataclass
class Choices:
    """A finite stream of numbers, then zeros: what a generator asks for its decisions."""

    numbers: list[int]
    place: int = 0

    def below(self, count: int) -> int:
        number = self.numbers[self.place] if self.place < len(self.numbers) else 0
        self.place += 1
        return number % count

    def of(self, options: Sequence[T]) -> T:
        return options[self.below(len(options))]


@dataclass
class Writer:
    """Grows a program: knows the names that mean tensors so far."""

    choices: Choices
    dtype: str = ""
    names: list[str] = field(default_factory=list)
    wholes: list[str] = field(default_factory=list)

    def statements(self, count: int) -> Iterator[str]:
        """Two leaves, then `count` statements."""
        yield self.leaf()
        yield self.leaf()
        for _ in range(count):
            yield self.statement()

    def statement(self) -> str:
        kind = self.choices.of(KINDS)
        simple = kind(self)
        if self.choices.below(12) == 1 and "\n" not in simple:
            mode = self.choices.of(histories.MODES)
            if mode == "torch.inference_mode()" and re.search(
                "requires_grad|data|grad_out|functional", simple
            ):
                # A tensor asks for a gradient where nothing can be recorded: nobody does.
                mode = "torch.no_grad()"
            return f"with {mode}:\n    {simple}"
        return simple

    def leaf(self) -> str:
        shape = self.choices.of(SHAPES)
        numbers = [round(self.choices.below(41) / 8 - 2, 3) for _ in range(size(shape))]
        dtype = self.dtype or ("float64" if self.choices.below(8) == 1 else "float32")
        how = "" if dtype == "float32" else f", dtype=torch.{dtype}"
        wanted = ", requires_grad=True" if self.choices.below(3) else ""
        return f"{self.fresh()} = torch.tensor({nested(numbers, shape)}{how}{wanted})"

    def fresh(self) -> str:
        """A name for a result: a new one, sometimes one that is taken."""
        if len(self.names) > 3 and self.choices.below(3) == 1:
            return self.any()
        self.names.append(f"t{len(self.names)}")
        return self.names[-1]

    def any(self) -> str:
        return self.choices.of(self.names)

    def counted(self) -> str:
        """A name for a result of whole numbers or truth values."""
        self.wholes.append(f"n{len(self.wholes)}")
        return self.wholes[-1]

    def whole(self) -> str:
        return self.choices.of(self.wholes) if self.wholes else "torch.tensor([0, 1])"

    def fill(self, template: str) -> str:
        return template.format(
            a=self.any(),
            b=self.any(),
            c=self.any(),
            i=self.whole(),
            j=self.whole(),
            s=self.choices.of(SCALARS),
            d=self.choices.of(("0", "-1", "1")),
            k=self.choices.of(("True", "False")),
        )

    def training(self, count: int) -> Iterator[str]:
        """A model, data, an optimizer, then `count` statements around them."""
        if self.choices.below(3):
            yield "torch.set_default_dtype(torch.float64)"
        yield f"torch.manual_seed({self.choices.below(9)})"
        yield f"model = {self.choices.of(networks.MODELS)}"
        yield "x, y, t = torch.randn(4, 3), torch.randn(4, 2), torch.tensor([0, 1, 1, 0])"
        yield "out = model(x)"
        yield f"opt = {self.choices.of(networks.OPTIMIZERS).format()}"
        yield f"sched = {self.choices.of(networks.SCHEDULES)}"
        for _ in range(count):
            yield self.training_step()

    def training_step(self) -> str:
        criterion = self.choices.of(networks.CRITERIA)
        kind = self.choices.below(3)
        if kind == 0:
            return networks.TRAIN.format(criterion=criterion)
        if kind == 1:
            return f"loss = {criterion}"
        return self.choices.of(networks.AROUND).format()


def size(shape: tuple[int, ...]) -> int:
    count = 1
    for each in shape:
        count *= each
    return count


def nested(numbers: Sequence[float], shape: tuple[int, ...]) -> str:
    """The numbers as the nested lists of a shape."""
    if not shape:
        return repr(numbers[0])
    step = size(shape[1:])
    parts = [numbers[i * step : (i + 1) * step] for i in range(shape[0])]
    return "[" + ", ".join(nested(part, shape[1:]) for part in parts) + "]"


def made(templates: tuple[str, ...], *, method: bool = False) -> Callable[[Writer], str]:
    """A statement that names a new result, made from one of the templates."""

    def write(writer: Writer) -> str:
        template = writer.choices.of(templates)
        expression = writer.fill("{a}." + template if method else template)
        return f"{writer.fresh()} = {expression}"

    return write


def counted(templates: tuple[str, ...]) -> Callable[[Writer], str]:
    """A statement that names a new result of whole numbers or truth values."""

    def write(writer: Writer) -> str:
        expression = writer.fill(writer.choices.of(templates))
        return f"{writer.counted()} = {expression}"

    return write


def done(templates: tuple[str, ...]) -> Callable[[Writer], str]:
    """A statement that only has an effect."""
    return lambda writer: writer.fill(writer.choices.of(templates))


KINDS: tuple[Callable[[Writer], str], ...] = (
    made(tensors.BINARY), made(tensors.BINARY), made(tensors.SCALAR), made(tensors.UNARY, method=True),
    made(tensors.UNARY, method=True), made(tensors.REDUCTIONS, method=True), made(tensors.CUMULATIVE),
    made(tensors.SHAPING, method=True), made(tensors.INDEXING), made(tensors.JOINING),
    made(tensors.ORDERING), made(tensors.PRODUCTS), made(tensors.CONVERTING), made(tensors.CREATING), counted(tensors.WHOLE), counted(tensors.COUNTING),
    made(networks.ACTIVATIONS), made(networks.LOSSES), done(histories.IN_PLACE), done(histories.IN_PLACE),
    done(histories.STEPS), done(histories.BACKWARD), done(histories.BACKWARD), done(histories.BACKWARD),
    done(histories.GRADS), made(histories.GRAD), done(histories.ASKING), done(histories.HOOKS), done(histories.PRINTING),
    done(histories.MISTAKES), done(histories.DETACHING), Writer.leaf,
)  # fmt: skip


RARER: tuple[Callable[[Writer], str], ...] = (
    *(made(getattr(rarer, name)) for name in ("POINTWISE", "GATHERING", "REARRANGING")),
    *(made(getattr(rarer, name)) for name in ("FUNCTIONAL", "LOSSES", "TRANSFORMS")),
    *(done(getattr(rarer, name)) for name in ("CHECKING", "WRITES", "AROUND", "MISTAKES")),
)


def rarer_program(numbers: list[int]) -> list[str]:
    """A short program around one statement of what is rarer."""
    choices = Choices(numbers)
    writer = Writer(choices, choices.of(DTYPES))
    before = [writer.leaf(), writer.leaf(), writer.leaf()]
    return [*before, choices.of(RARER)(writer), done(histories.BACKWARD)(writer)]


def program(numbers: list[int], length: int = 10) -> list[str]:
    """The statements of the program that a list of numbers decides."""
    choices = Choices(numbers)
    if choices.below(6) == 1:
        return list(Writer(choices).training(length))
    return list(Writer(choices, choices.of(DTYPES)).statements(length))
