"""The text of an error or a warning in; the key of its plain explanation, if there is one, out.

What an explanation says is in i18n/*/errors.py: what the sentence means, the usual remedy, and,
where the popular remedy only hides the fault, that it does.
"""

from __future__ import annotations

import re
from functools import cache

from viz_app.story.error_families import FAMILIES
from viz_app.story.python_errors import PYTHON, SYNTAX, TYPED

PATTERNS: dict[str, str] = {
    # the graph, the passes and the trays
    "second_backward": r"Trying to backward through the graph a second time",
    "inplace": r"has been modified by an inplace operation",
    "no_grad_fn": r"element \d+ of tensors does not require grad",
    "not_scalar": r"grad can be implicitly created only for",
    "seed_shape": r"Mismatch in shape: grad_output",
    "leaf_view_inplace": r"a view of a leaf Variable that requires grad",
    "leaf_inplace": r"a leaf Variable that requires grad .*in-place operation",
    "numpy_needs_detach": r"Can't call numpy\(\) on Tensor that requires grad",
    "view_inplace": r"is a view and is being modified inplace|Output \d+ of \w+ is a view",
    "no_grad_view": r"view was created in (no_grad|inference) mode and is being modified",
    "inference_saved": r"Inference tensors cannot be saved for backward",
    "inference_flag": r"Setting requires_grad=True on inference tensor",
    "inference_update": r"Inplace update to inference tensor",
    "flag_nonleaf": r"you can only change requires_grad flags of leaf variables",
    "float_only": r"[Oo]nly Tensors of floating point",
    "deepcopy": r"support the deepcopy protocol",
    "unused_input": r"appears to not have been used in the graph",
    "input_no_grad": r"One of the differentiated Tensors does not require grad",
    "grad_fits": r"attempting to assign a gradient|assigned grad expected to be",
    "hook_no_grad": r"cannot register a hook on a tensor that doesn't require gradient",
    "retain_no_grad": r"can't retain_grad on Tensor that has requires_grad=False",
    "hook_nonleaf": r"post accumulate grad hooks cannot be registered on non-leaf",
    "hook_returns": r"hook '.*' has changed the|but hook returned|hooks should return None",
    "own_backward": r"You must implement either the backward|an incorrect number of gradients|"
    r"returned an invalid gradient|save_for_backward can only",
    "out_argument": r"functions with out=\.\.\. arguments don't support automatic",
    "read_only": r"objects is not writable",
    "nan_found": r"returned nan values in its",
    "anomaly": r"Error detected in \w+",
    "anomaly_on": r"Anomaly Detection has been enabled",
    "gradcheck": r"Jacobian mismatch",
    "nonleaf_grad": r"The \.grad attribute of a Tensor that is not a leaf Tensor",
    "copy_construct": r"To copy construct from a tensor",
    "to_scalar": r"Converting a tensor with requires_grad=True to a scalar",
    "reference_cycle": r"Using backward\(\) with create_graph=True",
    # optimizers, models, losses
    "optimize_nonleaf": r"can't optimize a non-leaf Tensor",
    "optimizer_empty": r"optimizer got an empty parameter list",
    "optimizer_params": r"params argument given to the optimizer|optimizer can only optimize",
    "duplicate_params": r"duplicate parameters",
    "scheduler_order": r"Detected call of `lr_scheduler\.step\(\)` before `optimizer\.step\(\)`",
    "number_range": r"Invalid [\w ]+: |has to be between 0 and 1",
    "before_init": r"before Module\.__init__\(\) call",
    "no_forward": r"is missing the required \"forward\" function",
    "not_a_module": r"is not a Module subclass",
    "state_dict": r"loading state_dict for",
    "full_hook": r"Full backward hook is firing when gradients",
    "broadcast_loss": r"Using a target size .* that is different to the input size",
    "target_range": r"elements of input should be between 0 and 1|Target -?\d+ is out of bounds",
    "target_type": r"expected target dtype|expected scalar type Long",
    "implicit_dim": r"Implicit dimension choice for",
    "batchmean": r"reduction: 'mean' divides the total loss by both",
    "clip_nonfinite": r"total norm of order .* is non-finite",
    "multi_target": r"multi-target not supported",
    "class_number": r"Class values must be smaller",
    "index_type": r"scalar types: Long|tensors used as indices must be|of type LongTensor|"
    r"to be of type Long|dtype int64 for index",
    "mask": r"The shape of the mask",
    "cuda": r"not compiled with CUDA|Found no NVIDIA driver",
    "one_example": r"Expected more than 1 (value per channel|spatial element)",
    "make_tensor": r"Could not infer dtype|new\(\): (invalid data type|data must be)|"
    r"expected np\.ndarray|too many dimensions '",
    "singular": r"matrix is singular|not positive-definite",
    "probabilities": r"probability tensor contains|Expected p_in|cannot sample n_sample|"
    r"invalid multinomial",
    "einsum": r"einsum\(\): ",
    "empty": r"Expected reduction dim to be specified for input\.numel\(\) == 0|"
    r"Expected reduction dim .* to have non-zero size",
    "pieces": r"split_sizes to sum exactly|chunk expects|Padding length|split_size can only be",
    "loss_object": r"size_average and reduce args will be deprecated",
    "file": r"No such file or directory",
    # shapes, indices, numbers
    "join_sizes": r"Sizes of tensors must match except|expects each tensor to be equal size",
    "expand": r"The expanded size of the tensor|doesn't match the broadcast shape",
    "ragged": r"expected sequence of length",
    "dimensions": r"expected .*\dD .*input|must be a matrix|Expected .*\dD|\dD tensors? expected|"
    r"must be a 3D tensor|need to be at least 1D|the same number of dimensions as|"
    r"number of dimensions in the tensor input does not match|the number of sizes provided",
    "channels": r"expected input\[.*\] to have \d+ channels",
    "shapes": r"must match the size of tensor|shapes cannot be multiplied|size mismatch|"
    r"Expected size for first two dimensions|inconsistent tensor size|"
    r"must be equal to input_size",
    "reshape": r"is invalid for input of size|view size is not compatible",
    "zero_dim": r"of a 0-d tensor|over a 0-d tensor|invalid index of a 0-dim tensor",
    "python_index": r"\b(list|tuple|string) (assignment )?index out of range",
    "index": r"out of bounds|out of range|too many indices|are valid indices",
    "dtypes": r"expected .* scalar type|to have (the )?same dtype|must have the same dtype|"
    r"Found dtype|can't be cast to the desired output type|could not infer output dtype",
    "negative_power": r"Integers to negative integer powers",
    "bool_arithmetic": r"operator, (on a|with two) bool tensor",
    "bool_tensor": r"Boolean value of Tensor with",
    "item_many": r"cannot be converted to Scalar|only one element tensors can be converted",
    "format": r"unsupported format string passed to Tensor",
    "transpose": r"use of `x\.T` on tensors of dimension other than 2",
    # Python
    "none_attribute": r"'NoneType' object has no attribute",
    "none_operand": r"unsupported operand type\(s\).*'NoneType'",
    "none_subscript": r"'NoneType' object is not (subscriptable|iterable|callable)",
    "operand": r"unsupported operand type\(s\)",
    "division": r"division by zero",
    "unbound": r"cannot access local variable|referenced before assignment",
    "name": r"name '.*' is not defined",
    "module_attribute": r"module '[\w.]+' has no attribute",
    "attribute": r"has no attribute",
    "callable": r"object is not callable",
    "unpack": r"values to unpack|cannot unpack",
    "iterable": r"object is not iterable|object is not subscriptable",
    "arguments": r"missing \d+ required|unexpected keyword argument|takes .* positional argument|"
    r"received an invalid combination of arguments|argument .* must be",
}
"""What each explanation belongs to; the first that is found in a text counts."""


