import torch
x = torch.arange(12).view(3, 4)
print(x.t().is_contiguous())
print(x.t().view(12))
