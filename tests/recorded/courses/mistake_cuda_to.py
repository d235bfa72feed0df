import torch
model = torch.nn.Linear(2, 2)
print(next(model.parameters()).device)
model.to("cuda")
