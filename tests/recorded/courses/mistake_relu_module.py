import torch
import torch.nn as nn
x = torch.randn(3)
y = nn.ReLU(x)
print(y + 1)
