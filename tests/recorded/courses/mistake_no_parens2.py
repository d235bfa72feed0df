import torch
x = torch.ones(2, requires_grad=True)
loss = (x * 2).sum()
loss.backward
print(x.grad)
print(loss.item + 1)
