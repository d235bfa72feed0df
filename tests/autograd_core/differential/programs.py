"""Random programs: a stream of choices in, the statements of a program on `torch` out.

A program keeps a few named tensors and grows by one statement at a time. Most statements are right;
some are wrong on purpose or by chance (shapes that do not match, a second backward, a write into a
leaf), because an error must be PyTorch's, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T")

SHAPES = ((), (1,), (3,), (2, 3), (3, 2), (3, 3), (1, 3), (2, 1), (2, 1, 3))
UNARY = (
    "exp()", "sin()", "cos()", "tanh()", "sigmoid()", "relu()", "abs()", "neg()", "square()",
    "sqrt()", "log()", "reciprocal()", "clone()", "sign()", "floor()", "rsqrt()", "expm1()",
    "log1p()", "atan()", "sinh()", "erf()", "contiguous()", "float()", "double()",
    "clamp(0, 1)", "clamp(min=-0.5)", "softmax(-1)", "log_softmax(-1)", "cumsum(-1)",
)  # fmt: skip
BINARY = ("{a} + {b}", "{a} - {b}", "{a} * {b}", "{a} / {b}", "torch.maximum({a}, {b})",
          "torch.minimum({a}, {b})", "torch.where({a} > {b}, {a}, {b})", "torch.atan2({a}, {b})",
          "{a} ** {b}", "torch.add({a}, {b}, alpha=2)")  # fmt: skip
SCALAR = ("{a} + 2", "2 - {a}", "{a} * 3.0", "0.5 * {a}", "{a} / 4", "2 / {a}", "{a} ** 2",
          "{a} ** 3", "{a} ** 0.5", "{a} - 1", "2 ** {a}", "{a} % 2", "-{a}", "abs({a})")  # fmt: skip
REDUCTIONS = ("sum()", "mean()", "sum(0)", "sum(-1)", "mean(0)", "mean(-1, keepdim=True)", "max()",
              "min()", "max(-1).values", "prod()", "var()", "std()", "norm()", "logsumexp(-1)",
              "sum((0, 1))", "amax(-1)", "var(0)", "argmax()", "all()", "any()")  # fmt: skip
SHAPING = ("view(-1)", "reshape(-1)", "t()", "T", "unsqueeze(0)", "unsqueeze(-1)", "squeeze()",
           "squeeze(0)", "transpose(0, -1)", "flatten()", "expand(2, -1)", "expand(2, 3)",
           "repeat(2, 1)", "permute(1, 0)", "flip(0)", "tril()", "view(3, 2)", "mT", "diagonal()",
           "detach()", "data", "view_as({b})")  # fmt: skip
INDEXING = ("{a}[0]", "{a}[-1]", "{a}[..., 0]", "{a}[:, 1]", "{a}[1:]", "{a}[None]", "{a}[::2]",
            "{a}[[0, 0]]", "{a}[{a} > 0]", "{a}[...]", "{a}[0, 1]", "{a}[5]", "{a}[:]",
            "{a}[torch.tensor([1, 0])]", "{a}.index_select(0, torch.tensor([0]))",
            "{a}.masked_fill({a} > 0, 2.0)", "{a}.gather(-1, {a}.argsort(-1))")  # fmt: skip
JOINING = ("torch.cat([{a}, {b}])", "torch.stack([{a}, {b}])", "{a} @ {b}", "{a}.matmul({b})",
           "torch.cat([{a}, {a}], -1)", "torch.dot({a}, {b})", "{a}.mm({b})",
           "{a}.chunk(2)[0]", "{a}.split(1)[0]", "{a}.unbind()[0]",
           "torch.nn.functional.mse_loss({a}, {b})", "torch.nn.functional.linear({a}, {b})")  # fmt: skip
IN_PLACE = ("{a}.add_({b})", "{a}.mul_(2)", "{a}.zero_()", "{a}[0] = 1.5", "{a} += 1", "{a} *= {b}",
            "{a}.exp_()", "{a}.sub_({b})", "{a}[0] = {b}", "{a}.clamp_(0, 1)", "{a}.copy_({b})",
            "{a}.fill_(0.5)", "{a}[:1].mul_(3)", "{a}.t().add_(1)", "{a}.detach_()", "{a}.data.add_(1)",
            "{a}.requires_grad_()", "{a}.requires_grad = False", "{a}.retain_grad()",
            "{a}.relu_()")  # fmt: skip
BACKWARD = ("{a}.sum().backward()", "{a}.backward()", "{a}.sum().backward(retain_graph=True)",
            "{a}.backward(torch.ones_like({a}))", "({a} * {b}).sum().backward()",
            "{a}.mean().backward(create_graph=True)", "{a}.sum().backward(inputs=[{b}])",
            "torch.autograd.backward([{a}.sum(), {b}.sum()])")  # fmt: skip
GRADS = ("{a}.grad = None", "{a}.grad.zero_()", "{a}.grad = torch.ones_like({a})",
         "g = {a}.grad", "{a}.grad.add_(1)")  # fmt: skip
GRAD = ("torch.autograd.grad({a}.sum(), {b})[0]", "torch.autograd.grad({a}.sum(), {b}, create_graph=True)[0]",
        "torch.autograd.grad({a}.sum(), {b}, allow_unused=True)[0]",
        "torch.autograd.grad({a}.mean(), [{b}], retain_graph=True)[0]")  # fmt: skip
HOOKS = ("{a}.register_hook(lambda g: g * 2)", "{a}.register_hook(lambda g: None)",
         "{a}.register_hook(lambda g: seen.append(g.sum().item()))")  # fmt: skip
MODES = ("torch.no_grad()", "torch.enable_grad()", "torch.set_grad_enabled(False)",
         "torch.inference_mode()")  # fmt: skip


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
    names: list[str] = field(default_factory=list)

    def statements(self, count: int) -> Iterator[str]:
        """Two leaves, then `count` statements."""
        yield self.leaf()
        yield self.leaf()
        for _ in range(count):
            yield self.statement()

    def statement(self) -> str:
        simple = self.choices.of(KINDS)(self)
        if self.choices.below(12) == 1 and "\n" not in simple:
            return f"with {self.choices.of(MODES)}:\n    {simple}"
        return simple

    def leaf(self) -> str:
        shape = self.choices.of(SHAPES)
        numbers = [round(self.choices.below(41) / 8 - 2, 3) for _ in range(size(shape))]
        wanted = ", requires_grad=True" if self.choices.below(3) else ""
        dtype = ", dtype=torch.float64" if self.choices.below(8) == 1 else ""
        return f"{self.fresh()} = torch.tensor({nested(numbers, shape)}{dtype}{wanted})"

    def fresh(self) -> str:
        """A name for a result: a new one, sometimes one that is taken."""
        if len(self.names) > 3 and self.choices.below(3) == 1:
            return self.any()
        self.names.append(f"t{len(self.names)}")
        return self.names[-1]

    def any(self) -> str:
        return self.choices.of(self.names)

    def fill(self, template: str) -> str:
        return template.format(a=self.any(), b=self.any())


def size(shape: tuple[int, ...]) -> int:
    count = 1
    for each in shape:
        count *= each
    return count


def nested(numbers: list[float], shape: tuple[int, ...]) -> str:
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


def done(templates: tuple[str, ...]) -> Callable[[Writer], str]:
    """A statement that only has an effect."""
    return lambda writer: writer.fill(writer.choices.of(templates))


KINDS: tuple[Callable[[Writer], str], ...] = (
    made(BINARY), made(BINARY), made(SCALAR), made(UNARY, method=True), made(UNARY, method=True),
    made(REDUCTIONS, method=True), made(SHAPING, method=True), made(INDEXING), made(JOINING),
    done(IN_PLACE), done(IN_PLACE), done(BACKWARD), done(BACKWARD), done(GRADS), made(GRAD),
    done(HOOKS), Writer.leaf,
)  # fmt: skip


def program(numbers: list[int], length: int = 10) -> list[str]:
    """The statements of the program that a list of numbers decides."""
    return list(Writer(Choices(numbers)).statements(length))
