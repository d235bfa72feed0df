"""`torch.utils.data`: data sets, samplers and loaders."""

from typing import Any

from autograd_core.absent import getattr_of
from autograd_core.utils.data.collate import default_collate, default_convert
from autograd_core.utils.data.dataloader import DataLoader
from autograd_core.utils.data.dataset import (
    ChainDataset,
    ConcatDataset,
    Dataset,
    IterableDataset,
    StackDataset,
    Subset,
    TensorDataset,
    random_split,
)
from autograd_core.utils.data.sampler import (
    BatchSampler,
    RandomSampler,
    Sampler,
    SequentialSampler,
    SubsetRandomSampler,
    WeightedRandomSampler,
)

_DATASETS = (
    *(ChainDataset, ConcatDataset, Dataset, IterableDataset, StackDataset, Subset),
    *(TensorDataset, random_split),
)
_SAMPLERS = (
    *(BatchSampler, RandomSampler, Sampler, SequentialSampler, SubsetRandomSampler),
    WeightedRandomSampler,
)
_HOMES = {
    "dataset": _DATASETS,
    "sampler": _SAMPLERS,
    "dataloader": (DataLoader,),
    "_utils.collate": (default_collate, default_convert),
}

NAMES: dict[str, Any] = {}
"""Everything that `torch.utils.data.<name>` means here, by name."""

for _home, _members in _HOMES.items():
    for _member in _members:
        _member.__module__ = f"torch.utils.data.{_home}"
        NAMES[_member.__name__] = _member

__getattr__ = getattr_of("torch.utils.data")

__all__ = ["NAMES", *NAMES]
