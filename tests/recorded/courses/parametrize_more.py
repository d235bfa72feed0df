import torch
import torch.nn as nn
import torch.nn.utils.parametrize as parametrize
def symmetric(X):
    return X.triu() + X.triu(1).transpose(-1, -2)
class Symmetric(nn.Module):
    def forward(self, X):
        return X.triu() + X.triu(1).transpose(-1, -2)
    def right_inverse(self, A):
        return A.triu()
class Skew(nn.Module):
    def forward(self, X):
        A = X.triu(1)
        return A - A.transpose(-1, -2)
torch.manual_seed(0)
layer = nn.Linear(3, 3)
parametrize.register_parametrization(layer, "weight", Symmetric())
print(f"Parametrized layer:\n{layer}")
A = torch.rand(3, 3); A = A + A.T
layer.weight = A
print(torch.allclose(layer.weight, A), [n for n, _ in layer.named_parameters()])
layer(torch.ones(1, 3)).sum().backward()
print(layer.parametrizations.weight.original.grad)
print(layer.parametrizations["weight"][0], type(layer).__name__, isinstance(layer, nn.Linear))
class MatrixExponential(nn.Module):
    def forward(self, X):
        return torch.matrix_exp(X)
lo = nn.Linear(3, 3)
parametrize.register_parametrization(lo, "weight", Skew())
parametrize.register_parametrization(lo, "weight", MatrixExponential())
X = lo.weight
print(torch.dist(X.T @ X, torch.eye(3)) < 1e-5, lo)
class Mine(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.ones(2, 2))
        self.register_buffer('b', torch.ones(2))
    def forward(self, x): return x @ self.w + self.b
m = Mine()
parametrize.register_parametrization(m, "w", Skew())
parametrize.register_parametrization(m, "b", nn.Softplus())
print(m.w, m.b, m(torch.ones(1, 2)), list(m.state_dict()))
opt = torch.optim.SGD(m.parameters(), lr=0.1)
m(torch.ones(1, 2)).pow(2).sum().backward(); opt.step()
print(m.w)
parametrize.remove_parametrizations(m, "w", leave_parametrized=False); parametrize.remove_parametrizations(m, "b")
print(m.w, list(m.state_dict()), parametrize.is_parametrized(m))
try: parametrize.register_parametrization(m, "nope", Skew())
except ValueError as e: print(e)
class Bad(nn.Module):
    def forward(self, X): return X[:1]
parametrize.register_parametrization(m, "w", Bad())
