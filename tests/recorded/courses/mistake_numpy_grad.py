import torch
x = torch.ones(3, requires_grad=True)
print((x * 2).detach().numpy())
print((x * 2).numpy())
