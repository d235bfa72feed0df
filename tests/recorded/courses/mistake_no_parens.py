import torch
x = torch.ones(2, requires_grad=True)
loss = (x * 2).sum
print(type(loss).__name__)
loss.backward()
