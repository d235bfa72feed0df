import torch, copy
import torch.nn as nn
model = nn.Linear(2, 1)
e = copy.deepcopy(model)
print(e is model, e.weight is model.weight, e.weight.data_ptr() == model.weight.data_ptr())
s = copy.deepcopy(model.state_dict())
print(s['weight'].data_ptr() == model.weight.data_ptr())
class N(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(2, 1)
        self.k = [1]
m = N(); c = copy.deepcopy(m)
print(c.fc is m.fc, c.fc.weight is m.fc.weight, c.k is m.k)
o = torch.optim.SGD(m.parameters(), 0.1)
o2 = copy.deepcopy(o)
print(o2.param_groups[0]['params'][0] is m.fc.weight)
