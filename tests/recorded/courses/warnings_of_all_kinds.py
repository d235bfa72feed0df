import torch
import torch.nn as nn
import torch.nn.functional as F
import warnings
x = torch.ones(2, 3)
F.sigmoid(x); F.tanh(x)
nn.init.xavier_uniform(torch.empty(2, 2))
torch.tensor(torch.ones(2))
y = torch.ones(2, requires_grad=True)
z = torch.tensor(y)
nn.LSTM(2, 2, dropout=0.5)
nn.MSELoss(size_average=False)
F.mse_loss(torch.ones(2, 1), torch.ones(2))
nn.functional.upsample(torch.ones(1, 1, 2, 2), scale_factor=2)
x.T.T; torch.ones(2, 2, 2).T
nn.utils.clip_grad_norm([y], 1.0)
with warnings.catch_warnings():
    warnings.simplefilter('ignore')
    F.softmax(x)
warnings.warn("my own")
torch.optim.SGD([y], lr=0.1, weight_decay=0.1)
opt = torch.optim.Adam([y]); s = torch.optim.lr_scheduler.StepLR(opt, 1)
s.step(); print(s.get_lr())
torch.range(0, 3)
torch.std(torch.ones(1))
(y * 2).grad
torch.meshgrid(torch.arange(2), torch.arange(2))
