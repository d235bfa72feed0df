import torch
x = torch.ones(2)
x.requires_gard = True
print(x.requires_gard)
x.foo
