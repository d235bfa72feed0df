import torch.nn as nn
nn.MultiheadAttention(10, 3)
