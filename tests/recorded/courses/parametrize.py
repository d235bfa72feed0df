import torch
import torch.nn as nn
import torch.nn.utils.parametrize as parametrize
class Symmetric(nn.Module):
    def forward(self, X):
        return X.triu() + X.triu(1).transpose(-1, -2)
layer = nn.Linear(3, 3)
parametrize.register_parametrization(layer, "weight", Symmetric())
print(layer)
print(torch.allclose(layer.weight, layer.weight.T))
print(layer.parametrizations)
print(parametrize.is_parametrized(layer))
parametrize.remove_parametrizations(layer, "weight")
print(layer)
