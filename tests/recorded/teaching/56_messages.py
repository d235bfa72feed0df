import torch, torch.nn as nn, torch.nn.functional as F

def show(make):
    try:
        print(make())
    except Exception as error:
        print(type(error).__name__, error)

# GNN message passing
torch.manual_seed(0)
edge = torch.tensor([[0, 1, 1, 2, 3], [1, 0, 2, 1, 2]]); x = torch.randn(4, 3, requires_grad=True)
class GCN(nn.Module):
    def __init__(self, i, o): super().__init__(); self.lin = nn.Linear(i, o, bias=False); self.bias = nn.Parameter(torch.zeros(o))
    def forward(self, x, e):
        r, c = torch.cat([e, torch.arange(x.size(0)).repeat(2, 1)], 1); x = self.lin(x)
        deg = torch.zeros(x.size(0)).scatter_add_(0, c, torch.ones(c.size(0))); dis = deg.pow(-.5); dis[dis == float('inf')] = 0
        norm = dis[r] * dis[c]
        return torch.zeros_like(x).index_add_(0, c, norm.view(-1, 1) * x[r]) + self.bias
g = GCN(3, 2); out = g(x, edge); print(g, out, out.grad_fn); out.pow(2).sum().backward(); print(x.grad, g.lin.weight.grad)
att = torch.randn(5); idx = edge[1]; mx = torch.full((4,), -1e9).scatter_reduce(0, idx, att, 'amax'); ex = (att - mx[idx]).exp(); print(ex / torch.zeros(4).index_add(0, idx, ex)[idx])
A = torch.zeros(4, 4); A[edge[0], edge[1]] = 1; L = torch.diag(A.sum(1)) - A; print(L, A.nonzero().T)
mean = torch.zeros(4, 3).scatter_reduce_(0, idx.unsqueeze(1).expand(-1, 3), x[edge[0]], reduce='mean', include_self=False); print(mean, mean.grad_fn)
show(lambda: torch.zeros(3).index_add_(0, torch.tensor([0, 1]), torch.ones(3)))
show(lambda: torch.zeros(2, 3).scatter_(0, torch.tensor([0, 1]), 1.))
show(lambda: torch.zeros(3).scatter_add_(0, torch.tensor([0, 1]), torch.ones(2).double()))
show(lambda: torch.zeros(2, 3).gather(1, torch.tensor([[0], [3]])))
show(lambda: torch.zeros(2, 3).take_along_dim(torch.tensor([[0], [2]]), 1))
show(lambda: torch.zeros(2, 3).index_select(2, torch.tensor([0])))
show(lambda: x.index_put_((torch.tensor([0]),), torch.tensor(1.)))
