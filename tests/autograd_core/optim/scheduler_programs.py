"""Programs on learning-rate schedulers: the rates of many steps, warnings, states, errors."""

OPT = "from torch.optim.lr_scheduler import *\nw = torch.ones(1, requires_grad=True); v = torch.ones(1, requires_grad=True)\nopt = torch.optim.SGD([{'params': [w]}, {'params': [v], 'lr': 0.5}], lr=0.1, momentum=0.9)\n"
ALONG = "\nfor _ in range(14):\n    opt.step(); s.step(); print([round(g['lr'], 8) for g in opt.param_groups], [round(x, 8) for x in s.get_last_lr()], [round(g['momentum'], 8) for g in opt.param_groups])\nprint(s.last_epoch, type(s))"

SCHEDULERS = """
StepLR(opt, 3); StepLR(opt, step_size=2, gamma=0.5); MultiStepLR(opt, [2, 5, 5]); ExponentialLR(opt, 0.9); CosineAnnealingLR(opt, 5); CosineAnnealingLR(opt, T_max=4, eta_min=0.01); LambdaLR(opt, lambda e: 0.95 ** e); LambdaLR(opt, [lambda e: 1 / (e + 1), lambda e: e]); MultiplicativeLR(opt, lambda e: 0.9); ConstantLR(opt); LinearLR(opt); LinearLR(opt, 0.5, 0.1, 4); PolynomialLR(opt, 6, 2.0); CosineAnnealingWarmRestarts(opt, 3); CosineAnnealingWarmRestarts(opt, 2, 2, 0.01); OneCycleLR(opt, 1.0, total_steps=15); OneCycleLR(opt, [1.0, 2.0], epochs=3, steps_per_epoch=5, anneal_strategy='linear', three_phase=True); CyclicLR(opt, 0.01, 0.1, step_size_up=3); CyclicLR(opt, 0.01, 0.1, 2, 4, mode='triangular2'); CyclicLR(opt, 0.01, 0.1, 2, mode='exp_range', gamma=0.9, cycle_momentum=False); SequentialLR(opt, [ConstantLR(opt, 0.1, 2), ExponentialLR(opt, 0.9)], [4]); ChainedScheduler([ConstantLR(opt, 0.1, 2), ExponentialLR(opt, 0.9)]); SequentialLR(opt, [LinearLR(opt, 0.1, 1.0, 3), CosineAnnealingLR(opt, 5)], milestones=[3])
"""

PROGRAMS = [
    *(OPT + f"s = {scheduler.strip()}" + ALONG for scheduler in SCHEDULERS.split(";")),
    *(
        OPT
        + f"s = {scheduler.strip()}; opt.step(); s.step(); print(s.state_dict() if 'lambda' not in {scheduler!r} else s.state_dict().keys()); print(opt)"
        for scheduler in SCHEDULERS.split(";")
        if "Cyclic" not in scheduler
    ),
    OPT
    + "s = ReduceLROnPlateau(opt, patience=1, factor=0.5)\nfor m in (1., 0.9, 0.9, 0.9, 0.9, 0.1, 0.2, 0.3, 0.4): s.step(m); print(s.get_last_lr(), s.num_bad_epochs)",
    OPT
    + "s = ReduceLROnPlateau(opt, 'max', threshold_mode='abs', patience=0, cooldown=1, min_lr=[0.05, 0.1])\nfor m in (1., 0.9, 0.9, torch.tensor(0.9), 0.9): s.step(m); print(s.get_last_lr(), s.in_cooldown)\nprint(s.state_dict())",
    OPT + "ReduceLROnPlateau(opt, factor=1.0)",
    OPT + "ReduceLROnPlateau(opt, 'x')",
    OPT + "ReduceLROnPlateau(opt, min_lr=[1])",
    OPT + "s = StepLR(opt, 1); s.step()",
    OPT + "s = StepLR(opt, 1); opt.step(); s.step(); s.step(); print(s.get_last_lr())",
    OPT + "opt.step(); s = StepLR(opt, 1); s.step()",
    OPT + "s = StepLR(opt, 1); opt.step(); s.step(5); print(s.get_last_lr())",
    OPT + "s = StepLR(opt, 1); print(s.get_lr())",
    OPT + "s = StepLR(opt, 1); opt.step = lambda: None; s.step()",
    OPT + "StepLR(3, 1)",
    OPT + "StepLR(opt, 1, last_epoch=3)",
    OPT + "LambdaLR(opt, [lambda e: e])",
    OPT + "ConstantLR(opt, 2.0)",
    OPT + "LinearLR(opt, 0.0)",
    OPT + "LinearLR(opt, end_factor=2.0)",
    OPT + "CosineAnnealingWarmRestarts(opt, 0)",
    OPT + "CosineAnnealingWarmRestarts(opt, 2, 0)",
    OPT + "OneCycleLR(opt, 1.0)",
    OPT + "OneCycleLR(opt, 1.0, total_steps=0)",
    OPT + "OneCycleLR(opt, 1.0, epochs=1.5, steps_per_epoch=2)",
    OPT + "OneCycleLR(opt, 1.0, total_steps=5, pct_start=2)",
    OPT + "OneCycleLR(opt, 1.0, total_steps=5, anneal_strategy='x')",
    OPT + "OneCycleLR(opt, [1.0], total_steps=5)",
    OPT + "OneCycleLR(torch.optim.Adagrad([w]), 1.0, total_steps=5)",
    OPT + "s = OneCycleLR(opt, 1.0, total_steps=2)\nfor _ in range(4): opt.step(); s.step()",
    OPT + "s = OneCycleLR(torch.optim.Adam([w]), 1.0, total_steps=5); print(s.optimizer)",
    OPT + "SequentialLR(opt, [], [])",
    OPT + "SequentialLR(opt, [StepLR(opt, 1)], [1])",
    OPT + "SequentialLR(opt, [StepLR(opt, 1), ReduceLROnPlateau(opt)], [1])",
    OPT + "SequentialLR(opt, [StepLR(opt, 1), 3], [1])",
    OPT + "ChainedScheduler([])",
    OPT
    + "s = StepLR(opt, 2); opt.step(); s.step(); sd = s.state_dict(); s = StepLR(opt, 2); s.load_state_dict(sd); print(s.last_epoch, s.get_last_lr())",
    OPT
    + "class Mine(LRScheduler):\n    def get_lr(self): return [b / (1 + self.last_epoch) for b in self.base_lrs]\ns = Mine(opt)\nfor _ in range(3): opt.step(); s.step(); print(s.get_last_lr())",
    OPT + "LRScheduler(opt)",
    "w = torch.ones(1, requires_grad=True); opt = torch.optim.Adam([w], lr=torch.tensor(0.1)); s = torch.optim.lr_scheduler.StepLR(opt, 1, 0.5); opt.step(); s.step(); print(s.get_last_lr(), opt)",
    OPT
    + "s = CosineAnnealingWarmRestarts(opt, 3, 2)\nfor e in (0.5, 2.5, 4.0, 7.25): s.step(e); print(s.get_last_lr())\ns.step(-1)",
]
