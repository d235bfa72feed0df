import torch
import torch.nn as nn
model = nn.Sequential(nn.Linear(10, 5), nn.ReLU(), nn.Linear(4, 1))
x = torch.randn(3, 10)
print(model[0](x).shape)
y = model(x)
print(y)
