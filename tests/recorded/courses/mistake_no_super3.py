import torch.nn as nn
class Net(nn.Module):
    def __init__(self):
        self.n = 3
    def forward(self, x):
        return x
net = Net()
print(net(1))
