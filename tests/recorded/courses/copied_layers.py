import torch, torch.nn as nn, copy
torch.manual_seed(0)
class Block(nn.Module):
    def __init__(self, d, act=None):
        super().__init__()
        self.fc = nn.Linear(d, d)
        self.act = act or (lambda x: torch.relu(x))
        self.notes = {'kind': Block, 'calls': []}
    def forward(self, x, *args, **kwargs):
        self.notes['calls'].append(1)
        return self.act(self.fc(x))
enc = nn.TransformerEncoder(Block(2), 2, enable_nested_tensor=False)
print(enc, enc.layers[0].fc.weight is enc.layers[1].fc.weight, torch.equal(enc.layers[0].fc.weight, enc.layers[1].fc.weight))
b = Block(2); c = copy.deepcopy(b); c(torch.ones(1, 2))
print(b.notes['calls'], c.notes['calls'], c.notes['kind'] is Block)
avg = torch.optim.swa_utils.AveragedModel(b)
avg.update_parameters(b)
print(avg)
