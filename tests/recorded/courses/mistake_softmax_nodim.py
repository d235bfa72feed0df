import torch
import torch.nn.functional as F
import torch.nn as nn
x = torch.zeros(2, 3)
print(F.softmax(x))
print(nn.Softmax()(x))
print(F.log_softmax(x))
