import torch, torch.nn as nn
m = nn.Module()
m.weight = nn.Parameter(torch.zeros(1))
m.weight = torch.ones(1)
