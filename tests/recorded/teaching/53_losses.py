import torch
from torch import nn
import torch.nn.functional as F

def show(make):
    try:
        print(make())
    except Exception as error:
        print(type(error).__name__, error)

# losses
torch.manual_seed(0)
x = torch.randn(3, 4, requires_grad=True); y = torch.tensor([1, 0, 3]); t = torch.rand(3, 4)
for l in [nn.MSELoss(), nn.L1Loss(), nn.SmoothL1Loss(beta=.5), nn.HuberLoss(), nn.BCEWithLogitsLoss(pos_weight=torch.ones(4) * 2), nn.KLDivLoss(reduction='batchmean'), nn.PoissonNLLLoss(), nn.SoftMarginLoss(), nn.MultiLabelSoftMarginLoss()]:
    v = l(x, t); print(l, v); x.grad = None; v.backward(); print(x.grad[0])
for l in [nn.CrossEntropyLoss(), nn.CrossEntropyLoss(label_smoothing=.1), nn.CrossEntropyLoss(weight=torch.arange(4.)), nn.CrossEntropyLoss(ignore_index=0, reduction='sum'), nn.CrossEntropyLoss(reduction='none'), nn.MultiMarginLoss(), nn.NLLLoss()]:
    v = l(x, y); print(l, v); x.grad = None; v.sum().backward(); print(x.grad[0])
print(nn.CrossEntropyLoss()(x, t.softmax(1)), F.nll_loss(F.log_softmax(x, 1), y).grad_fn)
a, p, n = torch.randn(3, 2, 5)
print(nn.TripletMarginLoss()(a, p, n), nn.CosineEmbeddingLoss()(a, p, torch.tensor([1, -1])), nn.MarginRankingLoss()(a, p, torch.ones(2, 5)), nn.HingeEmbeddingLoss()(a, torch.ones(2, 5)), nn.GaussianNLLLoss()(a, p, n.abs()))
show(lambda: nn.MSELoss()(x, torch.ones(3)))
show(lambda: F.mse_loss(x, torch.ones(4, 4)))
show(lambda: F.cross_entropy(x, torch.tensor([1, 2])))
show(lambda: F.cross_entropy(x, torch.tensor([1, 2, 4])))
show(lambda: F.cross_entropy(x, torch.tensor([1., 2., 3.])))
show(lambda: F.cross_entropy(x, torch.tensor([1, 2, 3], dtype=torch.int32)))
show(lambda: F.cross_entropy(x, torch.tensor([[1], [2], [3]])))
show(lambda: F.cross_entropy(x[0], torch.tensor(2)))
show(lambda: F.cross_entropy(x.long(), y))
show(lambda: F.binary_cross_entropy(x, t))
show(lambda: F.binary_cross_entropy(x.sigmoid(), t[:2]))
show(lambda: F.binary_cross_entropy(x.sigmoid(), y))
show(lambda: F.binary_cross_entropy_with_logits(x, y))
show(lambda: F.binary_cross_entropy_with_logits(x, t.double()))
show(lambda: F.nll_loss(x, torch.tensor([-1, 0, 1])))
show(lambda: F.mse_loss(x, t, reduction='avg'))
show(lambda: F.mse_loss(x, t.double()))
show(lambda: F.l1_loss(x, 3))
show(lambda: F.kl_div(x, t))
show(lambda: F.nll_loss(x, y.float()))
show(lambda: nn.CrossEntropyLoss(weight=torch.ones(3))(x, y))
show(lambda: F.cross_entropy(x, y, reduction='foo'))
show(lambda: F.mse_loss(torch.tensor([1]), torch.tensor([2])))
show(lambda: F.huber_loss(x, t, delta=-1))
show(lambda: F.smooth_l1_loss(x, t, beta=-1))
show(lambda: nn.MSELoss(size_average=False)(x, t))
show(lambda: F.cosine_similarity(a, p))
show(lambda: F.pairwise_distance(a, p))
show(lambda: F.cross_entropy(torch.randn(2, 3, 4), torch.randint(3, (2, 4))))
