# containers
d = nn.ModuleDict({'a': nn.Linear(1, 1), 'b': nn.ReLU()}); l = nn.ModuleList([nn.Linear(2, 2) for _ in range(3)]); p = nn.ParameterList([nn.Parameter(torch.ones(2)) for _ in range(2)]); q = nn.ParameterDict({'x': nn.Parameter(torch.zeros(1))}); print(d, l, p, q, list(d), len(l), l[-1], l[0:2]); l.append(nn.Identity()); print(l); s = nn.Sequential(); s.add_module('fc', nn.Linear(1, 1)); s.append(nn.ReLU()); print(s, s.fc, s[1])
from collections import OrderedDict
print(nn.Sequential(OrderedDict([('c', nn.Conv1d(1, 2, 3)), ('r', nn.ReLU())])))
