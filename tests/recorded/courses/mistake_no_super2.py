import torch
import torch.nn as nn
class Net(nn.Module):
    def __init__(self):
        self.n = 3
        self.w = nn.Parameter(torch.zeros(2))
net = Net()
