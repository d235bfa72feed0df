import torch, torch.nn as nn
from torch.nn.utils import spectral_norm
torch.manual_seed(0)
m = spectral_norm(nn.Linear(3, 2))
y = m(torch.ones(1, 3))
y.sum().backward()
print(m, [n for n, _ in m.named_parameters()], m.weight_orig.grad is not None)
print(torch.linalg.matrix_norm(m.weight.detach(), 2) < 1.5)
n = torch.nn.utils.weight_norm(nn.Linear(2, 2))
print([k for k, _ in n.named_parameters()])
