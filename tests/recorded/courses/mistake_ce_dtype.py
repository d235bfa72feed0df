import torch
import torch.nn as nn
out = torch.randn(4, 3)
target = torch.tensor([0., 1., 2., 1.])
print(nn.CrossEntropyLoss()(out, target))
