"""PyTorch 2.13's autograd on numpy: operations in, values, gradients and a full trace out.

import autograd_core as torch
"""

from typing import Any

from autograd_core import _C as _C  # what `torch._C` means
from autograd_core import (
    autograd,
    creation,
    data,
    devices,
    distributions,
    environment,
    fft,
    func,
    linalg,
    nn,
    operators,
    optim,
    random_creation,
    return_types,
    sequences,
    serialization,
    special,
    testing,
    utils,
    window_functions,
)
from autograd_core.absent import getattr_of
from autograd_core.autograd.anomaly_mode import is_anomaly_check_nan_enabled, is_anomaly_enabled
from autograd_core.dtypes import DTYPES as _DTYPES
from autograd_core.dtypes import dtype, get_default_dtype, set_default_dtype
from autograd_core.errors import is_warn_always_enabled, set_warn_always
from autograd_core.explaining import Explanation, explain_none
from autograd_core.grad_mode import (
    enable_grad,
    inference_mode,
    is_grad_enabled,
    is_inference_mode_enabled,
    no_grad,
    set_grad_enabled,
)
from autograd_core.ops import FUNCTIONS, METHODS, OPS
from autograd_core.printing import set_printoptions
from autograd_core.size import Size
from autograd_core.tensor import Tensor
from autograd_core.trace import Recorder, Trace, TraceError, record

operators.attach()

NAMES: dict[str, Any] = {
    **FUNCTIONS,
    **_DTYPES,
    **data.TYPES,
    **environment.NAMES,
    **random_creation.NAMES,
    "channels_last": devices.channels_last,
    "contiguous_format": devices.contiguous_format,
    "device": devices.device,
    "preserve_format": devices.preserve_format,
    "strided": devices.strided,
    "Size": Size,
    "Tensor": Tensor,
    "autograd": autograd,
    "distributions": distributions,
    "dtype": dtype,
    "enable_grad": enable_grad,
    "get_default_dtype": get_default_dtype,
    "fft": fft,
    "func": func,
    "inference_mode": inference_mode,
    "is_anomaly_check_nan_enabled": is_anomaly_check_nan_enabled,
    "is_anomaly_enabled": is_anomaly_enabled,
    "is_grad_enabled": is_grad_enabled,
    "is_inference": Tensor.is_inference,
    "is_inference_mode_enabled": is_inference_mode_enabled,
    "linalg": linalg,
    "nn": nn,
    "no_grad": no_grad,
    "optim": optim,
    "return_types": return_types,
    "set_default_dtype": set_default_dtype,
    "set_grad_enabled": set_grad_enabled,
    "set_printoptions": set_printoptions,
    "set_warn_always": set_warn_always,
    "is_warn_always_enabled": is_warn_always_enabled,
    "special": special,
    "testing": testing,
    "vmap": func.vmap,
    "utils": utils,
}
"""Everything that `torch.<name>` means here, by name."""

globals().update(NAMES)


__version__ = environment.VERSION
load, save = serialization.load, serialization.save  # not in NAMES: pasted code touches no files
__getattr__ = getattr_of("torch")


__all__ = [
    "METHODS",
    "Explanation",
    "explain_none",
    "NAMES",
    "OPS",
    "Recorder",
    "Trace",
    "TraceError",
    "creation",
    "data",
    "random_creation",
    "sequences",
    "record",
    "window_functions",
    *NAMES,
]
