for l in (nn.MarginRankingLoss(0.2),nn.HingeEmbeddingLoss(),nn.CosineEmbeddingLoss(0.1),nn.TripletMarginLoss(),nn.PoissonNLLLoss(),nn.MultiMarginLoss()):
    print(l)
a,b,c=(torch.randn(3,4,requires_grad=True) for _ in range(3))
for loss in (nn.MarginRankingLoss(0.2)(a,b,torch.ones(3,4)), nn.HingeEmbeddingLoss()(a,torch.ones(3,4)), nn.CosineEmbeddingLoss(0.1)(a,b,torch.tensor([1,-1,1])), nn.TripletMarginLoss()(a,b,c), nn.PoissonNLLLoss()(a,c.detach().abs()), nn.MultiMarginLoss()(a,torch.tensor([0,1,3])), nn.MultiLabelMarginLoss()(a,torch.tensor([[0,1,-1,2],[3,-1,0,0],[1,2,3,0]])), nn.GaussianNLLLoss()(a,b,torch.ones(3,1)), nn.TripletMarginWithDistanceLoss(distance_function=nn.PairwiseDistance())(a,b,c), nn.CosineSimilarity(1)(a,b).sum()):
    print(loss); loss.backward(); print(a.grad); a.grad=None
