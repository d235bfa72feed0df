import torch.nn as nn
a = nn.Sequential(nn.Linear(2, 3))
b = nn.Sequential(nn.Linear(2, 4), nn.Linear(4, 1))
b.load_state_dict(a.state_dict())
