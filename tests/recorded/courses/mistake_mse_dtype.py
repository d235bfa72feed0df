import torch
import torch.nn as nn
lin = nn.Linear(2, 1)
x = torch.tensor([[1, 2], [3, 4]])
print(lin(x))
