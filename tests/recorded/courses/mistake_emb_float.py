import torch
import torch.nn as nn
emb = nn.Embedding(5, 2)
emb(torch.tensor([1., 2.]))
