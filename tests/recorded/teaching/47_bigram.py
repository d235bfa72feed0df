import torch
import torch.nn as nn
import torch.nn.functional as F
# 14. Karpathy bigram / makemore
words = ['emma', 'olivia', 'ava', 'isabella', 'sophia', 'mia']
chars = sorted(list(set(''.join(words))))
stoi = {s: i + 1 for i, s in enumerate(chars)}; stoi['.'] = 0
itos = {i: s for s, i in stoi.items()}
N = torch.zeros((len(stoi), len(stoi)), dtype=torch.int32)
xs, ys = [], []
for w in words:
    chs = ['.'] + list(w) + ['.']
    for c1, c2 in zip(chs, chs[1:]):
        N[stoi[c1], stoi[c2]] += 1
        xs.append(stoi[c1]); ys.append(stoi[c2])
print(N)
g = torch.Generator().manual_seed(2147483647)
P = (N + 1).float(); P /= P.sum(1, keepdim=True)
print(P[0], P.sum(1))
for i in range(3):
    out = []; ix = 0
    while True:
        ix = torch.multinomial(P[ix], num_samples=1, replacement=True, generator=g).item()
        out.append(itos[ix])
        if ix == 0: break
    print(''.join(out))
xs = torch.tensor(xs); ys = torch.tensor(ys)
W = torch.randn((len(stoi), len(stoi)), generator=g, requires_grad=True)
for k in range(20):
    xenc = F.one_hot(xs, num_classes=len(stoi)).float()
    logits = xenc @ W
    counts = logits.exp()
    probs = counts / counts.sum(1, keepdims=True)
    loss = -probs[torch.arange(len(xs)), ys].log().mean() + 0.01 * (W ** 2).mean()
    W.grad = None
    loss.backward()
    W.data += -50 * W.grad
print(loss.item(), loss)
print(g.initial_seed(), g.get_state()[:8], g.device)
