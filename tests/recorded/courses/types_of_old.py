import torch
import torch.nn.functional as F

torch.manual_seed(1)
ones = torch.ones(10, 2)
left, right = torch.normal(2 * ones, 1), torch.normal(-2 * ones, 1)
x = torch.cat((left, right), 0).type(torch.FloatTensor)
y = torch.cat((torch.zeros(10), torch.ones(10))).type(torch.LongTensor)
print(x.type(), y.type(), y.type(torch.DoubleTensor)[:2], x.type('torch.IntTensor')[0])
print(x.type(torch.FloatTensor) is x, x.type(torch.Tensor).dtype, y.type(dtype=torch.uint8)[-1])
net = torch.nn.Sequential(torch.nn.Linear(2, 10), torch.nn.ReLU(), torch.nn.Linear(10, 2))
optimizer = torch.optim.SGD(net.parameters(), lr=0.02)
for t in range(6):
    out = net(x)
    loss = F.cross_entropy(out, y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    guess = torch.max(out, 1)[1].data.numpy()
    right_ones = float((guess == y.data.numpy()).astype(int).sum()) / float(y.numpy().size)
    print('Accuracy=%.2f' % right_ones, 'loss=%.4f' % loss.item())
tried = [
    lambda: x.type('torch.Nope'),
    lambda: x.type(int),
    lambda: x.type(3),
    lambda: x.to([1]),
    lambda: x.to("cpu", 3.5),
    lambda: x.to(torch.float64, "cpu"),
    lambda: torch.set_default_tensor_type(torch.LongTensor),
    lambda: torch.set_default_tensor_type('Foo'),
    lambda: torch.set_default_tensor_type(torch.float64),
]
for attempt in tried:
    try:
        print(attempt())
    except Exception as error:
        print(type(error).__name__, error)
torch.set_default_tensor_type(torch.DoubleTensor)
print(torch.tensor(1.).dtype, torch.ones(1).type())
torch.set_default_tensor_type('torch.FloatTensor')
