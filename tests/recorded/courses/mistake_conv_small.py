import torch
import torch.nn as nn
nn.Conv2d(1, 8, 5)(torch.zeros(1, 1, 3, 3))
