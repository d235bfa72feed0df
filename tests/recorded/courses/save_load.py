import io
import torch
import torch.nn as nn
torch.manual_seed(0)
m = nn.Linear(2, 2)
buf = io.BytesIO()
torch.save(m.state_dict(), buf)
buf.seek(0)
sd = torch.load(buf)
print(sd)
m2 = nn.Linear(2, 2)
print(m2.load_state_dict(sd))
print(torch.equal(m.weight, m2.weight))
buf = io.BytesIO()
torch.save({'epoch': 3, 'model_state_dict': m.state_dict(), 'loss': torch.tensor(0.5)}, buf)
buf.seek(0)
ck = torch.load(buf, weights_only=True)
print(ck['epoch'], ck['loss'])
