"""Losses: options in, layers that say with one number how wrong an output is out."""

from __future__ import annotations

from collections.abc import Callable
from types import FunctionType
from typing import Any

from autograd_core import errors
from autograd_core.nn.modules.basics import F
from autograd_core.nn.modules.distance import PairwiseDistance
from autograd_core.nn.modules.module import Module


class Loss(Module):
    """A loss of nn.functional with fixed options.

    function  its name there
    takes     the attributes it is called with, by keyword, besides `reduction`
    """

    function: str
    takes: tuple[str, ...] = ()

    def __init__(
        self, size_average: bool | None = None, reduce: bool | None = None, reduction: str = "mean"
    ) -> None:
        super().__init__()
        self.reduction = reduction_of(size_average, reduce, reduction)

    def _loss(self, *tensors: Any) -> Any:
        options = {name: getattr(self, name) for name in self.takes}
        return getattr(F, self.function)(*tensors, **options, reduction=self.reduction)


def reduction_of(size_average: bool | None, reduce: bool | None, reduction: str) -> str:
    """The reduction that two older arguments mean."""
    if size_average is None and reduce is None:
        return reduction
    mean, any_at_all = size_average is not False, reduce is not False
    meant = "none" if not any_at_all else "mean" if mean else "sum"
    errors.warn(
        f"size_average and reduce args will be deprecated, please use reduction='{meant}' instead."
    )
    return meant


class PairLoss(Loss):
    """A loss of an input and a target."""

    def __init_subclass__(cls) -> None:
        """Python names a function in its errors by where it was defined: each loss has its own."""
        super().__init_subclass__()
        if "forward" not in cls.__dict__:
            own = FunctionType(PairLoss.forward.__code__, globals(), "forward")
            own.__qualname__ = f"{cls.__name__}.forward"
            cls.forward = own  # type: ignore[method-assign]

    def forward(self, input: Any, target: Any) -> Any:
        return self._loss(input, target)


class WeightedLoss(PairLoss):
    """A loss with a weight per class or per element, kept as a buffer."""

    takes: tuple[str, ...] = ("weight",)

    def __init__(
        self,
        weight: Any = None,
        size_average: bool | None = None,
        reduce: bool | None = None,
        reduction: str = "mean",
    ) -> None:
        super().__init__(size_average, reduce, reduction)
        self.register_buffer("weight", weight)


class L1Loss(PairLoss):
    """The mean absolute difference (torch.nn.L1Loss)."""

    function = "l1_loss"


class MSELoss(PairLoss):
    """The mean squared difference (torch.nn.MSELoss)."""

    function = "mse_loss"


class NLLLoss(WeightedLoss):
    """Minus the log-probability of the right class (torch.nn.NLLLoss)."""

    function = "nll_loss"
    takes = ("weight", "ignore_index")

    def __init__(
        self,
        weight: Any = None,
        size_average: bool | None = None,
        ignore_index: int = -100,
        reduce: bool | None = None,
        reduction: str = "mean",
    ) -> None:
        super().__init__(weight, size_average, reduce, reduction)
        self.ignore_index = ignore_index


class CrossEntropyLoss(WeightedLoss):
    """Softmax and NLLLoss in one, for logits (torch.nn.CrossEntropyLoss)."""

    function = "cross_entropy"
    takes = ("weight", "ignore_index", "label_smoothing")

    def __init__(
        self,
        weight: Any = None,
        size_average: bool | None = None,
        ignore_index: int = -100,
        reduce: bool | None = None,
        reduction: str = "mean",
        label_smoothing: float = 0.0,
    ) -> None:
        super().__init__(weight, size_average, reduce, reduction)
        self.ignore_index = ignore_index
        self.label_smoothing = label_smoothing


class BCELoss(WeightedLoss):
    """Cross entropy of probabilities of yes and no (torch.nn.BCELoss)."""

    function = "binary_cross_entropy"


class BCEWithLogitsLoss(PairLoss):
    """Sigmoid and BCELoss in one (torch.nn.BCEWithLogitsLoss)."""

    function = "binary_cross_entropy_with_logits"
    takes = ("weight", "pos_weight")

    def __init__(
        self,
        weight: Any = None,
        size_average: bool | None = None,
        reduce: bool | None = None,
        reduction: str = "mean",
        pos_weight: Any = None,
    ) -> None:
        super().__init__(size_average, reduce, reduction)
        self.register_buffer("weight", weight)
        self.register_buffer("pos_weight", pos_weight)


class PoissonNLLLoss(PairLoss):
    """For counts (torch.nn.PoissonNLLLoss)."""

    function = "poisson_nll_loss"
    takes = ("log_input", "full", "eps")

    def __init__(
        self,
        log_input: bool = True,
        full: bool = False,
        size_average: bool | None = None,
        eps: float = 1e-8,
        reduce: bool | None = None,
        reduction: str = "mean",
    ) -> None:
        super().__init__(size_average, reduce, reduction)
        self.log_input = log_input
        self.full = full
        self.eps = eps


class GaussianNLLLoss(Loss):
    """For numbers with a predicted variance (torch.nn.GaussianNLLLoss)."""

    function = "gaussian_nll_loss"
    takes = ("full", "eps")

    def __init__(self, *, full: bool = False, eps: float = 1e-6, reduction: str = "mean") -> None:
        super().__init__(None, None, reduction)
        self.full = full
        self.eps = eps

    def forward(self, input: Any, target: Any, var: Any) -> Any:
        return self._loss(input, target, var)


