"""Activations: a few numbers in, layers that bend each element out."""

from __future__ import annotations

from typing import Any

from autograd_core import errors
from autograd_core.nn import init as initial
from autograd_core.nn.modules.basics import F, fresh, shown
from autograd_core.nn.modules.module import Module


class Activation(Module):
    """A function of nn.functional with fixed arguments, some of which the repr shows.

    function  its name there
    takes     the attributes it is called with, by keyword
    shows     the attributes in the repr; `inplace` appears there only when it is True
    """

    function: str
    takes: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()

    def forward(self, input: Any) -> Any:
        own = getattr(F, self.function)
        return own(input, **{name: getattr(self, name) for name in self.takes})

    def extra_repr(self) -> str:
        names = [name for name in self.shows if name != "inplace" or self.inplace]
        return shown(self, *names)


class MaybeInPlace(Activation):
    """An activation whose only choice is to overwrite its input."""

    takes: tuple[str, ...] = ("inplace",)
    shows: tuple[str, ...] = ("inplace",)

    def __init__(self, inplace: bool = False) -> None:
        super().__init__()
        self.inplace = inplace


class ReLU(MaybeInPlace):
    """max(0, x) (torch.nn.ReLU)."""

    function = "relu"


class SiLU(MaybeInPlace):
    """x times sigmoid(x) (torch.nn.SiLU)."""

    function = "silu"


class Mish(MaybeInPlace):
    """x times tanh(softplus(x)) (torch.nn.Mish)."""

    function = "mish"


class SELU(MaybeInPlace):
    """ELU, scaled so that variance 1 stays (torch.nn.SELU)."""

    function = "selu"


class Hardsigmoid(MaybeInPlace):
    """Sigmoid of straight pieces (torch.nn.Hardsigmoid)."""

    function = "hardsigmoid"
    shows = ()


class Hardswish(MaybeInPlace):
    """SiLU of straight pieces (torch.nn.Hardswish)."""

    function = "hardswish"
    shows = ()


class Sigmoid(Activation):
    """1 / (1 + exp(-x)) (torch.nn.Sigmoid)."""

    def forward(self, input: Any) -> Any:
        return input.sigmoid()


class Tanh(Activation):
    """tanh(x) (torch.nn.Tanh)."""

    def forward(self, input: Any) -> Any:
        return input.tanh()


class LogSigmoid(Activation):
    """log(sigmoid(x)) (torch.nn.LogSigmoid)."""

    function = "logsigmoid"


class Softsign(Activation):
    """x / (1 + |x|) (torch.nn.Softsign)."""

    function = "softsign"


class Tanhshrink(Activation):
    """x - tanh(x) (torch.nn.Tanhshrink)."""

    function = "tanhshrink"


class Threshold(Activation):
    """x above a threshold, otherwise a value (torch.nn.Threshold)."""

    function = "threshold"
    takes = shows = ("threshold", "value", "inplace")

    def __init__(self, threshold: float, value: float, inplace: bool = False) -> None:
        super().__init__()
        self.threshold = threshold
        self.value = value
        self.inplace = inplace


class Hardtanh(Activation):
    """x, cut off at both ends (torch.nn.Hardtanh)."""

    function = "hardtanh"
    takes = ("min_val", "max_val", "inplace")
    shows: tuple[str, ...] = takes

    def __init__(
        self,
        min_val: float = -1.0,
        max_val: float = 1.0,
        inplace: bool = False,
        min_value: float | None = None,
        max_value: float | None = None,
    ) -> None:
        super().__init__()
        self.min_val = renamed("min_val", min_value, min_val)
        self.max_val = renamed("max_val", max_value, max_val)
        self.inplace = inplace
        if self.max_val <= self.min_val:
            raise AssertionError(
                f"max_val ({self.max_val}) must be greater than min_val ({self.min_val})"
            )


def renamed(name: str, old: float | None, new: float) -> float:
    """The value of an argument that had a longer name once."""
    if old is None:
        return new
    errors.warn(f"keyword argument `{name}ue` is deprecated and renamed to `{name}`", FutureWarning)
    return old


class ReLU6(Hardtanh):
    """min(max(0, x), 6) (torch.nn.ReLU6)."""

    shows = ("inplace",)

    def __init__(self, inplace: bool = False) -> None:
        super().__init__(0.0, 6.0, inplace)


