import torch
import torch.nn as nn
from torch.cuda.amp import autocast, GradScaler
torch.manual_seed(0)
model = nn.Linear(2, 1)
opt = torch.optim.SGD(model.parameters(), lr=0.1)
scaler = GradScaler()
x, y = torch.randn(4, 2), torch.randn(4, 1)
for _ in range(2):
    opt.zero_grad()
    with autocast():
        loss = nn.functional.mse_loss(model(x), y)
    scaler.scale(loss).backward()
    scaler.unscale_(opt)
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    scaler.step(opt)
    scaler.update()
    print(loss.item(), scaler.get_scale(), scaler.is_enabled())
