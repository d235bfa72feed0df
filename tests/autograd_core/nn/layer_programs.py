"""Programs on layers: how they print, what their parameters are after a seed, what they refuse."""

REPRS = """
nn.Linear(2, 3); nn.Linear(2, 1, bias=False); nn.Bilinear(2, 3, 4); nn.Identity(3, a=4); nn.LazyLinear(3); nn.LazyLinear(3, bias=False)
nn.Conv1d(2, 4, 3); nn.Conv2d(1, 6, 5); nn.Conv2d(2, 4, (3, 5), stride=2, padding=(1, 2), dilation=2, groups=2, bias=False, padding_mode='reflect'); nn.Conv3d(1, 2, 3); nn.Conv2d(1, 2, 3, padding='same')
nn.ConvTranspose1d(2, 3, 4); nn.ConvTranspose2d(2, 4, 3, stride=2, padding=1, output_padding=1); nn.ConvTranspose3d(1, 1, 2); nn.LazyConv2d(4, 3); nn.LazyConv1d(4, 3, padding=1); nn.LazyConvTranspose2d(3, 2)
nn.BatchNorm1d(3); nn.BatchNorm2d(4, eps=1e-3, momentum=None, affine=False); nn.BatchNorm3d(2, track_running_stats=False); nn.LazyBatchNorm1d(); nn.LazyBatchNorm2d()
nn.InstanceNorm1d(3); nn.InstanceNorm2d(3, affine=True); nn.InstanceNorm3d(2, track_running_stats=True); nn.LayerNorm(3); nn.LayerNorm((2, 3), bias=False); nn.LayerNorm(3, elementwise_affine=False); nn.GroupNorm(2, 4); nn.GroupNorm(2, 4, affine=False); nn.RMSNorm(3); nn.RMSNorm([2, 3], eps=1e-3, elementwise_affine=False); nn.LocalResponseNorm(2)
nn.Dropout(); nn.Dropout(0.2, True); nn.Dropout1d(); nn.Dropout2d(); nn.Dropout3d(0.1); nn.AlphaDropout(); nn.FeatureAlphaDropout()
nn.MaxPool1d(2); nn.MaxPool2d(2, 2); nn.MaxPool2d((2, 3), stride=1, padding=1, ceil_mode=True); nn.MaxPool3d(2); nn.AvgPool1d(2); nn.AvgPool2d(3, stride=2, padding=1); nn.AvgPool3d(2); nn.LPPool1d(2, 3); nn.LPPool2d(2, 3)
nn.AdaptiveAvgPool1d(2); nn.AdaptiveAvgPool2d((1, 1)); nn.AdaptiveAvgPool3d(2); nn.AdaptiveMaxPool1d(2); nn.AdaptiveMaxPool2d((None, 3)); nn.AdaptiveMaxPool3d(1)
nn.Flatten(); nn.Flatten(0, 1); nn.Unflatten(1, (2, 3)); nn.PixelShuffle(2); nn.PixelUnshuffle(2); nn.Upsample(scale_factor=2); nn.Upsample(size=(3, 4), mode='bilinear'); nn.UpsamplingNearest2d(scale_factor=2); nn.UpsamplingBilinear2d(size=4)
nn.ZeroPad1d(1); nn.ZeroPad2d((1, 2, 3, 4)); nn.ZeroPad3d(1); nn.ConstantPad1d(1, 2.5); nn.ConstantPad2d(1, 0); nn.ConstantPad3d(2, 1); nn.ReflectionPad1d(1); nn.ReflectionPad2d(2); nn.ReflectionPad3d(1); nn.ReplicationPad1d((1, 2)); nn.ReplicationPad2d(1); nn.ReplicationPad3d(1); nn.CircularPad1d(1); nn.CircularPad2d(1); nn.CircularPad3d(1)
nn.Embedding(10, 3); nn.Embedding(10, 3, padding_idx=-1, max_norm=1., norm_type=1., scale_grad_by_freq=True, sparse=True); nn.CosineSimilarity(); nn.PairwiseDistance()
nn.ReLU(); nn.ReLU(True); nn.ReLU6(); nn.ReLU6(inplace=True); nn.LeakyReLU(0.1); nn.LeakyReLU(inplace=True); nn.ELU(); nn.CELU(2., True); nn.SELU(); nn.SELU(True); nn.GELU(); nn.GELU('tanh'); nn.SiLU(); nn.Mish(True); nn.Sigmoid(); nn.Tanh(); nn.LogSigmoid(); nn.Softplus(); nn.Softsign(); nn.Tanhshrink(); nn.Softshrink(); nn.Hardshrink(0.3); nn.Hardtanh(); nn.Hardtanh(-2, 2, True); nn.Hardsigmoid(); nn.Hardswish(True); nn.Threshold(0.1, 20); nn.Threshold(0.1, 20, True); nn.RReLU(); nn.RReLU(0.1, 0.2, True); nn.PReLU(); nn.PReLU(3); nn.GLU(); nn.Softmax(); nn.Softmax(dim=1); nn.LogSoftmax(dim=-1); nn.Softmin(0); nn.Softmax2d()
nn.L1Loss(); nn.MSELoss(reduction='sum'); nn.CrossEntropyLoss(); nn.NLLLoss(); nn.BCELoss(); nn.BCEWithLogitsLoss(); nn.KLDivLoss(); nn.SmoothL1Loss(); nn.HuberLoss(); nn.PoissonNLLLoss(); nn.GaussianNLLLoss(); nn.HingeEmbeddingLoss(); nn.SoftMarginLoss(); nn.MultiLabelMarginLoss(); nn.MultiLabelSoftMarginLoss(); nn.MultiMarginLoss(); nn.CosineEmbeddingLoss(); nn.MarginRankingLoss(); nn.TripletMarginLoss(); nn.TripletMarginWithDistanceLoss(); nn.CrossEntropyLoss(weight=torch.ones(3), label_smoothing=0.1)
nn.RNN(3, 4); nn.RNN(3, 4, 2, nonlinearity='relu', bias=False, batch_first=True, dropout=0.1, bidirectional=True); nn.LSTM(3, 4); nn.LSTM(3, 4, num_layers=2, proj_size=2); nn.GRU(3, 4, batch_first=True); nn.RNNCell(2, 3); nn.RNNCell(2, 3, bias=False, nonlinearity='relu'); nn.LSTMCell(2, 3); nn.GRUCell(2, 3, bias=False)
nn.MultiheadAttention(4, 2); nn.MultiheadAttention(4, 2, batch_first=True, bias=False); nn.TransformerEncoderLayer(4, 2, 8); nn.TransformerEncoder(nn.TransformerEncoderLayer(4, 2, 8), 2)
"""

