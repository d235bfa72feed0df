import torch
import torch.nn as nn
nn.BCELoss()(torch.tensor([1.5, 0.2]), torch.tensor([1., 0.]))
