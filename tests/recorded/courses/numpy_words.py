import torch
x = torch.arange(6.).view(2, 3)
print(x.sum(axis=1), x.mean(axis=0, keepdims=True), x.argmax(axis=1), torch.sum(x, axis=0), torch.softmax(x, axis=1))
print(torch.cat([x, x], axis=1), torch.stack([x, x], axis=0).shape, x.max(axis=1).values, x.std(axis=0), x.squeeze(axis=0).shape)
print(x.any(axis=0), torch.unsqueeze(x, axis=0).shape, x.cumsum(axis=1), torch.sort(x, axis=1, descending=True)[0], x.norm(dim=1))
out = torch.empty(2, 2)
r = torch.mm(x, x.T, out=out)
print(r is out, out)
w = torch.ones(3, requires_grad=True)
b = torch.empty(2)
with torch.no_grad():
    torch.mv(x, w, out=b); print(b)
torch.matmul(x, x.T, out=torch.zeros(3))
torch.mv(x, w, out=b)
