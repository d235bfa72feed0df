# weight sharing, gradient accumulation, freezing
shared = nn.Linear(3, 3, bias=False); net = nn.Sequential(shared, nn.ReLU(), shared); print(len(list(net.parameters())), net); net(torch.ones(2, 3)).sum().backward(); print(shared.weight.grad)
for p in net.parameters(): p.requires_grad = False
print(net(torch.ones(1, 3)).requires_grad)
enc = nn.Linear(2, 2); head = nn.Linear(2, 1); opt = torch.optim.SGD(filter(lambda p: p.requires_grad, [*enc.parameters(), *head.parameters()]), lr=.1)
for i in range(4):
    l = head(enc(torch.ones(1, 2)*i)).mean()/4; l.backward()
opt.step(); opt.zero_grad(); print(enc.weight.grad, head.weight)
