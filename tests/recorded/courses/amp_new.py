import torch
device = 'cuda' if torch.cuda.is_available() else 'cpu'
use_amp = device == 'cuda'
scaler = torch.amp.GradScaler(device, enabled=use_amp)
x = torch.ones(2, requires_grad=True)
with torch.autocast(device_type=device, dtype=torch.float16, enabled=use_amp):
    y = (x * 2).sum()
scaler.scale(y).backward()
print(x.grad, scaler.state_dict())
with torch.amp.autocast('cuda'):
    z = x @ x
print(z, torch.is_autocast_enabled())
@torch.autocast('cpu', enabled=False)
def f(x): return x * 2
print(f(x))
