"""Batch and instance normalisation: features in, layers with running statistics out."""

from __future__ import annotations

from typing import Any

from autograd_core import dtypes, errors
from autograd_core.nn import init
from autograd_core.nn.modules.basics import F, check_device, fresh, plain, shown
from autograd_core.nn.modules.lazy import LazyModuleMixin
from autograd_core.nn.modules.module import Module
from autograd_core.nn.parameter import UninitializedBuffer, UninitializedParameter


class Normalisation(Module):
    """What both have in common (torch.nn.modules.batchnorm._NormBase)."""

    _version = 2
    dims: tuple[int, ...]

    def _set_up(
        self,
        num_features: int,
        eps: float,
        momentum: float | None,
        affine: bool,
        track_running_stats: bool,
        dtype: Any,
        bias: bool,
    ) -> None:
        Module.__init__(self)
        self.num_features = num_features
        self.eps = eps
        self.momentum = momentum
        self.affine = affine
        self.track_running_stats = track_running_stats
        shape = (num_features,)
        self.register_parameter("weight", fresh(shape, dtype) if affine else None)
        self.register_parameter("bias", fresh(shape, dtype) if affine and bias else None)
        tracked = track_running_stats
        self.register_buffer("running_mean", plain(shape, 0, dtype) if tracked else None)
        self.register_buffer("running_var", plain(shape, 1, dtype) if tracked else None)
        count = plain((), 0, dtypes.int64) if tracked else None
        self.register_buffer("num_batches_tracked", count)
        self.reset_parameters()

    def reset_running_stats(self) -> None:
        """Forget the running statistics."""
        if self.track_running_stats:
            self.running_mean.zero_()
            self.running_var.fill_(1)
            self.num_batches_tracked.zero_()

    def reset_parameters(self) -> None:
        """Weight 1, bias 0, no statistics."""
        self.reset_running_stats()
        if self.affine:
            init.ones_(self.weight)
            if self.bias is not None:
                init.zeros_(self.bias)

    def _check_input_dim(self, input: Any) -> None:
        if input.ndim not in self.dims:
            allowed = " or ".join(f"{dim}D" for dim in self.dims)
            raise ValueError(f"expected {allowed} input (got {input.ndim}D input)")

    def extra_repr(self) -> str:
        first = f"{self.num_features}, {shown(self, 'eps', 'momentum', 'affine')}"
        return f"{first}, bias={self.bias is not None}, {shown(self, 'track_running_stats')}"

    def _load_from_state_dict(
        self, state_dict: dict[str, Any], prefix: str, local_metadata: Any, *rest: Any
    ) -> None:
        """States from before version 2 do not count the batches."""
        key = f"{prefix}num_batches_tracked"
        old = local_metadata.get("version") is None or local_metadata["version"] < 2
        if old and self.track_running_stats and key not in state_dict:
            state_dict[key] = self.num_batches_tracked
        super()._load_from_state_dict(state_dict, prefix, local_metadata, *rest)


class BatchNorm(Normalisation):
    """Each feature with mean 0 and variance 1 over the batch, then scaled and shifted."""

    def __init__(
        self,
        num_features: int,
        eps: float = 1e-5,
        momentum: float | None = 0.1,
        affine: bool = True,
        track_running_stats: bool = True,
        device: Any = None,
        dtype: Any = None,
        *,
        bias: bool = True,
    ) -> None:
        check_device(device)
        self._set_up(num_features, eps, momentum, affine, track_running_stats, dtype, bias)

    def forward(self, input: Any) -> Any:
        self._check_input_dim(input)
        share = 0.0 if self.momentum is None else self.momentum
        if self.training and self.track_running_stats and self.num_batches_tracked is not None:
            self.num_batches_tracked.add_(1)
            if self.momentum is None:
                share = 1.0 / float(self.num_batches_tracked.item())
        tracked = not self.training or self.track_running_stats
        mean = self.running_mean if tracked else None
        variance = self.running_var if tracked else None
        by_batch = self.training or (self.running_mean is None and self.running_var is None)
        return F.batch_norm(
            input, mean, variance, self.weight, self.bias, by_batch, share, self.eps
        )


class BatchNorm1d(BatchNorm):
    """For vectors or sequences of features (torch.nn.BatchNorm1d)."""

    dims = (2, 3)


