import torch
from torch.autograd import Function
class MulConstant(Function):
    @staticmethod
    def forward(tensor, constant):
        return tensor * constant
    @staticmethod
    def setup_context(ctx, inputs, output):
        # ctx is a context object that can be used to stash information
        tensor, constant = inputs
        ctx.constant = constant
    @staticmethod
    def backward(ctx, grad_output):
        # We return as many input gradients as there were arguments.
        return grad_output * ctx.constant, None
x = torch.tensor([1., 2.], requires_grad=True)
y = MulConstant.apply(x, 5)
print(y)
y.sum().backward()
print(x.grad)
class MyTake(Function):
    @staticmethod
    def forward(ctx, x, ind):
        ctx.set_materialize_grads(False)
        ctx.save_for_backward(x, ind)
        return x.index_select(0, ind), ind * 2
    @staticmethod
    def backward(ctx, g, gi):
        print(g, gi)
        x, ind = ctx.saved_tensors
        return torch.zeros_like(x).index_add_(0, ind, g), None
x = torch.arange(4., requires_grad=True)
a, b = MyTake.apply(x, torch.tensor([0, 2, 2]))
print(a, b)
a.sum().backward()
print(x.grad)
class Inplace(Function):
    @staticmethod
    def forward(ctx, x):
        x_npy = x.add_(1)
        ctx.mark_dirty(x)
        return x
    @staticmethod
    @torch.autograd.function.once_differentiable
    def backward(ctx, grad_output):
        return grad_output
a = torch.tensor(1., requires_grad=True, dtype=torch.double).clone()
b = a * a
print(Inplace.apply(a))
try:
    b.backward()
except RuntimeError as e:
    print(e)
class Sort(Function):
    @staticmethod
    def forward(ctx, x):
        s, i = x.sort()
        ctx.mark_non_differentiable(i)
        ctx.save_for_backward(x, i)
        return s, i
    @staticmethod
    def backward(ctx, g1, g2):
        x, i = ctx.saved_tensors
        gi = torch.zeros_like(x)
        gi.index_add_(0, i, g1)
        return gi
x = torch.tensor([3., 1., 2.], requires_grad=True)
s, i = Sort.apply(x)
print(s, i, i.requires_grad)
(s * torch.tensor([1., 10., 100.])).sum().backward()
print(x.grad)
class Bad(Function):
    @staticmethod
    def forward(ctx, x, y):
        return x * y
    @staticmethod
    def backward(ctx, g):
        return g
try:
    Bad.apply(x, x).sum().backward()
except RuntimeError as e:
    print(e)
Bad()(x, x)
