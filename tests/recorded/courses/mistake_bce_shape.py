import torch, torch.nn as nn
nn.BCELoss()(torch.rand(4, 1), torch.ones(4))
