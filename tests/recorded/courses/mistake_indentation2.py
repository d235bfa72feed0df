import torch
for i in range(3):
    x = torch.ones(2)
     y = x * 2
