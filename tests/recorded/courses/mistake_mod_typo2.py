import torch
torch.tanhh(torch.ones(1))
