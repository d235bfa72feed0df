# batchnorm & dropout modes
bn = nn.BatchNorm1d(2); x = torch.tensor([[1., 2.], [3., 8.]]); print(bn(x), bn.running_mean, bn.running_var); bn.eval(); print(bn(x)); print(bn.training, bn)
d = nn.Dropout(0.5); torch.manual_seed(3); print(d(torch.ones(10))); d.eval(); print(d(torch.ones(3))); print(F.dropout(torch.ones(5), 0.5, training=False))
