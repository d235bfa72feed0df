import math
import torch
from torch import nn
from torch.nn import init
from torch.nn.parameter import Parameter
class Linear(nn.Module):
    __constants__ = ['in_features', 'out_features']
    in_features: int
    out_features: int
    weight: torch.Tensor
    def __init__(self, in_features: int, out_features: int, bias: bool = True, device=None, dtype=None) -> None:
        factory_kwargs = {'device': device, 'dtype': dtype}
        super().__init__()
        self.in_features = in_features
        self.out_features = out_features
        self.weight = Parameter(torch.empty((out_features, in_features), **factory_kwargs))
        if bias:
            self.bias = Parameter(torch.empty(out_features, **factory_kwargs))
        else:
            self.register_parameter('bias', None)
        self.reset_parameters()
    def reset_parameters(self) -> None:
        init.kaiming_uniform_(self.weight, a=math.sqrt(5))
        if self.bias is not None:
            fan_in, _ = init._calculate_fan_in_and_fan_out(self.weight)
            bound = 1 / math.sqrt(fan_in) if fan_in > 0 else 0
            init.uniform_(self.bias, -bound, bound)
    def forward(self, input: torch.Tensor) -> torch.Tensor:
        return nn.functional.linear(input, self.weight, self.bias)
    def extra_repr(self) -> str:
        return f'in_features={self.in_features}, out_features={self.out_features}, bias={self.bias is not None}'
torch.manual_seed(0)
layer = Linear(3, 2)
print(layer, layer.weight, layer.bias)
torch.manual_seed(0)
print(torch.equal(nn.Linear(3, 2).weight, layer.weight))
print(init._calculate_fan_in_and_fan_out(torch.empty(4, 3, 5, 5)), init._calculate_correct_fan(torch.empty(4, 3), 'fan_out'))
for bad in [lambda: init._calculate_fan_in_and_fan_out(torch.empty(3)), lambda: init._calculate_correct_fan(torch.empty(3, 2), 'x')]:
    try: bad()
    except ValueError as e: print(e)
