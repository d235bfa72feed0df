import torch
x = torch.Tensor(2, 3).fill_(1)
print(x.long() / 2, x.int() // 2)
print(torch.tensor(5) / 2, torch.tensor(5) // 2)
x.long().mean()
