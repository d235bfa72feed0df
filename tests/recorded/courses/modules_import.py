import torch
from torch.nn.modules import Linear
from torch.nn.modules.module import Module
from torch.nn import Module as M2
from torch import float32, long
print(Module is M2, Linear(1, 1), float32, long)
