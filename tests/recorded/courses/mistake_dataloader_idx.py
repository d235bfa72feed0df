import torch
from torch.utils.data import Dataset, DataLoader
class D(Dataset):
    def __init__(self): self.x = torch.ones(3)
    def __getitem__(self, i): return self.x[i]
for b in DataLoader(D(), batch_size=2): print(b)
