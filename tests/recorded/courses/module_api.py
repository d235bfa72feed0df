import torch
import torch.nn as nn
from collections import OrderedDict
torch.manual_seed(0)
m = nn.Sequential(OrderedDict([('conv', nn.Conv2d(1, 2, 3)), ('relu', nn.ReLU()), ('pool', nn.AdaptiveMaxPool2d(1)), ('flat', nn.Flatten()), ('fc', nn.Linear(2, 2))]))
print(m, m.conv, m[0], m[-1], len(m), m[1:3])
print([n for n, _ in m.named_modules()], [n for n, _ in m.named_children()], list(m.state_dict().keys()))
print(m.get_submodule('fc'), m.get_parameter('fc.bias'), 'conv' in dict(m.named_modules()))
m.add_module('drop', nn.Dropout(0.3)); m.append(nn.Softmax(dim=-1))
print(m)
m.eval(); print(m.training, m.drop.training); m.train()
for p in m.parameters(): p.requires_grad_(False)
print(any(p.requires_grad for p in m.parameters()))
m.requires_grad_(True)
print(m.double().fc.weight.dtype, m.float().fc.weight.dtype, m.half().fc.bias.dtype)
m.float()
d = nn.ModuleDict({'a': nn.Linear(1, 1), 'b': nn.Identity()})
d['c'] = nn.Tanh()
print(d, list(d.keys()), 'a' in d, d['b'](5))
l = nn.ModuleList([nn.Linear(i + 1, i + 2) for i in range(3)])
l.append(nn.Linear(4, 1)); l.insert(0, nn.ReLU()); l.extend([nn.GELU()])
print(l, len(l), l[1:3])
pl = nn.ParameterList([nn.Parameter(torch.zeros(2)), torch.ones(1)]); print(pl)
pd = nn.ParameterDict({'w': nn.Parameter(torch.ones(1, 2))}); print(pd, list(pd.items()))
class Counter(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer('steps', torch.tensor(0))
        self.register_buffer('tmp', torch.zeros(1), persistent=False)
        self.register_parameter('none', None)
        self.scale = nn.Parameter(torch.tensor(2.))
    def forward(self, x):
        self.steps += 1
        return x * self.scale
    def extra_repr(self): return f'scale={self.scale.item()}'
c = Counter(); c(torch.ones(1)); c(torch.ones(1))
print(c, c.state_dict(), dict(c.named_buffers()), c.none)
c2 = Counter(); r = c2.load_state_dict({'steps': torch.tensor(9)}, strict=False); print(r, r.missing_keys, c2.steps)
try: c2.load_state_dict({'bogus': torch.tensor(1)})
except RuntimeError as e: print(e)
def init(mod):
    if isinstance(mod, nn.Linear):
        nn.init.xavier_uniform_(mod.weight); nn.init.zeros_(mod.bias)
print(l.apply(init) is l, l[1].bias)
print(nn.Bilinear(2, 3, 4), nn.Conv1d(1, 2, 3, padding='same'), nn.ConvTranspose2d(1, 2, 2), nn.GRU(2, 3, bidirectional=True), nn.LayerNorm(3), nn.GroupNorm(2, 4), nn.Embedding(3, 2, padding_idx=0), nn.MultiheadAttention(4, 2), nn.PReLU(), nn.Hardtanh(), nn.Softplus(), nn.Threshold(0.1, 20), nn.RReLU(), nn.SiLU(), nn.PixelShuffle(2), nn.ZeroPad2d(1), nn.Unflatten(1, (2, 2)), nn.CrossEntropyLoss(label_smoothing=0.1), nn.HuberLoss())
del m.drop
print('drop' in m._modules, hasattr(m, 'drop'))
c.zero_grad(); print(c.scale.grad)
print(c.__class__.__name__, type(c).__name__, c._get_name(), nn.Linear.__name__, isinstance(c, nn.Module), issubclass(Counter, nn.Module))
