"""All layers by the name that torch.nn gives them."""

from __future__ import annotations

from importlib import import_module

from autograd_core.nn.modules.module import Module

FAMILIES = {
    "activation": "CELU ELU GELU GLU Hardshrink Hardsigmoid Hardswish Hardtanh LeakyReLU "
    "LogSigmoid LogSoftmax Mish PReLU RReLU ReLU ReLU6 SELU SiLU Sigmoid Softmax Softmax2d Softmin "
    "Softplus Softshrink Softsign Tanh Tanhshrink Threshold",
    "batchnorm": "BatchNorm1d BatchNorm2d BatchNorm3d InstanceNorm1d InstanceNorm2d InstanceNorm3d "
    "LazyBatchNorm1d LazyBatchNorm2d LazyBatchNorm3d",
    "container": "ModuleDict ModuleList Sequential",
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
    "AdaptiveMaxPool2d AdaptiveMaxPool3d AvgPool1d AvgPool2d AvgPool3d LPPool1d LPPool2d MaxPool1d "
    "MaxPool2d MaxPool3d",
    "reshaping": "CircularPad1d CircularPad2d CircularPad3d ConstantPad1d ConstantPad2d "
    "ConstantPad3d Flatten PixelShuffle PixelUnshuffle ReflectionPad1d ReflectionPad2d "
    "ReflectionPad3d ReplicationPad1d ReplicationPad2d ReplicationPad3d Unflatten Upsample "
    "UpsamplingBilinear2d UpsamplingNearest2d ZeroPad1d ZeroPad2d ZeroPad3d",
    "sparse": "Embedding",
}
"""The layers of each file."""

ELSEWHERE = {
    **dict.fromkeys(("InstanceNorm1d", "InstanceNorm2d", "InstanceNorm3d"), "instancenorm"),
    **dict.fromkeys(("Flatten", "Unflatten"), "flatten"),
    **dict.fromkeys(("PixelShuffle", "PixelUnshuffle"), "pixelshuffle"),
    **dict.fromkeys(("Upsample", "UpsamplingBilinear2d", "UpsamplingNearest2d"), "upsampling"),
    **dict.fromkeys(("ParameterDict", "ParameterList"), "container"),
}
"""Layers whose file has another name in torch; padding and lazy convolutions below."""


def torch_module(family: str, name: str) -> str:
    """Where torch has a layer, as `print(type(layer))` shows it."""
    if "Pad" in name and family == "reshaping":
        return "torch.nn.modules.padding"
    home = "conv" if family == "lazy_conv" else family
    return f"torch.nn.modules.{ELSEWHERE.get(name, home)}"


LAYERS: dict[str, type[Module]] = {}
"""Every layer by its name."""

for _family, _names in FAMILIES.items():
    _file = import_module(f"{__name__}.{_family}")
    for _name in _names.split():
        LAYERS[_name] = getattr(_file, _name)
        LAYERS[_name].__module__ = torch_module(_family, _name)

globals().update(LAYERS)

__all__ = [*LAYERS]
