import torch
import torch.nn.functional as F
logits = torch.zeros(2, 3)
F.nll_loss(F.log_softmax(logits, 1), torch.tensor([0., 1.]))
