import torch
net = nn.Linear(2, 1)
