import torch
import torch.nn as nn
model = nn.Sequential(nn.Conv2d(1, 2, 3), nn.ReLU(), nn.Linear(2 * 6 * 6, 10))
model(torch.zeros(4, 1, 8, 8))
