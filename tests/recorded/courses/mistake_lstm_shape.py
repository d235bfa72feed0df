import torch, torch.nn as nn
lstm = nn.LSTM(4, 8)
lstm(torch.zeros(5, 3, 2))