LAYERS = [layer.strip() for line in REPRS.strip().splitlines() for layer in line.split(";")]

SEEDED = """
nn.Linear(3, 2); nn.Linear(20, 10); nn.Linear(1, 1); nn.Linear(3, 2, dtype=torch.float64); nn.Bilinear(2, 3, 2); nn.Conv1d(2, 3, 3); nn.Conv2d(1, 2, 3); nn.Conv2d(4, 4, 3, groups=2); nn.Conv3d(1, 1, 2); nn.ConvTranspose1d(2, 3, 2); nn.ConvTranspose2d(2, 3, 2); nn.Embedding(3, 2); nn.Embedding(10, 4, padding_idx=1); nn.BatchNorm1d(3); nn.LayerNorm(3); nn.GroupNorm(2, 4); nn.RMSNorm(3); nn.PReLU(2); nn.InstanceNorm2d(3, affine=True); nn.RNN(2, 3); nn.RNN(2, 3, 2, bidirectional=True); nn.LSTM(2, 3); nn.LSTM(2, 4, proj_size=2); nn.GRU(2, 3, 2); nn.RNNCell(2, 3); nn.LSTMCell(2, 3); nn.GRUCell(2, 3); nn.MultiheadAttention(4, 2); nn.MultiheadAttention(4, 2, kdim=3, vdim=2, add_bias_kv=True); nn.TransformerEncoderLayer(4, 2, 8); nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 1))
"""

