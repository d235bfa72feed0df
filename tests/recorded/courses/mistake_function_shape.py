import torch
class F(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x.sum()
    @staticmethod
    def backward(ctx, g):
        return torch.ones(5)
x = torch.ones(3, requires_grad=True)
F.apply(x).backward()
