import torch
x = torch.ones(2, requires_grad=True)
los = (x * 2).sum()
loss.backward()