class KLDivLoss(PairLoss):
    """How far two distributions lie apart (torch.nn.KLDivLoss)."""

    function = "kl_div"
    takes = ("log_target",)

    def __init__(
        self,
        size_average: bool | None = None,
        reduce: bool | None = None,
        reduction: str = "mean",
        log_target: bool = False,
    ) -> None:
        super().__init__(size_average, reduce, reduction)
        self.log_target = log_target


class HingeEmbeddingLoss(PairLoss):
    """x where the target is 1, max(0, margin - x) where it is -1 (torch.nn.HingeEmbeddingLoss)."""

    function = "hinge_embedding_loss"
    takes = ("margin",)

    def __init__(
        self,
        margin: float = 1.0,
        size_average: bool | None = None,
        reduce: bool | None = None,
        reduction: str = "mean",
    ) -> None:
        super().__init__(size_average, reduce, reduction)
        self.margin = margin


class SmoothL1Loss(PairLoss):
    """Squared near 0, absolute beyond, meeting at beta (torch.nn.SmoothL1Loss)."""

    function = "smooth_l1_loss"
    takes = ("beta",)

    def __init__(
        self,
        size_average: bool | None = None,
        reduce: bool | None = None,
        reduction: str = "mean",
        beta: float = 1.0,
    ) -> None:
        super().__init__(size_average, reduce, reduction)
        self.beta = beta


class HuberLoss(PairLoss):
    """Squared near 0, absolute beyond delta (torch.nn.HuberLoss)."""

    function = "huber_loss"
    takes = ("delta",)

    def __init__(self, reduction: str = "mean", delta: float = 1.0) -> None:
        if not isinstance(delta, (float, int)):
            raise TypeError(f"delta must be a float or int, got: {type(delta)}")
        super().__init__(reduction=reduction)
        self.delta = delta


class SoftMarginLoss(PairLoss):
    """log(1 + exp(-target × x)) (torch.nn.SoftMarginLoss)."""

    function = "soft_margin_loss"


class MultiLabelMarginLoss(PairLoss):
    """A margin between right classes and others (torch.nn.MultiLabelMarginLoss)."""

    function = "multilabel_margin_loss"


class MultiLabelSoftMarginLoss(WeightedLoss):
    """One yes or no per class (torch.nn.MultiLabelSoftMarginLoss)."""

    function = "multilabel_soft_margin_loss"


class MultiMarginLoss(WeightedLoss):
    """A margin between the right class and the others (torch.nn.MultiMarginLoss)."""

    function = "multi_margin_loss"
    takes = ("p", "margin", "weight")

    def __init__(
        self,
        p: int = 1,
        margin: float = 1.0,
        weight: Any = None,
        size_average: bool | None = None,
        reduce: bool | None = None,
        reduction: str = "mean",
    ) -> None:
        super().__init__(weight, size_average, reduce, reduction)
        if p not in (1, 2):
            raise ValueError("only p == 1 and p == 2 supported")
        if weight is not None and weight.ndim != 1:
            raise ValueError(
                f"MultiMarginLoss: expected weight to be None or 1D tensor, got {weight.ndim}D "
                "instead"
            )
        self.p = p
        self.margin = margin


class TwoInputs(Loss):
    """A loss that compares two inputs, with a margin."""

    takes = ("margin",)

    def __init__(
        self,
        margin: float = 0.0,
        size_average: bool | None = None,
        reduce: bool | None = None,
        reduction: str = "mean",
    ) -> None:
        super().__init__(size_average, reduce, reduction)
        self.margin = margin

    def forward(self, input1: Any, input2: Any, target: Any) -> Any:
        return self._loss(input1, input2, target)


class CosineEmbeddingLoss(TwoInputs):
    """Alike or not, by the cosine (torch.nn.CosineEmbeddingLoss)."""

    function = "cosine_embedding_loss"


class MarginRankingLoss(TwoInputs):
    """Which of two is to be larger (torch.nn.MarginRankingLoss)."""

    function = "margin_ranking_loss"


class TripletMarginLoss(Loss):
    """Nearer to the positive than to the negative (torch.nn.TripletMarginLoss)."""

    function = "triplet_margin_loss"
    takes = ("margin", "p", "eps", "swap")

    def __init__(
        self,
        margin: float = 1.0,
        p: float = 2.0,
        eps: float = 1e-6,
        swap: bool = False,
        size_average: bool | None = None,
        reduce: bool | None = None,
        reduction: str = "mean",
    ) -> None:
        super().__init__(size_average, reduce, reduction)
        check_margin("TripletMarginLoss", margin)
        self.margin = margin
        self.p = p
        self.eps = eps
        self.swap = swap

    def forward(self, anchor: Any, positive: Any, negative: Any) -> Any:
        return self._loss(anchor, positive, negative)


class TripletMarginWithDistanceLoss(Loss):
    """The same with a distance of one's own (torch.nn.TripletMarginWithDistanceLoss)."""

    function = "triplet_margin_with_distance_loss"
    takes = ("distance_function", "margin", "swap")

    def __init__(
        self,
        *,
        distance_function: Callable[[Any, Any], Any] | None = None,
        margin: float = 1.0,
        swap: bool = False,
        reduction: str = "mean",
    ) -> None:
        super().__init__(reduction=reduction)
        check_margin("TripletMarginWithDistanceLoss", margin)
        self.distance_function = distance_function or PairwiseDistance()
        self.margin = margin
        self.swap = swap

    def forward(self, anchor: Any, positive: Any, negative: Any) -> Any:
        return self._loss(anchor, positive, negative)


def check_margin(title: str, margin: float) -> None:
    """Refuse a margin that is no margin."""
    if margin <= 0:
        raise ValueError(f"{title}: expected margin to be greater than 0, got {margin} instead")
