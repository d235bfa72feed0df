import torch
x = torch.tensor([1., -1.])
if x > 0:
    print("positive")
