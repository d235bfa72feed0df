import torch
torch.zeros(2, 3, dtype=float)
torch.zeros(2, 3, require_grad=True)
