import torch
print(torch.linalg.inv(torch.zeros(2, 2)))
