"""A mirror of PyTorch 2.13's autograd on numpy: tensors and operations in, values, gradients and a full trace out."""
