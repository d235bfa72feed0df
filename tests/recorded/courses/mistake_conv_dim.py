import torch
import torch.nn as nn
conv = nn.Conv2d(1, 8, 3)
conv(torch.zeros(8, 8))
