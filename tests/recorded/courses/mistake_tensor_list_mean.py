import torch
print(torch.stack([1., 2.]))