class BatchNorm2d(BatchNorm):
    """For images (torch.nn.BatchNorm2d)."""

    dims = (4,)


class BatchNorm3d(BatchNorm):
    """For volumes (torch.nn.BatchNorm3d)."""

    dims = (5,)


class LazyNormalisation(LazyModuleMixin, Normalisation):
    """A normalisation whose `num_features` the first input tells."""

    def __init__(
        self,
        eps: float = 1e-5,
        momentum: float | None = 0.1,
        affine: bool = True,
        track_running_stats: bool = True,
        device: Any = None,
        dtype: Any = None,
        *,
        bias: bool = True,
    ) -> None:
        super().__init__(0, eps, momentum, False, False, device, dtype, bias=False)
        self.affine = affine
        self.track_running_stats = track_running_stats
        if affine:
            self.weight = UninitializedParameter(dtype=dtype)
            if bias:
                self.bias = UninitializedParameter(dtype=dtype)
        if track_running_stats:
            self.running_mean = UninitializedBuffer(dtype=dtype)
            self.running_var = UninitializedBuffer(dtype=dtype)
            self.num_batches_tracked = plain((), 0, dtypes.int64)

    def reset_parameters(self) -> None:
        if not self.has_uninitialized_params() and self.num_features != 0:
            super().reset_parameters()

    def initialize_parameters(self, input: Any) -> None:
        if self.has_uninitialized_params():
            self.num_features = input.shape[1]
            for name in ("weight", "bias", "running_mean", "running_var"):
                self.materialize(name, (self.num_features,))
            self.reset_parameters()


class LazyBatchNorm1d(LazyNormalisation, BatchNorm):
    """See BatchNorm1d (torch.nn.LazyBatchNorm1d)."""

    cls_to_become = BatchNorm1d
    dims = (2, 3)


class LazyBatchNorm2d(LazyNormalisation, BatchNorm):
    """See BatchNorm2d (torch.nn.LazyBatchNorm2d)."""

    cls_to_become = BatchNorm2d
    dims = (4,)


class LazyBatchNorm3d(LazyNormalisation, BatchNorm):
    """See BatchNorm3d (torch.nn.LazyBatchNorm3d)."""

    cls_to_become = BatchNorm3d
    dims = (5,)


class InstanceNorm(Normalisation):
    """Each feature of each example with mean 0 and variance 1."""

    def __init__(
        self,
        num_features: int,
        eps: float = 1e-5,
        momentum: float | None = 0.1,
        affine: bool = False,
        track_running_stats: bool = False,
        device: Any = None,
        dtype: Any = None,
        *,
        bias: bool = True,
    ) -> None:
        check_device(device)
        self._set_up(num_features, eps, momentum, affine, track_running_stats, dtype, bias)

    def forward(self, input: Any) -> Any:
        self._check_input_dim(input)
        alone = self.dims[0]
        dim = input.ndim - alone
        if input.shape[dim] != self.num_features:
            self._complain(dim, input.shape[dim])
        if input.ndim == alone:
            return self._normalised(input.unsqueeze(0)).squeeze(0)
        return self._normalised(input)

    def _complain(self, dim: int, size: int) -> None:
        if self.affine:
            raise ValueError(
                f"expected input's size at dim={dim} to match num_features "
                f"({self.num_features}), but got: {size}."
            )
        errors.warn(
            f"input's size at dim={dim} does not match num_features. You can silence this warning "
            "by not passing in num_features, which is not used because affine=False"
        )

    def _normalised(self, input: Any) -> Any:
        by_input = self.training or not self.track_running_stats
        share = 0.0 if self.momentum is None else self.momentum
        return F.instance_norm(
            *(input, self.running_mean, self.running_var, self.weight, self.bias),
            *(by_input, share, self.eps),
        )


class InstanceNorm1d(InstanceNorm):
    """For sequences (torch.nn.InstanceNorm1d)."""

    dims = (2, 3)


class InstanceNorm2d(InstanceNorm):
    """For images (torch.nn.InstanceNorm2d)."""

    dims = (3, 4)


class InstanceNorm3d(InstanceNorm):
    """For volumes (torch.nn.InstanceNorm3d)."""

    dims = (4, 5)
