import torch
import torch.nn.functional as F
pred = torch.zeros(4, 1, requires_grad=True)
y = torch.ones(4)
loss = F.mse_loss(pred, y)
print(loss)
F.mse_loss(pred, torch.ones(3))
