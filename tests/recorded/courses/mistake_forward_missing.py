import torch
import torch.nn as nn
class Net(nn.Module):
    def __init__(self):
        super().__init__()
    def foward(self, x):
        return x
Net()(torch.ones(1))
