"""Programs on optimizers: how they print, their state, their hooks and what they refuse."""

W = "w = torch.tensor([1., -2.], requires_grad=True)\n"
STEP = "def go(n=3):\n    for _ in range(n):\n        opt.zero_grad(); ((w - 3) * (w - 3)).sum().backward(); opt.step()\n"

MAKERS = """
SGD([w], lr=0.1); SGD([w], lr=0.1, momentum=0.9, nesterov=True, weight_decay=0.01); SGD([w], 0.1, 0.9, 0.1, maximize=True); Adam([w]); Adam([w], lr=0.1, amsgrad=True, weight_decay=0.1); AdamW([w], 0.1); Adamax([w]); NAdam([w]); RAdam([w], decoupled_weight_decay=True); RMSprop([w]); RMSprop([w], centered=True, momentum=0.1); Adagrad([w], initial_accumulator_value=0.1); Adadelta([w]); Rprop([w]); ASGD([w]); LBFGS([w])
"""

PROGRAMS = [
    *(
        W + STEP + f"opt = torch.optim.{maker.strip()}; print(opt, type(opt), opt.defaults)"
        for maker in MAKERS.split(";")
    ),
    *(
        W
        + STEP
        + f"opt = torch.optim.{maker.strip()}; go(); print(w, w._version, opt.state_dict())"
        for maker in MAKERS.split(";")
        if "LBFGS" not in maker
    ),
    W
    + "opt = torch.optim.LBFGS([w], lr=0.1)\ndef closure():\n    opt.zero_grad(); l = ((w - 3) * (w - 3)).sum(); l.backward(); return l\nprint(opt.step(closure), w)",
    W
    + "opt = torch.optim.LBFGS([w], line_search_fn='strong_wolfe')\ndef closure():\n    opt.zero_grad(); l = ((w - 3) * (w - 3) * (w - 3) * (w - 3)).sum(); l.backward(); return l\nprint(opt.step(closure), w, opt.state[w]['n_iter'], opt.state[w]['func_evals'])",
    W
    + "opt = torch.optim.SGD([w], lr=0.1)\ndef closure():\n    opt.zero_grad(); l = (w * w).sum(); l.backward(); return l\nprint(opt.step(closure), w)",
    W + "opt = torch.optim.SGD([w], lr=0.1); opt.step(); print(w, w._version, opt.zero_grad())",
    W
    + "opt = torch.optim.SGD([w], lr=0.1); (w * w).sum().backward(); opt.zero_grad(set_to_none=False); print(w.grad); opt.zero_grad(); print(w.grad)",
    W
    + "opt = torch.optim.SGD([w], lr=0.1); y = w * w; y.sum().backward(); opt.step(); y = (w * w).sum(); opt.step(); y.backward()",
    W + "torch.optim.SGD(w, lr=0.1)",
    "torch.optim.SGD([], lr=0.1)",
    "torch.optim.SGD([1], lr=0.1)",
    "torch.optim.SGD(3, lr=0.1)",
    W + "torch.optim.SGD([w * 2], lr=0.1)",
    W + "torch.optim.SGD([w], lr=-1)",
    W + "torch.optim.SGD([w], momentum=-1)",
    W + "torch.optim.SGD([w], weight_decay=-1)",
    W + "torch.optim.SGD([w], nesterov=True)",
    W + "torch.optim.SGD([w], lr=torch.tensor([1., 2.]))",
    W + "torch.optim.SGD([w], learning_rate=3)",
    W + "torch.optim.Adam([w], lr=-1)",
    W + "torch.optim.Adam([w], eps=-1)",
    W + "torch.optim.Adam([w], betas=(1.0, 0.9))",
    W + "torch.optim.Adam([w], betas=(0.9, -1.0))",
    W + "torch.optim.RMSprop([w], alpha=-1)",
    W + "torch.optim.Adadelta([w], rho=2)",
    W + "torch.optim.Adagrad([w], lr_decay=-1)",
    W + "torch.optim.Rprop([w], etas=(2, 3))",
    W + "torch.optim.SGD([w, w])",
    W + "torch.optim.SGD({w})",
    W + "torch.optim.SGD([{'params': {w}}])",
    W + "torch.optim.SGD([{'params': [w]}, {'params': [w]}])",
    W + "torch.optim.SGD([{'lr': 1}])",
    W
    + "v = torch.ones(1, requires_grad=True); opt = torch.optim.SGD([{'params': [w]}, {'params': v, 'lr': 1.}], lr=0.1, momentum=0.5); print(opt); (w.sum() + v.sum()).backward(); opt.step(); print(w, v, opt.param_groups)",
    W
    + "opt = torch.optim.SGD([w]); opt.add_param_group({'params': torch.ones(1, requires_grad=True), 'lr': 5}); print(opt, len(opt.param_groups))",
    W + "opt = torch.optim.SGD([w]); opt.add_param_group(3)",
    W + "opt = torch.optim.SGD([w]); opt.add_param_group({'params': w})",
    "m = nn.Linear(1, 1); opt = torch.optim.SGD(m.named_parameters(), lr=1.); print(opt.param_groups[0]['param_names'], opt)",
    "m = nn.Linear(1, 1); torch.optim.SGD([('a', m.weight), m.bias])",
    W
    + "opt = torch.optim.SGD([w], lr=torch.tensor(0.5)); (w * w).sum().backward(); opt.step(); print(w, opt)",
    W
    + STEP
    + "opt = torch.optim.Adam([w], lr=0.1); go(); sd = opt.state_dict(); opt = torch.optim.Adam([w], lr=0.5); opt.load_state_dict(sd); print(opt); go(); print(w, opt.state[w]['step'])",
    W + "opt = torch.optim.SGD([w]); opt.load_state_dict({'state': {}, 'param_groups': []})",
    W
    + "opt = torch.optim.SGD([w]); opt.load_state_dict({'state': {}, 'param_groups': [{'params': [0, 1]}]})",
    W
    + STEP
    + "opt = torch.optim.SGD([w], lr=0.1); opt.param_groups[0]['lr'] = 0.01; go(1); print(w, opt.param_groups[0]['lr'])",
    W
    + STEP
    + "opt = torch.optim.SGD([w], lr=0.1); h = opt.register_step_pre_hook(lambda o, a, k: print('pre', type(o).__name__, len(a), k)); opt.register_step_post_hook(lambda o, a, k: print('post')); go(1); h.remove(); go(1)",
    W
    + "class Mine(torch.optim.Optimizer):\n    def __init__(self, params, lr=0.1): super().__init__(params, dict(lr=lr))\n    @torch.no_grad()\n    def step(self):\n        for g in self.param_groups:\n            for p in g['params']:\n                if p.grad is not None: p -= g['lr'] * p.grad\nopt = Mine([w]); (w * w).sum().backward(); opt.step(); print(w, opt)",
    W + "torch.optim.Optimizer([w], {}).step()",
    W + "opt = torch.optim.SGD([w], lr=0.1); print(opt.state, len(opt.state))",
    "w = torch.ones(2); opt = torch.optim.SGD([w], lr=1.); opt.step(); w.grad = torch.ones(2); opt.step(); print(w)",
    "w = torch.tensor(2., requires_grad=True); opt = torch.optim.Adam([w], lr=0.1)\nfor i in range(3):\n    opt.zero_grad(); loss = w * w; loss.backward(); opt.step(); print(w.item(), loss.item())",
    "torch.manual_seed(1); m = nn.Linear(2, 1); x = torch.ones(4, 2); y = torch.ones(4, 1); opt = torch.optim.SGD(m.parameters(), lr=0.1)\nfor i in range(3):\n    loss = nn.MSELoss()(m(x), y); opt.zero_grad(); loss.backward(); opt.step(); print(loss.item())\nprint(m.weight, m.bias, m.weight._version)",
]
