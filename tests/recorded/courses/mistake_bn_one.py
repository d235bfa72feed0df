import torch
import torch.nn as nn
bn = nn.BatchNorm1d(3)
bn(torch.zeros(1, 3))