class RReLU(Activation):
    """LeakyReLU with random slopes while it trains (torch.nn.RReLU)."""

    function = "rrelu"
    takes = ("lower", "upper", "training", "inplace")
    shows = ("lower", "upper", "inplace")

    def __init__(
        self, lower: float = 1.0 / 8, upper: float = 1.0 / 3, inplace: bool = False
    ) -> None:
        super().__init__()
        self.lower = lower
        self.upper = upper
        self.inplace = inplace


class LeakyReLU(Activation):
    """x, below 0 times a small slope (torch.nn.LeakyReLU)."""

    function = "leaky_relu"
    takes = shows = ("negative_slope", "inplace")

    def __init__(self, negative_slope: float = 0.01, inplace: bool = False) -> None:
        super().__init__()
        self.negative_slope = negative_slope
        self.inplace = inplace


class Exponential(Activation):
    """x, below 0 an exponential that tends to -alpha."""

    takes = shows = ("alpha", "inplace")

    def __init__(self, alpha: float = 1.0, inplace: bool = False) -> None:
        super().__init__()
        self.alpha = alpha
        self.inplace = inplace


class ELU(Exponential):
    """x, below 0 alpha × (exp(x) - 1) (torch.nn.ELU)."""

    function = "elu"


class CELU(Exponential):
    """x, below 0 alpha × (exp(x / alpha) - 1) (torch.nn.CELU)."""

    function = "celu"


class GLU(Activation):
    """One half times the sigmoid of the other (torch.nn.GLU)."""

    function = "glu"
    takes = shows = ("dim",)

    def __init__(self, dim: int = -1) -> None:
        super().__init__()
        self.dim = dim


class GELU(Activation):
    """x times the normal distribution at x (torch.nn.GELU)."""

    function = "gelu"
    takes = ("approximate",)

    def __init__(self, approximate: str = "none") -> None:
        super().__init__()
        self.approximate = approximate

    def extra_repr(self) -> str:
        return f"approximate={self.approximate!r}"


class Shrink(Activation):
    """0 near 0."""

    takes = ("lambd",)

    def __init__(self, lambd: float = 0.5) -> None:
        super().__init__()
        self.lambd = lambd

    def extra_repr(self) -> str:
        return str(self.lambd)


class Hardshrink(Shrink):
    """x, near 0 exactly 0 (torch.nn.Hardshrink)."""

    function = "hardshrink"


class Softshrink(Shrink):
    """x moved towards 0 (torch.nn.Softshrink)."""

    function = "softshrink"


class Softplus(Activation):
    """log(1 + exp(x)) (torch.nn.Softplus)."""

    function = "softplus"
    takes = shows = ("beta", "threshold")

    def __init__(self, beta: float = 1.0, threshold: float = 20.0) -> None:
        super().__init__()
        self.beta = beta
        self.threshold = threshold


class PReLU(Module):
    """LeakyReLU whose slope is learned (torch.nn.PReLU)."""

    def __init__(
        self, num_parameters: int = 1, init: float = 0.25, device: Any = None, dtype: Any = None
    ) -> None:
        super().__init__()
        self.num_parameters = num_parameters
        self.init = init
        self.weight = fresh((num_parameters,), dtype, device)
        self.reset_parameters()

    def reset_parameters(self) -> None:
        """The slope back to its first value."""
        initial.constant_(self.weight, self.init)

    def forward(self, input: Any) -> Any:
        return F.prelu(input, self.weight)

    def extra_repr(self) -> str:
        return shown(self, "num_parameters")


class AlongDim(Activation):
    """A softmax or one of its kin along a dimension."""

    takes = shows = ("dim",)

    def __init__(self, dim: int | None = None) -> None:
        super().__init__()
        self.dim = dim


class Softmax(AlongDim):
    """Positive numbers that sum to 1 (torch.nn.Softmax)."""

    function = "softmax"


class LogSoftmax(AlongDim):
    """The logarithms of softmax (torch.nn.LogSoftmax)."""

    function = "log_softmax"


class Softmin(AlongDim):
    """softmax(-x) (torch.nn.Softmin)."""

    function = "softmin"


class Softmax2d(Activation):
    """Softmax over the channels of images (torch.nn.Softmax2d)."""

    def forward(self, input: Any) -> Any:
        if input.ndim not in (3, 4):
            raise ValueError(f"Softmax2d: expected input to be 3D or 4D, got {input.ndim}D instead")
        return F.softmax(input, dim=-3)
