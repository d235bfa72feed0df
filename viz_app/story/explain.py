"""The text of an error or a warning in; the key of its plain explanation, if there is one, out.

What an explanation says is in i18n/*/errors.py: what the sentence means, the usual remedy, and,
where the popular remedy only hides the fault, that it does.
"""

from __future__ import annotations

import re
from functools import cache

PATTERNS: dict[str, str] = {
    "second_backward": r"Trying to backward through the graph a second time",
    "inplace": r"has been modified by an inplace operation",
    "no_grad_fn": r"element \d+ of tensors does not require grad",
    "not_scalar": r"grad can be implicitly created only for scalar outputs",
    "seed_shape": r"Mismatch in shape: grad_output",
    "leaf_view_inplace": r"a view of a leaf Variable that requires grad",
    "leaf_inplace": r"a leaf Variable that requires grad .*in-place operation",
    "view_inplace": r"is a view and is being modified inplace|Output \d+ of \w+ is a view",
    "optimize_nonleaf": r"can't optimize a non-leaf Tensor",
    "none_attribute": r"'NoneType' object has no attribute",
    "none_operand": r"unsupported operand type\(s\).*'NoneType'",
    "numpy_needs_detach": r"Can't call numpy\(\) on Tensor that requires grad",
    "inference_saved": r"Inference tensors cannot be saved for backward",
    "inference_flag": r"Setting requires_grad=True on inference tensor",
    "inference_update": r"Inplace update to inference tensor",
    "deepcopy": r"support the deepcopy protocol",
    "float_only": r"Only Tensors of floating point|only Tensors of floating point",
    "unused_input": r"appears to not have been used in the graph",
    "input_no_grad": r"One of the differentiated Tensors does not require grad",
    "flag_nonleaf": r"you can only change requires_grad flags of leaf variables",
    "shapes": r"must match the size of tensor|shapes cannot be multiplied|size mismatch|"
    r"Expected size for first two dimensions|inconsistent tensor size",
    "reshape": r"is invalid for input of size|view size is not compatible",
    "index": r"out of bounds|out of range",
    "dtypes": r"expected .* scalar type|must have the same dtype|Found dtype|"
    r"can't be cast to the desired output type",
    "bool_tensor": r"Boolean value of Tensor with",
    "item_many": r"cannot be converted to Scalar|only one element tensors can be converted",
    "hook_no_grad": r"cannot register a hook on a tensor that doesn't require gradient",
    "retain_no_grad": r"can't retain_grad on Tensor that has requires_grad=False",
    "nan_found": r"returned nan values in its",
    "anomaly": r"Error detected in \w+",
    "nonleaf_grad": r"The \.grad attribute of a Tensor that is not a leaf Tensor",
    "copy_construct": r"To copy construct from a tensor",
    "to_scalar": r"Converting a tensor with requires_grad=True to a scalar",
    "reference_cycle": r"Using backward\(\) with create_graph=True",
    "broadcast_loss": r"Using a target size .* that is different to the input size",
    "scheduler_order": r"Detected call of `lr_scheduler\.step\(\)` before `optimizer\.step\(\)`",
    "full_hook": r"Full backward hook is firing when gradients",
    "implicit_dim": r"Implicit dimension choice for",
    "name": r"name '.*' is not defined",
    "attribute": r"has no attribute",
    "arguments": r"missing \d+ required|unexpected keyword argument|takes .* positional argument|"
    r"received an invalid combination of arguments|argument .* must be",
}
"""What each explanation belongs to; the first that is found in a text counts."""


@cache
def explained(text: str) -> str | None:
    """The key of the explanation of an error or a warning; None if it has none."""
    for key, pattern in PATTERNS.items():
        if re.search(pattern, text, re.DOTALL):
            return f"explain.{key}"
    return None


def quoted(text: str) -> str | None:
    """The explanation of an error that a program has caught and printed."""
    key = explained(text) if re.search(r"\b[A-Z]\w*(Error|Warning)\b", text) else None
    return key or (explained(text) if unmistakable(text) else None)


def unmistakable(text: str) -> bool:
    """Whether a text is PyTorch's sentence, even where the program left the error's type out."""
    return bool(re.search("|".join(list(PATTERNS.values())[:8]), text))
