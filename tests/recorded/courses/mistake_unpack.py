import torch
a, b, c = torch.ones(2, 3)
