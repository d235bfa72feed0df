import torch
x = torch.ones(2)
torch.autograd.grad((x * 2).sum(), x)
