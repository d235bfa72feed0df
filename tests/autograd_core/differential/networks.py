"""What programs train: functions of `nn.functional`, models, losses, optimizers, schedules."""

ACTIVATIONS = (
    "F.relu({a})", "F.leaky_relu({a})", "F.leaky_relu({a}, 0.2)", "F.elu({a})", "F.selu({a})",
    "F.gelu({a})", "F.gelu({a}, approximate='tanh')", "F.silu({a})", "F.softplus({a})",
    "F.hardtanh({a})", "F.sigmoid({a})", "F.tanh({a})", "F.logsigmoid({a})",
    "F.softmax({a}, dim={d})", "F.log_softmax({a}, dim={d})", "F.relu6({a})", "F.mish({a})",
    "F.softsign({a})", "F.tanhshrink({a})", "F.glu({a})", "F.celu({a})", "F.hardsigmoid({a})",
    "F.hardswish({a})", "F.softmin({a}, {d})", "F.threshold({a}, 0.1, 0.)",
    "F.normalize({a}, dim={d})", "F.softmax({a})", "F.dropout({a}, 0.5)",
    "F.dropout({a}, 0.5, training=False)", "F.linear({a}, {b})",
    "F.one_hot(torch.tensor([0, 2]), 3) * {a}", "F.pad({a}, (1, 1))",
    "F.embedding(torch.tensor([0, 1]), {a}.reshape(-1, 1))", "F.prelu({a}, torch.tensor([0.25]))",
    "F.max_pool1d({a}, 2)", "F.avg_pool1d({a}[None], 2)",
    "F.conv1d({a}[None], torch.ones(1, {a}.shape[0], 2))", "F.max_pool2d({a}[None], 2, 1)",
    "F.conv2d({a}[None, None], torch.ones(2, 1, 2, 2), padding=1)",
    "F.avg_pool2d({a}[None], 2, stride=1)", "F.adaptive_avg_pool1d({a}, 1)",
)  # fmt: skip
LOSSES = (
    "F.mse_loss({a}, {b})", "F.mse_loss({a}, {b}, reduction='sum')",
    "F.mse_loss({a}, {b}, reduction='none')", "F.l1_loss({a}, {b})", "F.smooth_l1_loss({a}, {b})",
    "F.huber_loss({a}, {b}.to({a}.dtype), delta=0.5)",
    "F.binary_cross_entropy({a}.sigmoid(), ({b} > 0).float())",
    "F.binary_cross_entropy_with_logits({a}, {b}.sigmoid())",
    "F.binary_cross_entropy_with_logits({a}, ({b} > 0).to({a}.dtype), reduction='sum')",
    "F.cross_entropy({a}, torch.tensor([0, 1]))",
    "F.cross_entropy({a}, torch.tensor([2, 0]), reduction='none')",
    "F.cross_entropy({a}, torch.tensor(1))", "F.cross_entropy({a}, {b}.softmax(-1))",
    "F.cross_entropy({a}, torch.tensor([0, 1, 1]), label_smoothing=0.1)",
    "F.cross_entropy({a}, torch.tensor([0, -100]))",
    "F.cross_entropy({a}, torch.tensor([0, 1]), weight=torch.tensor([1., 2., 0.5]))",
    "F.nll_loss({a}.log_softmax(-1), torch.tensor([0, 1]))",
    "F.nll_loss({a}, torch.tensor([1, 5]))",
    "F.kl_div({a}.log_softmax(-1), ({b} * 2 + 1).softmax(-1), reduction='batchmean')", "F.kl_div({a}, {b})",
    "nn.MSELoss()({a}, {b})", "nn.CrossEntropyLoss()({a}, torch.tensor([1, 0]))",
    "nn.L1Loss(reduction='sum')({a}, {b})",
)  # fmt: skip
# No bias under a normalization: its gradient is nothing but rounding, and Adam steps by its sign.
MODELS = (
    "nn.Linear(3, 2)", "nn.Linear(3, 2, bias=False)",
    "nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2))",
    "nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Dropout(0.5), nn.Linear(4, 2))",
    "nn.Sequential(nn.Linear(3, 4, bias=False), nn.BatchNorm1d(4), nn.Sigmoid(), nn.Linear(4, 2))",
    "nn.Sequential(nn.LayerNorm(3), nn.Linear(3, 2), nn.LeakyReLU(0.1))",
    "nn.Sequential(nn.Linear(3, 4), nn.GELU(), nn.Linear(4, 2)).double()",
    "nn.Sequential(nn.Unflatten(1, (1, 3)), nn.Conv1d(1, 2, 2), nn.ReLU(), "
    "nn.Flatten(), nn.Linear(4, 2))",
    "nn.Sequential(nn.LazyLinear(4), nn.ELU(), nn.LazyLinear(2))",
    "nn.Sequential(nn.Linear(3, 3), nn.Softmax(dim=1), nn.Linear(3, 2))",
    "nn.Sequential(nn.Unflatten(1, (1, 1, 3)), nn.Conv2d(1, 2, (1, 2), padding=(1, "
    "0), bias=False), nn.BatchNorm2d(2), nn.MaxPool2d((2, 1)), nn.Flatten(), "
    "nn.LazyLinear(2))",
    "nn.Sequential(nn.Linear(3, 2), nn.LogSoftmax(dim=-1))",
    "nn.Sequential(nn.Linear(3, 4), nn.SiLU(), nn.Linear(4, 2), nn.Softplus())",
    "nn.Sequential(nn.Linear(3, 4), nn.PReLU(), nn.Linear(4, 2), nn.Identity())",
    "nn.Bilinear(3, 3, 2)", "nn.RNNCell(3, 2)", "nn.ModuleList([nn.Linear(3, 2)])[0]",
)  # fmt: skip
OPTIMIZERS = (
    "optim.SGD(model.parameters(), lr=0.1)", "optim.SGD(model.parameters(), lr=0.1, momentum=0.9)",
    "optim.SGD(model.parameters(), lr=0.05, momentum=0.9, nesterov=True, weight_decay=0.01)",
    "optim.SGD(model.parameters(), lr=0.01, momentum=0.5, dampening=0.1, maximize=True)",
    "optim.Adam(model.parameters(), lr=0.01)",
    "optim.Adam(model.parameters(), lr=0.01, betas=(0.8, 0.9), eps=1e-6, "
    "weight_decay=0.1, amsgrad=True)",
    "optim.AdamW(model.parameters(), lr=0.01)",
    "optim.AdamW(model.parameters(), lr=0.01, weight_decay=0.1)",
    "optim.RMSprop(model.parameters(), lr=0.01)",
    "optim.RMSprop(model.parameters(), lr=0.01, alpha=0.9, momentum=0.5, centered=True)",
    "optim.Adagrad(model.parameters(), lr=0.1)",
    "optim.Adagrad(model.parameters(), lr=0.1, lr_decay=0.1, weight_decay=0.01)",
    "optim.Adadelta(model.parameters())", "optim.Adamax(model.parameters())",
    "optim.NAdam(model.parameters())", "optim.SGD(model.named_parameters(), lr=0.1)",
    "optim.SGD([{{'params': model.parameters(), 'lr': 0.2}}], lr=0.1)",
)  # fmt: skip
SCHEDULES = (
    "optim.lr_scheduler.StepLR(opt, 1, gamma=0.5)", "optim.lr_scheduler.ExponentialLR(opt, 0.9)",
    "optim.lr_scheduler.CosineAnnealingLR(opt, 4)",
    "optim.lr_scheduler.LambdaLR(opt, lambda e: 1 / (e + 1))",
    "optim.lr_scheduler.MultiStepLR(opt, [1, 2])", "optim.lr_scheduler.LinearLR(opt)",
    "optim.lr_scheduler.OneCycleLR(opt, 0.1, total_steps=10)",
    "optim.lr_scheduler.PolynomialLR(opt, 4)", "optim.lr_scheduler.ConstantLR(opt)",
    "optim.lr_scheduler.CosineAnnealingWarmRestarts(opt, 2)",
)  # fmt: skip
CRITERIA = (
    "F.mse_loss(out, y)", "F.l1_loss(out, y)", "F.cross_entropy(out, t)", "((out - y) ** 2).mean()",
    "F.nll_loss(out.log_softmax(1), t)",
    "F.binary_cross_entropy_with_logits(out, (y > 0).to(out.dtype))", "F.smooth_l1_loss(out, y)",
    "out.pow(2).sum()", "nn.CrossEntropyLoss()(out, t)", "nn.MSELoss()(out, y)",
)  # fmt: skip
AROUND = (
    "said.append(repr(model))", "said.append(repr(opt))",
    "said.append(str([n for n, _ in model.named_parameters()]))",
    "said.append(str([*model.state_dict()]))", "said.append(str(opt.state_dict()['param_groups']))",
    "model.eval()", "model.train()", "model.zero_grad()", "opt.zero_grad(set_to_none=False)",
    "opt.zero_grad()", "out = model(x)", "nn.utils.clip_grad_norm_(model.parameters(), 0.5)",
    "nn.utils.clip_grad_value_(model.parameters(), 0.1)", "model.requires_grad_(False)",
    "model.requires_grad_()", "opt.step()", "sched.step()", "said.append(str(sched.get_last_lr()))",
    "said.append(str(opt.param_groups[0]['lr']))", "with torch.no_grad():\n    out = model(x)",
    "loss.backward()", "said.append(f'{{loss.item():.4f}}')", "said.append(str(loss))",
    "model, x, y = model.double(), x.double(), y.double()",
    "flat = nn.utils.parameters_to_vector(model.parameters())",
    "for p in model.parameters():\n    nn.init.normal_(p)",
    "for p in model.parameters():\n    nn.init.constant_(p, 0.1)",
    "said.append(str(sum(p.numel() for p in model.parameters())))",
    "said.append(str([p.grad is None for p in model.parameters()]))",
    "model.load_state_dict(model.state_dict())", "opt.load_state_dict(opt.state_dict())",
    "model.register_forward_hook(lambda m, i, o: seen.append(o.sum().item()))",
    "said.append(str([*model.children()]))", "for p in model.parameters():\n    p.data.sub_(0.1)",
    "nn.init.xavier_uniform_(next(model.parameters()))",
    "nn.init.kaiming_normal_(next(model.parameters()))",
)  # fmt: skip
TRAIN = """for _ in range(2):
    opt.zero_grad()
    out = model(x)
    loss = {criterion}
    loss.backward()
    opt.step()"""
