# init
torch.manual_seed(1)
for f in (nn.init.xavier_uniform_, nn.init.xavier_normal_, nn.init.kaiming_uniform_, nn.init.kaiming_normal_, nn.init.orthogonal_, nn.init.eye_, nn.init.zeros_, nn.init.ones_, nn.init.normal_, nn.init.uniform_, nn.init.trunc_normal_): print(f.__name__, f(torch.empty(2, 3)))
print(nn.init.calculate_gain('relu'), nn.init.constant_(torch.empty(2), 0.3), nn.init.sparse_(torch.empty(3, 3), 0.5), nn.init.dirac_(torch.empty(2, 2, 3)))
def init_weights(m):
    if isinstance(m, nn.Linear): nn.init.constant_(m.weight, 0.5); m.bias.data.fill_(0.01)
net = nn.Sequential(nn.Linear(2, 2), nn.ReLU(), nn.Linear(2, 1)); net.apply(init_weights); print(net[0].weight, net(torch.ones(1, 2)))
