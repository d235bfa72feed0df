import torch
torch.nn.Linaer(2, 3)