PROGRAMS = [
    *(f"print({layer}, type({layer}))" for layer in LAYERS),
    *(
        f"m = {layer.strip()}\nfor n, t in m.state_dict().items(): print(n, t.dtype, t.flatten().tolist(), [p._version for p in m.parameters()])"
        for layer in SEEDED.split(";")
    ),
    # Errors
    "nn.Linear(2)",
    "nn.Linear(2, 3, 4, 5, 6, 7)",
    "nn.Linear('a', 3)",
    "nn.Linear(2.5, 3)",
    "nn.Linear(2, -1)",
    "print(nn.Linear(0, 3).weight)",
    "nn.Bilinear(0, 1, 1)",
    "nn.Conv2d(3, 4, 3, groups=2)",
    "nn.Conv2d(4, 3, 3, groups=2)",
    "nn.Conv2d(4, 3, 3, groups=0)",
    "nn.Conv2d(1, 1, 3, stride=2, padding='same')",
    "nn.ConvTranspose2d(1, 1, 3, padding_mode='reflect')",
    "nn.Conv2d(1, 1)",
    "nn.GroupNorm(3, 4)",
    "nn.Dropout(1.5)",
    "nn.Embedding(3, 2, padding_idx=3)",
    "nn.Embedding(3, 2, padding_idx=-4)",
    "nn.Hardtanh(2, 1)",
    "print(nn.Hardtanh(min_value=-2, max_value=2))",
    "nn.MultiMarginLoss(p=3)",
    "nn.TripletMarginLoss(margin=0)",
    "nn.HuberLoss(delta='a')",
    "print(nn.MSELoss(size_average=False).reduction, nn.MSELoss(reduce=False).reduction)",
    "nn.Unflatten(1, 3)",
    "nn.Unflatten(1, (2, 'a'))",
    "nn.BatchNorm1d(3)(torch.ones(1))",
    "nn.BatchNorm2d(3)(torch.ones(1, 3))",
    "nn.InstanceNorm2d(3)(torch.ones(1, 3))",
    "nn.Softmax2d()(torch.ones(2))",
    "nn.CircularPad1d(1)(torch.ones(2))",
    # Lazy layers
    "m = nn.LazyLinear(3); print(m.weight, m.bias, m.weight.dtype, m.weight.requires_grad, list(m.parameters())); m(torch.ones(2, 4)); print(m, type(m), m.weight.shape, m.weight.flatten().tolist())",
    "m = nn.LazyLinear(3); m.weight.shape",
    "m = nn.LazyLinear(3); m.weight.numel()",
    "m = nn.LazyLinear(3); m.weight.sum()",
    "m = nn.LazyLinear(3); m.double(); m(torch.ones(2, 4, dtype=torch.float64)); print(m.weight.dtype)",
    "m = nn.LazyLinear(3); print(m.state_dict()); m.load_state_dict(nn.Linear(2, 3).state_dict()); print(m.weight.shape, m)",
    "m = nn.Sequential(nn.LazyLinear(3), nn.ReLU(), nn.LazyLinear(1)); print(m); m(torch.ones(2, 4)); print(m, m[0].weight.shape)",
    "m = nn.LazyConv2d(3, 2); m(torch.ones(1, 2, 4, 4)); print(m, m.weight.flatten().tolist(), m.bias.tolist())",
    "m = nn.LazyConv2d(3, 2); m(torch.ones(4))",
    "m = nn.LazyBatchNorm1d(); m(torch.ones(2, 3)); print(m, m.weight, m.running_mean.shape)",
    # Calls
    "m = nn.Linear(3, 2); print(m(torch.ones(2, 3)), m(torch.ones(3)).grad_fn)",
    "nn.Linear(3, 2)(torch.ones(2, 2))",
    "x = torch.ones(1, 3, 4, 4); print(nn.Flatten()(x).shape, nn.Unflatten(1, (3, 1))(x).shape, nn.ZeroPad2d(1)(x).shape)",
    "m = nn.BatchNorm1d(2); x = torch.tensor([[1., 2.], [3., 6.]]); print(m(x), m.running_mean, m.running_var, m.num_batches_tracked); m.eval(); print(m(x), m.num_batches_tracked)",
    "m = nn.BatchNorm1d(2, momentum=None); x = torch.tensor([[1., 2.], [3., 6.]]); m(x); m(x * 2); print(m.running_mean, m.running_var)",
    "m = nn.BatchNorm1d(2); sd = m.state_dict(); del sd['num_batches_tracked']; m.load_state_dict(sd)",
    "m = nn.BatchNorm1d(2); m.load_state_dict({'weight': torch.ones(2), 'bias': torch.ones(2), 'running_mean': torch.ones(2), 'running_var': torch.ones(2)}); print(m.bias)",
    "m = nn.Dropout(0.5); print(m(torch.ones(8))); m.eval(); print(m(torch.ones(8)))",
    "m = nn.Embedding(4, 2); print(m(torch.tensor([1, 3])))",
    "m = nn.Embedding.from_pretrained(torch.ones(2, 2)); print(m.weight, m(torch.tensor([1])))",
    "nn.Embedding.from_pretrained(torch.ones(2))",
    "l = nn.CrossEntropyLoss(); x = torch.zeros(2, 3, requires_grad=True); print(l(x, torch.tensor([0, 1])))",
    "print(nn.MSELoss()(torch.ones(3, requires_grad=True), torch.zeros(3)))",
    "m = nn.LSTM(2, 3); o, (h, c) = m(torch.ones(4, 1, 2)); print(o.shape, h.shape, c.shape, o.flatten().tolist())",
    "m = nn.LSTM(2, 3, 2, batch_first=True, bidirectional=True); o, (h, c) = m(torch.ones(2, 4, 2)); print(o.shape, h.shape, c.flatten().tolist(), o.sum().item())",
    "m = nn.GRU(2, 3); o, h = m(torch.ones(4, 2)); print(o.shape, h.shape, o.flatten().tolist())",
    "m = nn.RNN(2, 3, nonlinearity='relu'); o, h = m(torch.ones(4, 1, 2), torch.ones(1, 1, 3)); print(o.flatten().tolist(), h.flatten().tolist())",
    "m = nn.RNN(2, 3); o, h = m(torch.ones(4, 1, 2)); o.sum().backward(); print(m.weight_hh_l0.grad.flatten().tolist(), o.grad_fn, h.grad_fn)",
    "m = nn.GRU(2, 3); o, h = m(torch.ones(4, 1, 2)); o.sum().backward(); print(m.weight_hh_l0.grad.flatten().tolist(), m.bias_ih_l0.grad.tolist())",
    "m = nn.LSTM(2, 3); o, h = m(torch.ones(4, 1, 2)); o.sum().backward(); print(m.weight_hh_l0.grad.flatten().tolist(), m.bias_ih_l0.grad.tolist())",
    "m = nn.LSTMCell(2, 3); h, c = m(torch.ones(1, 2)); print(h.tolist(), c.tolist())",
    "m = nn.GRUCell(2, 3); h = m(torch.ones(1, 2)); print(h.tolist())",
    "m = nn.RNNCell(2, 3); h = m(torch.ones(1, 2), torch.ones(1, 3)); print(h.tolist(), m(torch.ones(2)).shape)",
    "m = nn.RNN(2, 3); m(torch.ones(4, 1, 5))",
    "m = nn.RNN(2, 3); m(torch.ones(4))",
    "m = nn.RNN(2, 3); m(torch.ones(4, 1, 2), torch.ones(1, 2, 3))",
    "nn.RNN(2, 0)",
    "nn.RNN(2, 3, nonlinearity='x')",
    "nn.LSTM(2, 3, dropout=0.5)",
    "nn.RNN(2, 3, proj_size=1)",
    "nn.LSTM(2, 3, proj_size=3)",
    "nn.RNN(2, 3.5)",
    "m = nn.MultiheadAttention(4, 2, batch_first=True); x = torch.ones(1, 3, 4) * torch.arange(3.)[:, None]; o, w = m(x, x, x); print(o.flatten().tolist(), w.flatten().tolist())",
    "m = nn.MultiheadAttention(4, 2); x = torch.ones(3, 1, 4); mask = torch.tensor([[False, True, True], [False, False, True], [False, False, False]]); o, w = m(x, x, x, attn_mask=mask); print(o.shape, w.flatten().tolist())",
    "nn.MultiheadAttention(5, 2)",
    "m = nn.TransformerEncoderLayer(4, 2, 8, dropout=0.0, batch_first=True); x = torch.ones(1, 3, 4) * torch.arange(12.).reshape(1, 3, 4); print(m(x).flatten().tolist())",
]
