import torch
sd = torch.nn.Linear(2, 1).state_dict()
print(sd['weights'])
