import torch, torch.nn as nn
from torch.nn.utils import spectral_norm, clip_grad_norm_, parameters_to_vector, vector_to_parameters
torch.manual_seed(0)
m = torch.nn.utils.parametrizations.weight_norm(nn.Linear(3, 2))
print(m)
m(torch.ones(1, 3)).sum().backward()
for n, p in m.named_parameters():
    print(n, p.shape, p.grad is not None)
v = parameters_to_vector(nn.Linear(2, 2).parameters())
print(v.shape)
