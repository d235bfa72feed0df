import torch
from torch import nn
import torch.nn.functional as F

def show(make):
    try:
        print(make())
    except Exception as error:
        print(type(error).__name__, error)

# embeddings
torch.manual_seed(0)
e = nn.Embedding(5, 3, padding_idx=0)
print(e, e.weight)
out = e(torch.tensor([[0, 1, 1], [4, 0, 2]])); print(out, out.shape)
out.sum().backward(); print(e.weight.grad)
show(lambda: e(torch.tensor([5])))
show(lambda: e(torch.tensor([-1])))
show(lambda: e(torch.tensor([1.])))
show(lambda: e([1, 2]))
show(lambda: e.weight[torch.tensor([7])])
show(lambda: nn.Embedding(3, 2, padding_idx=5))
show(lambda: nn.Embedding.from_pretrained(torch.ones(2)))
pre = nn.Embedding.from_pretrained(torch.arange(6.).view(3, 2)); print(pre, pre.weight.requires_grad, pre(torch.tensor(1)))
s = nn.Embedding(3, 2, max_norm=1.); print(s(torch.tensor([0, 1])).norm(dim=1), s)
b = nn.EmbeddingBag(4, 2, mode='mean'); print(b, b(torch.tensor([0, 1, 2, 3]), torch.tensor([0, 2])))

oh = F.one_hot(torch.tensor([0, 2]), 4); print(oh, oh.dtype, F.one_hot(torch.tensor([1, 0])))
show(lambda: F.one_hot(torch.tensor([3]), 2))
show(lambda: F.one_hot(torch.tensor([1.])))
show(lambda: F.one_hot(torch.tensor([-1])))
w = torch.randn(5, 3, requires_grad=True)
print(F.embedding(torch.tensor([1]), w), F.embedding(torch.tensor([1]), w).grad_fn)
print(e.num_embeddings, e.embedding_dim, e.padding_idx, e.extra_repr())
