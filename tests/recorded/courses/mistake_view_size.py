import torch
x = torch.zeros(2, 3)
x.view(4, 2)
