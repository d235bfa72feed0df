import torch
w = torch.tensor(1.0, requires_grad=True)
for i in range(3):
    loss = (w * 2 - 4) ** 2
    loss.backward()
    print(w.grad)
    w.data -= 0.1 * w.grad
