import torch
x = torch.tensor(3.0, requires_grad=True)
y = x * x
z = y + 1
z.backward()
print(y.grad)
print(x.grad)
