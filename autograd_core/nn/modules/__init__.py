"""All layers by the name that torch.nn gives them."""

from __future__ import annotations

from importlib import import_module
from types import FunctionType
from typing import Any

from autograd_core.nn.modules.module import Module

FAMILIES = {
    "activation": "CELU ELU GELU GLU Hardshrink Hardsigmoid Hardswish Hardtanh LeakyReLU "
    "LogSigmoid LogSoftmax Mish PReLU RReLU ReLU ReLU6 SELU SiLU Sigmoid Softmax Softmax2d Softmin "
    "Softplus Softshrink Softsign Tanh Tanhshrink Threshold",
    "attention": "MultiheadAttention",
    "batchnorm": "BatchNorm1d BatchNorm2d BatchNorm3d InstanceNorm1d InstanceNorm2d InstanceNorm3d "
    "LazyBatchNorm1d LazyBatchNorm2d LazyBatchNorm3d",
    "container": "ModuleDict ModuleList Sequential",
    "ctc": "CTCLoss",
    "cells": "GRUCell LSTMCell RNNCell RNNCellBase",
    "conv": "Conv1d Conv2d Conv3d ConvTranspose1d ConvTranspose2d ConvTranspose3d",
    "distance": "CosineSimilarity PairwiseDistance",
    "dropout": "AlphaDropout Dropout Dropout1d Dropout2d Dropout3d FeatureAlphaDropout",
    "lazy_conv": "LazyConv1d LazyConv2d LazyConv3d LazyConvTranspose1d LazyConvTranspose2d "
    "LazyConvTranspose3d",
    "linear": "Bilinear Identity LazyLinear Linear",
    "loss": "BCELoss BCEWithLogitsLoss CosineEmbeddingLoss CrossEntropyLoss GaussianNLLLoss "
    "HingeEmbeddingLoss HuberLoss KLDivLoss L1Loss MSELoss MarginRankingLoss MultiLabelMarginLoss "
    "MultiLabelSoftMarginLoss MultiMarginLoss NLLLoss PoissonNLLLoss SmoothL1Loss SoftMarginLoss "
    "TripletMarginLoss TripletMarginWithDistanceLoss",
    "module": "Module",
    "normalization": "GroupNorm LayerNorm LocalResponseNorm RMSNorm",
    "parameter_containers": "ParameterDict ParameterList",
    "pooling": "AdaptiveAvgPool1d AdaptiveAvgPool2d AdaptiveAvgPool3d AdaptiveMaxPool1d "
    "AdaptiveMaxPool2d AdaptiveMaxPool3d AvgPool1d AvgPool2d AvgPool3d LPPool1d LPPool2d LPPool3d "
    "MaxPool1d MaxPool2d MaxPool3d",
    "reshaping": "CircularPad1d CircularPad2d CircularPad3d ConstantPad1d ConstantPad2d "
    "ConstantPad3d Flatten PixelShuffle PixelUnshuffle ReflectionPad1d ReflectionPad2d "
    "ReflectionPad3d ReplicationPad1d ReplicationPad2d ReplicationPad3d Unflatten Upsample "
    "UpsamplingBilinear2d UpsamplingNearest2d ZeroPad1d ZeroPad2d ZeroPad3d",
    "rnn": "GRU LSTM RNN RNNBase",
    "sparse": "Embedding",
    "transformer": "TransformerEncoder TransformerEncoderLayer",
    "transformer_decoder": "Transformer TransformerDecoder TransformerDecoderLayer",
    "folding": "ChannelShuffle Fold MaxUnpool1d MaxUnpool2d MaxUnpool3d Unfold",
    "bags": "EmbeddingBag",
}
"""The layers of each file."""

ELSEWHERE = {
    **dict.fromkeys(("InstanceNorm1d", "InstanceNorm2d", "InstanceNorm3d"), "instancenorm"),
    **dict.fromkeys(("Flatten", "Unflatten"), "flatten"),
    **dict.fromkeys(("PixelShuffle", "PixelUnshuffle"), "pixelshuffle"),
    **dict.fromkeys(("Upsample", "UpsamplingBilinear2d", "UpsamplingNearest2d"), "upsampling"),
    **dict.fromkeys(("MaxUnpool1d", "MaxUnpool2d", "MaxUnpool3d"), "pooling"),
    "ChannelShuffle": "channelshuffle",
    **dict.fromkeys(("ParameterDict", "ParameterList"), "container"),
}
"""Layers whose file has another name in torch; padding and lazy convolutions below."""


HOMES = {
    "attention": "activation",
    "bags": "sparse",
    "cells": "rnn",
    "ctc": "loss",
    "folding": "fold",
    "lazy_conv": "conv",
    "transformer_decoder": "transformer",
}
"""Families whose file has another name in torch."""


def torch_module(family: str, name: str) -> str:
    """Where torch has a layer, as `print(type(layer))` shows it."""
    if "Pad" in name and family == "reshaping":
        return "torch.nn.modules.padding"
    return f"torch.nn.modules.{ELSEWHERE.get(name, HOMES.get(family, family))}"


HELPERS = {
    "AdaptiveMaxPool": "_AdaptiveMaxPoolNd",
    "AdaptivePool": "_AdaptiveAvgPoolNd",
    "BatchNorm": "_BatchNorm",
    "Dropping": "_DropoutNd",
    "InstanceNorm": "_InstanceNorm",
    "LPPool": "_LPPoolNd",
    "LazyNormalisation": "_LazyNormBase",
    "Loss": "_Loss",
    "MaxPool": "_MaxPoolNd",
    "WeightedLoss": "_WeightedLoss",
}
"""How torch calls the classes that only other layers descend from: Python's errors name them."""


def name_init(layer: type[Module]) -> None:
    """Let Python's own error of a wrong call name `__init__` as torch's layers would."""
    home = next(kind for kind in layer.__mro__ if "__init__" in vars(kind))
    init: Any = vars(home)["__init__"]
    if home.__name__ in HELPERS:
        init.__qualname__ = f"{HELPERS[home.__name__]}.__init__"
    elif home.__name__ not in LAYERS:
        own = FunctionType(
            init.__code__, init.__globals__, "__init__", init.__defaults__, init.__closure__
        )
        own.__kwdefaults__ = init.__kwdefaults__
        own.__qualname__ = f"{layer.__name__}.__init__"
        layer.__init__ = own  # type: ignore[method-assign]


LAYERS: dict[str, type[Module]] = {}
"""Every layer by its name."""

for _family, _names in FAMILIES.items():
    _file = import_module(f"{__name__}.{_family}")
    for _name in _names.split():
        LAYERS[_name] = getattr(_file, _name)
        LAYERS[_name].__module__ = torch_module(_family, _name)
for _layer in LAYERS.values():
    name_init(_layer)

globals().update(LAYERS)

__all__ = [*LAYERS]
