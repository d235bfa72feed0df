import torch, torch.nn as nn
rnn = nn.GRU(4, 8)
rnn(torch.zeros(5, 3, 4), torch.zeros(1, 2, 8))
