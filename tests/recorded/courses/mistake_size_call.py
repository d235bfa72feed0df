import torch
x = torch.zeros(2, 3)
print(x.size[0])
