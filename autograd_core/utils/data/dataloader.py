"""The DataLoader: a data set in, batches in the order that torch would draw out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice, repeat
from typing import Any

from autograd_core.random import Generator
from autograd_core.utils.data.collate import default_collate, default_convert
from autograd_core.utils.data.dataset import IterableDataset
from autograd_core.utils.data.sampler import (
    BatchSampler,
    RandomSampler,
    SequentialSampler,
    drawn_seed,
)

FIXED = ("batch_size", "batch_sampler", "sampler", "drop_last", "dataset", "persistent_workers")


class DataLoader:
    """Batches of a data set (torch.utils.data.DataLoader).

    Workers are not started: what they would give comes from this process, in the same order.
    """

    def __init__(
        self,
        dataset: Any,
        batch_size: int | None = 1,
        shuffle: bool | None = None,
        sampler: Any = None,
        batch_sampler: Any = None,
        num_workers: int = 0,
        collate_fn: Callable[[list[Any]], Any] | None = None,
        pin_memory: bool = False,
        drop_last: bool = False,
        timeout: float = 0,
        worker_init_fn: Callable[[int], None] | None = None,
        multiprocessing_context: Any = None,
        generator: Generator | None = None,
        *,
        prefetch_factor: int | None = None,
        persistent_workers: bool = False,
        pin_memory_device: str = "",
        in_order: bool = True,
    ) -> None:
        check_workers(num_workers, timeout, prefetch_factor, persistent_workers)
        self._endless = isinstance(dataset, IterableDataset)
        if self._endless:
            check_iterable(shuffle, sampler, batch_sampler)
        if sampler is not None and shuffle:
            raise ValueError("sampler option is mutually exclusive with shuffle")
        if batch_sampler is not None:
            if batch_size != 1 or shuffle or sampler is not None or drop_last:
                raise ValueError(
                    "batch_sampler option is mutually exclusive with batch_size, shuffle, sampler, "
                    "and drop_last"
                )
            batch_size = None
        elif batch_size is None and drop_last:
            raise ValueError(
                "batch_size=None option disables auto-batching and is mutually exclusive with "
                "drop_last"
            )
        if sampler is None and not self._endless:
            random = bool(shuffle)
            sampler = (
                RandomSampler(dataset, generator=generator)
                if random
                else SequentialSampler(dataset)
            )
        if batch_size is not None and batch_sampler is None:
            batch_sampler = BatchSampler(sampler, batch_size, drop_last)
        self.dataset = dataset
        self.batch_size = batch_size
        self.drop_last = drop_last
        self.sampler = sampler
        self.batch_sampler = batch_sampler
        self.generator = generator
        self.num_workers = num_workers
        self.pin_memory = pin_memory
        self.timeout = timeout
        self.prefetch_factor = 2 if num_workers and prefetch_factor is None else prefetch_factor
        self.persistent_workers = persistent_workers
        self.worker_init_fn = worker_init_fn
        usual = default_convert if batch_sampler is None else default_collate
        self.collate_fn = usual if collate_fn is None else collate_fn
        self._seeded = False
        self._made = True

    def __setattr__(self, name: str, value: Any) -> None:
        if name in FIXED and self.__dict__.get("_made"):
            raise ValueError(
                f"{name} attribute should not be set after {type(self).__name__} is initialized"
            )
        object.__setattr__(self, name, value)

    def __class_getitem__(cls, item: object) -> Any:
        return cls

    def __iter__(self) -> Iterator[Any]:
        if not (self.persistent_workers and self._seeded):
            drawn_seed(self.generator)  # for workers; torch draws it whether there are any or not
        self._seeded = True
        return self._from_iterable() if self._endless else self._by_number()

    def _by_number(self) -> Iterator[Any]:
        if self.batch_sampler is None:
            for number in self.sampler:
                yield self.collate_fn(self.dataset[number])
            return
        for numbers in self.batch_sampler:
            at_once = getattr(self.dataset, "__getitems__", None)
            found = at_once(numbers) if at_once else [self.dataset[number] for number in numbers]
            yield self.collate_fn(found)

    def _from_iterable(self) -> Iterator[Any]:
        examples = iter(self.dataset)
        if self.batch_size is None:
            yield from map(self.collate_fn, examples)
            return
        for size in repeat(self.batch_size):
            batch = list(islice(examples, size))
            if not batch or (self.drop_last and len(batch) < size):
                return
            yield self.collate_fn(batch)

    def __len__(self) -> int:
        if not self._endless:
            return len(self.sampler if self.batch_sampler is None else self.batch_sampler)
        length = len(self.dataset)
        if self.batch_size is None:
            return length
        return (length + (0 if self.drop_last else self.batch_size - 1)) // self.batch_size


def check_workers(
    workers: int, timeout: float, prefetch_factor: int | None, persistent: bool
) -> None:
    """torch's errors for options of workers."""
    if workers < 0:
        raise ValueError(
            "num_workers option should be non-negative; use num_workers=0 to disable "
            "multiprocessing."
        )
    if timeout < 0:
        raise ValueError("timeout option should be non-negative")
    if workers > 0:
        if prefetch_factor is not None and prefetch_factor < 0:
            raise ValueError("prefetch_factor option should be non-negative")
        return
    if prefetch_factor is not None:
        raise ValueError(
            "prefetch_factor option could only be specified in multiprocessing."
            "let num_workers > 0 to enable multiprocessing, otherwise set prefetch_factor to None."
        )
    if persistent:
        raise ValueError("persistent_workers option needs num_workers > 0")


def check_iterable(shuffle: bool | None, sampler: Any, batch_sampler: Any) -> None:
    """torch's errors for what a data set without numbers cannot do."""
    given = {"shuffle": shuffle or None, "sampler": sampler, "batch_sampler": batch_sampler}
    for name, value in given.items():
        if value is not None:
            raise ValueError(
                f"DataLoader with IterableDataset: expected unspecified {name} option, but got "
                f"{name}={value}"
            )
