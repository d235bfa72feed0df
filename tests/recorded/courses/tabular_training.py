import torch, numpy as np
from torch import nn
from torch.utils.data import TensorDataset, DataLoader, Dataset
torch.manual_seed(42); np.random.seed(42)
X = np.random.randn(30, 4).astype(np.float32); y = (X[:, 0] + X[:, 1] > 0).astype(np.int64)
mean, std = X.mean(axis=0), X.std(axis=0)
X = (X - mean) / std
idx = np.random.permutation(len(X)); tr, te = idx[:24], idx[24:]
print(tr[:5], X[tr].shape, y[te])
ds = TensorDataset(torch.from_numpy(X[tr]), torch.from_numpy(y[tr]))
dl = DataLoader(ds, batch_size=8, shuffle=True)
class MLP(nn.Module):
    def __init__(self, sizes, act=nn.ReLU):
        super().__init__()
        layers = []
        for i, (a, b) in enumerate(zip(sizes[:-1], sizes[1:])):
            layers += [nn.Linear(a, b)] + ([act()] if i < len(sizes) - 2 else [])
        self.net = nn.Sequential(*layers)
    def forward(self, x): return self.net(x)
model = MLP([4, 8, 2]); crit = nn.CrossEntropyLoss(); opt = torch.optim.Adam(model.parameters(), lr=0.01)
history = {'loss': [], 'acc': []}
best, patience, wait = float('inf'), 2, 0
for epoch in range(5):
    model.train(); running, correct, n = 0.0, 0, 0
    for xb, yb in dl:
        opt.zero_grad(); out = model(xb); loss = crit(out, yb); loss.backward()
        total_norm = nn.utils.clip_grad_norm_(model.parameters(), max_norm=1.0)
        opt.step()
        running += loss.item() * xb.size(0); correct += (out.argmax(1) == yb).sum().item(); n += xb.size(0)
    history['loss'].append(running / n); history['acc'].append(correct / n)
    model.eval()
    with torch.inference_mode():
        vl = crit(model(torch.tensor(X[te])), torch.tensor(y[te])).item()
    print(f"Epoch {epoch+1:02d} | loss {running/n:.4f} | acc {correct/n:.2%} | val {vl:.4f} | gn {total_norm:.3f}")
    if vl < best: best, wait, state = vl, 0, {k: v.clone() for k, v in model.state_dict().items()}
    else:
        wait += 1
        if wait >= patience: print("Early stopping"); break
model.load_state_dict(state)
pred = model(torch.tensor(X[te])).argmax(dim=1).numpy()
cm = np.zeros((2, 2), dtype=int)
for t, p in zip(y[te], pred): cm[t, p] += 1
print(cm, (pred == y[te]).mean(), history['acc'])
