"""Around the engine: constants, devices that are not there and settings that change nothing here.

Programs ask for these before they start; the answers are those of PyTorch on a machine with a CPU.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from autograd_core import devices, dtypes
from autograd_core.autograd import anomaly_mode
from autograd_core.promotion import operand
from autograd_core.tensor import Tensor

VERSION = "2.13.0+cpu"
NO_CUDA = "Torch not compiled with CUDA enabled"
PRECISIONS = ("highest", "high", "medium")


class Settings:
    """What a program has set and may ask for again; nothing is computed differently."""

    threads = 1
    precision = "highest"
    deterministic = False


SETTINGS = Settings()


def nothing(*args: Any, **kwargs: Any) -> None:
    """Without effect here."""


def never(*args: Any, **kwargs: Any) -> bool:
    """False: there is no such device."""
    return False


def none_of_them(*args: Any, **kwargs: Any) -> int:
    """0: there is no such device."""
    return 0


def no_cuda(*args: Any, **kwargs: Any) -> Any:
    """PyTorch's refusal without a GPU."""
    raise AssertionError(NO_CUDA)


cuda = SimpleNamespace(
    is_available=never,
    is_initialized=never,
    device_count=none_of_them,
    memory_allocated=none_of_them,
    max_memory_allocated=none_of_them,
    manual_seed=nothing,
    manual_seed_all=nothing,
    empty_cache=nothing,
    current_device=no_cuda,
    get_device_name=no_cuda,
    get_device_properties=no_cuda,
    set_device=no_cuda,
    synchronize=no_cuda,
)
"""`torch.cuda` on a machine without one."""
mps = SimpleNamespace(is_available=never, device_count=none_of_them, manual_seed=nothing)
"""`torch.mps` on a machine without one."""
accelerator = SimpleNamespace(
    is_available=never,
    device_count=none_of_them,
    current_accelerator=nothing,
    empty_cache=nothing,
)
"""`torch.accelerator` on a machine without one."""
backends = SimpleNamespace(
    cudnn=SimpleNamespace(
        is_available=never,
        version=nothing,
        enabled=True,
        benchmark=False,
        deterministic=False,
        allow_tf32=True,
    ),
    cuda=SimpleNamespace(is_built=never, matmul=SimpleNamespace(allow_tf32=False)),
    mps=SimpleNamespace(is_available=never, is_built=never),
)
"""`torch.backends`: switches that nothing here looks at."""
version = SimpleNamespace(__version__=VERSION, cuda=None, hip=None, debug=False)
"""`torch.version`."""


def set_num_threads(num: int) -> None:
    """How many threads to use; noted, without effect here (torch.set_num_threads)."""
    if num <= 0:
        raise RuntimeError("set_num_threads expects a positive integer")
    SETTINGS.threads = num


def get_num_threads() -> int:
    """What `set_num_threads` was told (torch.get_num_threads)."""
    return SETTINGS.threads


def use_deterministic_algorithms(mode: bool, *, warn_only: bool = False) -> None:
    """Noted, without effect: every run here is the same (torch.use_deterministic_algorithms)."""
    SETTINGS.deterministic = bool(mode)


def are_deterministic_algorithms_enabled() -> bool:
    """What `use_deterministic_algorithms` was told (torch.are_deterministic_algorithms_enabled)."""
    return SETTINGS.deterministic


def set_float32_matmul_precision(precision: str) -> None:
    """Noted, without effect (torch.set_float32_matmul_precision).

    Raises RuntimeError for a word other than highest, high and medium.
    """
    if precision not in PRECISIONS:
        raise RuntimeError(f"{precision} is not one of 'highest', 'high', or 'medium'.")
    SETTINGS.precision = precision


def get_float32_matmul_precision() -> str:
    """What `set_float32_matmul_precision` was told (torch.get_float32_matmul_precision)."""
    return SETTINGS.precision


def get_default_device() -> devices.device:
    """Where new tensors live: the CPU (torch.get_default_device)."""
    return devices.CPU


def set_default_device(device: Any) -> None:
    """The CPU is the only choice (torch.set_default_device).

    Raises AssertionError or RuntimeError for another device, as making a tensor there would.
    """
    devices.check(device)


def compile(model: Any = None, **options: Any) -> Any:
    """The model itself: nothing is compiled here (torch.compile)."""
    return (lambda function: function) if model is None else model


def promote_types(type1: dtypes.dtype, type2: dtypes.dtype) -> dtypes.dtype:
    """The smallest dtype that holds both (torch.promote_types)."""
    return dtypes.promote_types(type1, type2)


def result_type(tensor1: Any, tensor2: Any) -> dtypes.dtype:
    """The dtype of an operation on two tensors or numbers (torch.result_type)."""
    parts = [each._a if isinstance(each, Tensor) else each for each in (tensor1, tensor2)]
    return dtypes.result_type(*map(operand, parts))


def can_cast(from_: dtypes.dtype, to: dtypes.dtype) -> bool:
    """Whether a conversion stays in the category or goes to a higher one (torch.can_cast)."""
    if from_.is_complex and not to.is_complex:
        return False
    if from_.is_floating_point and not (to.is_floating_point or to.is_complex):
        return False
    return to is not dtypes.bool_ or from_ is dtypes.bool_


def is_storage(obj: Any) -> bool:
    """False: memory is not handed out as an object here (torch.is_storage)."""
    return False


def typename(obj: Any) -> str:
    """The name of an object's type with its module (torch.typename)."""
    if isinstance(obj, Tensor):
        return obj.dtype.tensor_type
    module = getattr(type(obj), "__module__", "")
    name = type(obj).__qualname__
    return name if module in ("", "builtins", "__builtin__") else f"{module}.{name}"


def set_anomaly_enabled(mode: bool, check_nan: bool = True) -> None:
    """Switch the tracing of where a backward fails (torch.set_anomaly_enabled)."""
    anomaly_mode.set_anomaly_enabled(mode, check_nan)


FUNCTIONS: dict[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (
        are_deterministic_algorithms_enabled,
        can_cast,
        compile,
        get_default_device,
        get_float32_matmul_precision,
        get_num_threads,
        is_storage,
        promote_types,
        result_type,
        set_anomaly_enabled,
        set_default_device,
        set_float32_matmul_precision,
        set_num_threads,
        typename,
        use_deterministic_algorithms,
    )
}
NAMES: dict[str, Any] = {
    **FUNCTIONS,
    "accelerator": accelerator,
    "backends": backends,
    "cuda": cuda,
    "e": math.e,
    "finfo": dtypes.finfo,
    "iinfo": dtypes.iinfo,
    "inf": math.inf,
    "layout": devices.layout,
    "memory_format": devices.memory_format,
    "mps": mps,
    "nan": math.nan,
    "newaxis": None,
    "pi": math.pi,
    "version": version,
}
"""What `torch.<name>` means here, by name."""
