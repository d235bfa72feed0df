import torch
print(torch.zeros(2, dtype=float), torch.ones(1, dtype=int), torch.tensor([1, 0], dtype=bool), torch.arange(3, dtype=float))
x = torch.ones(2)
print(x.to(float), x.to(dtype=int), x.sum(dtype=float), torch.full((1,), 2, dtype=float), x.type(torch.int64), torch.as_tensor([1], dtype=float), torch.zeros_like(x, dtype=int), x.new_zeros(2, dtype=bool))
print(torch.empty(2, dtype=float).dtype, torch.randn(2, dtype=float).dtype, x.type(float) if 0 else '')
x.shape()
