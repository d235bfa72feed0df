# LSTM time series
m = nn.LSTM(1, 8, num_layers=2, dropout=0.1, batch_first=True); head = nn.Linear(8, 1)
opt = torch.optim.RMSprop([*m.parameters(), *head.parameters()], lr=0.01)
t = torch.linspace(0, 6.28, 30); s = torch.sin(t)
xs = torch.stack([s[i:i+10] for i in range(20)]).unsqueeze(-1); ys = s[10:].unsqueeze(-1)
for i in range(3):
    o, (h, c) = m(xs); loss = F.mse_loss(head(o[:, -1]), ys); opt.zero_grad(); loss.backward(); opt.step(); print(loss)
print(h.shape, c.shape, {n: tuple(p.shape) for n, p in m.named_parameters()})
