import torch, copy
x = torch.ones(1, requires_grad=True)
copy.deepcopy(x * 2)
