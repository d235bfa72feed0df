import torch, torch.nn as nn

def show(make):
    try:
        print(make())
    except Exception as error:
        print(type(error).__name__, error)

# init zoo + fan
torch.manual_seed(7)
w = torch.empty(3, 4)
for f in [lambda: nn.init.uniform_(w), lambda: nn.init.normal_(w, 1, 2), lambda: nn.init.constant_(w, .3), lambda: nn.init.ones_(w), lambda: nn.init.eye_(w), lambda: nn.init.xavier_normal_(w, gain=nn.init.calculate_gain('relu')), lambda: nn.init.kaiming_uniform_(w, a=5 ** .5), lambda: nn.init.kaiming_normal_(w, mode='fan_out', nonlinearity='relu'), lambda: nn.init.trunc_normal_(w, std=.02), lambda: nn.init.orthogonal_(w), lambda: nn.init.sparse_(w, .5), lambda: nn.init.dirac_(torch.empty(2, 2, 3))]:
    print(f())
show(lambda: nn.init.xavier_uniform_(torch.empty(3)))
show(lambda: nn.init.calculate_gain('foo'))
show(lambda: (nn.init.calculate_gain('leaky_relu', .2), nn.init.calculate_gain('tanh'), nn.init.calculate_gain('selu')))
show(lambda: nn.init.kaiming_normal_(w, mode='x'))
show(lambda: nn.init.eye_(torch.empty(3)))
show(lambda: nn.init.orthogonal_(torch.empty(3)))
show(lambda: nn.init.dirac_(torch.empty(3, 3)))
show(lambda: nn.init.xavier_normal(w))
for L in (nn.Linear(3, 2), nn.Conv2d(2, 3, 3), nn.Embedding(3, 2), nn.LSTM(2, 3), nn.BatchNorm1d(2), nn.LayerNorm(3), nn.ConvTranspose2d(1, 2, 2), nn.GRUCell(2, 2), nn.MultiheadAttention(4, 2), nn.Bilinear(2, 3, 1), nn.PReLU(), nn.Conv1d(1, 2, 3), nn.TransformerEncoderLayer(4, 2, 4)):
    print(type(L).__name__, [(n, round(p.sum().item(), 4)) for n, p in L.named_parameters()])
l = nn.Linear(2, 2); l.reset_parameters(); print(l.weight)
b = nn.Bilinear(2, 3, 1); print(b(torch.ones(2, 2), torch.ones(2, 3)), b)
