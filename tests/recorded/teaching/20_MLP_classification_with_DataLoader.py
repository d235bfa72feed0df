# MLP classification with DataLoader
from torch.utils.data import TensorDataset, DataLoader
X = torch.randn(60, 2); Y = (X[:,0]*X[:,1] > 0).long()
dl = DataLoader(TensorDataset(X, Y), batch_size=16, shuffle=True)
model = nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Dropout(0.2), nn.Linear(16, 2))
opt = torch.optim.Adam(model.parameters(), lr=0.01); loss_fn = nn.CrossEntropyLoss()
for epoch in range(3):
    model.train(); total = 0.
    for xb, yb in dl:
        opt.zero_grad(); loss = loss_fn(model(xb), yb); loss.backward(); opt.step(); total += loss.item()*len(xb)
    model.eval()
    with torch.no_grad(): acc = (model(X).argmax(1) == Y).float().mean()
    print(epoch, round(total/len(X), 4), acc)
print(model); print(opt); print(sum(p.numel() for p in model.parameters()))
