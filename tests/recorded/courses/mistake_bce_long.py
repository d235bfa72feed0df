import torch
import torch.nn as nn
p = torch.sigmoid(torch.zeros(3))
y = torch.tensor([0, 1, 1])
nn.BCELoss()(p, y)