UNMISTAKABLE = 8
"""How many of them nobody else says: they count even without the name of an error."""


@cache
def explained(text: str) -> str | None:
    """The key of the explanation of a text that is known by itself; None if it has none."""
    return first(PATTERNS, text)


@cache
def explained_error(kind: str, text: str, raised: bool = False) -> str | None:
    """The key of the explanation of an error of a type; `raised`: by a `raise` of the program.

    A sentence that the program wrote itself is not PyTorch's, whatever words it shares with it.
    """
    typed = f"{kind}: {text}"
    found = first(TYPED, typed) or explained(text) or first(PYTHON, typed)
    return found or (None if raised else first(FAMILIES, text))


def unreadable(text: str) -> str | None:
    """The key of the explanation of a SyntaxError, as `type: text`."""
    return first(SYNTAX, text)


def first(patterns: dict[str, str], text: str) -> str | None:
    """The key of the first pattern that is found in a text."""
    for key, pattern in patterns.items():
        if re.search(pattern, text, re.DOTALL):
            return f"explain.{key}"
    return None


def quoted(text: str) -> str | None:
    """The explanation of an error that a program has caught and printed."""
    key = explained(text) if re.search(r"\b[A-Z]\w*(Error|Warning)\b", text) else None
    return key or (explained(text) if unmistakable(text) else None)


def unmistakable(text: str) -> bool:
    """Whether a text is PyTorch's sentence, even where the program left the error's type out."""
    return bool(re.search("|".join(list(PATTERNS.values())[:UNMISTAKABLE]), text))
