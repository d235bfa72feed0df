import torch
import torch.nn as nn
class STEFunction(torch.autograd.Function):
    @staticmethod
    def forward(ctx, input):
        return (input > 0).float()
    @staticmethod
    def backward(ctx, grad_output):
        return nn.functional.hardtanh(grad_output)
class StraightThroughEstimator(nn.Module):
    def forward(self, x):
        return STEFunction.apply(x)
class ReverseLayerF(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, alpha):
        ctx.alpha = alpha
        return x.view_as(x)
    @staticmethod
    def backward(ctx, grad_output):
        output = grad_output.neg() * ctx.alpha
        return output, None
x = torch.tensor([-1., 0.5, 2.], requires_grad=True)
ste = StraightThroughEstimator()
y = ste(x)
print(y, y.grad_fn)
(3 * y).sum().backward()
print(x.grad)
x.grad.zero_()
ReverseLayerF.apply(x, 0.5).sum().backward()
print(x.grad)
q = x + (torch.round(x) - x).detach()
x.grad = None
(q ** 2).sum().backward()
print(q, x.grad)
print(STEFunction, ReverseLayerF.apply(x, 1).grad_fn.name())
