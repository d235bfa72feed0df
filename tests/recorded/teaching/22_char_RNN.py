# char RNN
text = "hello world"; chars = sorted(set(text)); stoi = {c: i for i, c in enumerate(chars)}
data = torch.tensor([stoi[c] for c in text])
class CharRNN(nn.Module):
    def __init__(self, v, h):
        super().__init__(); self.emb = nn.Embedding(v, 8); self.rnn = nn.GRU(8, h, batch_first=True); self.out = nn.Linear(h, v)
    def forward(self, x, h=None):
        o, h = self.rnn(self.emb(x), h); return self.out(o), h
m = CharRNN(len(chars), 12); opt = torch.optim.Adam(m.parameters(), 0.02)
for i in range(10):
    logits, _ = m(data[:-1].unsqueeze(0)); loss = F.cross_entropy(logits.squeeze(0), data[1:])
    opt.zero_grad(); loss.backward(); opt.step()
    if i % 3 == 0: print(i, f"{loss.item():.4f}")
h = None; x = data[:1].unsqueeze(0); out = []
for _ in range(6):
    l, h = m(x, h); x = torch.multinomial(F.softmax(l[:, -1], -1), 1); out.append(x.item())
print(out)
