"""Programs on Module, Parameter and containers: registration, state, hooks, printing."""

NET = """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(2, 3)
        self.fc2 = nn.Linear(3, 1, bias=False)
        self.act = nn.ReLU()
        self.register_buffer('b', torch.ones(2))
        self.register_buffer('hidden', torch.zeros(1), persistent=False)
        self.w = nn.Parameter(torch.ones(2))
    def forward(self, x):
        return self.fc2(self.act(self.fc1(x * self.w)))
net = Net()
"""

PROGRAMS = [
    # Parameter
    "p = nn.Parameter(torch.ones(2)); print(p, p.requires_grad, p.is_leaf, type(p), type(p.data), type(p * 2), p * 2)",
    "p = nn.Parameter(torch.ones(2), requires_grad=False); print(p)",
    "print(nn.Parameter(), nn.Parameter(torch.tensor(1.5)))",
    "nn.Parameter(torch.tensor([1, 2]))",
    "print(nn.Parameter(torch.tensor([1, 2]), requires_grad=False))",
    "nn.Parameter([1.])",
    "t = torch.ones(2); t.add_(1); p = nn.Parameter(t); print(p._version); t.mul_(3); print(p, p._version, t._version)",
    "t = torch.tensor(2.); p = nn.Parameter(t); t.mul_(3); print(p)",
    "with torch.no_grad():\n    p = nn.Parameter(torch.ones(1))\nprint(p.requires_grad)",
    "import copy\np = nn.Parameter(torch.ones(2)); (p * 3).sum().backward(); q = copy.deepcopy(p); print(q, q.grad, q is p, type(q)); q.data.mul_(2); print(p)",
    "x = torch.ones(2, requires_grad=True); p = nn.Parameter(x * 2); print(p, p.is_leaf, p.grad_fn)",
    "b = nn.Buffer(torch.ones(2)); print(type(b), isinstance(b, nn.Buffer), isinstance(torch.ones(1), nn.Buffer), b)",
    "print([p for p in [nn.Parameter(torch.zeros(1))]])",
    # Registration
    NET + "print(net)",
    NET + "print([n for n, _ in net.named_parameters()], [n for n, _ in net.named_buffers()])",
    NET
    + "print([n for n, _ in net.named_modules()], [n for n, _ in net.named_children()], len(list(net.modules())))",
    NET
    + "print([tuple(p.shape) for p in net.parameters()], [n for n, _ in net.named_parameters(prefix='a', recurse=False)])",
    NET + "print(sorted(net.state_dict()), type(net.state_dict()), net.state_dict()._metadata)",
    NET + "print(net.fc1.weight, net.fc1.bias, net.fc2.bias, net.b, net.w)",
    NET + "print(net.state_dict())",
    NET + "net.foo",
    NET + "net.w = torch.ones(2)",
    NET + "net.w = None; print(net.w, [n for n, _ in net.named_parameters()])",
    NET + "net.fc1 = 3",
    NET + "net.fc1 = None; print(net)",
    NET + "net.b = 3",
    NET + "net.b = torch.zeros(1); print(net.b, net._buffers)",
    NET + "net.b = None; print(net.state_dict().keys())",
    NET + "net.fc1 = nn.Parameter(torch.ones(1)); print(net)",
    NET + "net.w = nn.Linear(1, 1); print(net)",
    NET + "del net.w; del net.b; del net.fc1; print(net, hasattr(net, 'w'))",
    NET + "del net.nothing",
    NET
    + "net.extra = 5; print(net.extra, net.__dict__['extra']); del net.extra; print(hasattr(net, 'extra'))",
    NET + "net.x = [nn.Linear(1, 1)]; print(net, len(list(net.parameters())))",
    NET + "net.register_parameter('w', nn.Parameter(torch.zeros(1))); print(net.w)",
    NET + "net.register_parameter('fc1', None)",
    NET + "net.register_parameter('a.b', None)",
    NET + "net.register_parameter('', None)",
    NET + "net.register_parameter(3, None)",
    NET + "net.register_parameter('q', torch.ones(1))",
    NET + "net.register_parameter('q', nn.Parameter(torch.ones(1)) * 2)",
    NET
    + "p = nn.Parameter(torch.ones(1)); net.register_buffer('q', p); print(net.q, [n for n, _ in net.named_parameters()])",
    NET + "net.register_buffer('fc1', None)",
    NET + "net.register_buffer('a.b', None)",
    NET + "net.register_buffer('q', 3)",
    NET + "net.add_module('q', 3)",
    NET + "net.add_module('w', nn.ReLU())",
    NET + "net.add_module('a.b', nn.ReLU())",
    NET + "net.add_module('', nn.ReLU())",
    NET + "net.add_module(3, nn.ReLU())",
    NET + "net.register_module('q', None); print(net, net.q)",
    NET + "print(net.get_submodule('fc1'), net.get_submodule('') is net)",
    NET + "net.get_submodule('fc9')",
    NET + "net.get_submodule('w')",
    NET + "print(net.get_parameter('fc1.bias').shape, net.get_buffer('b'))",
    NET + "net.get_parameter('fc1.nope')",
    NET + "net.get_parameter('b')",
    NET + "net.get_buffer('w')",
    NET + "net.set_submodule('fc1', nn.Tanh()); print(net)",
    NET
    + "net.tied = nn.Linear(2, 3); net.tied.weight = net.fc1.weight; print(len(list(net.parameters())), net.tied.weight is net.fc1.weight, [n for n, _ in net.named_parameters(remove_duplicate=False)], len(net.state_dict()))",
    "class N(nn.Module):\n    def __init__(self): self.l = nn.Linear(1, 1)\nN()",
    "class N(nn.Module):\n    def __init__(self): self.l = nn.Parameter(torch.ones(1))\nN()",
    "class N(nn.Module):\n    def __init__(self): self.register_buffer('l', torch.ones(1))\nN()",
    "class N(nn.Module):\n    def __init__(self): self.x = 3\nn = N(); print(n.x); n(torch.ones(1))",
    "class N(nn.Module):\n    pass\nN()(torch.ones(1))",
    "class N(nn.Module):\n    pass\nN(3)",
    "class N(nn.Module):\n    pass\nN(a=3)",
    "class N(nn.Module):\n    def forward(self): return 1\nprint(N()()); N()(2)",
    "class N(nn.Module):\n    def extra_repr(self): return 'a=1'\nprint(N()); m = N(); m.q = nn.ReLU(); print(m)",
    "class N(nn.Module):\n    def extra_repr(self): return 'a=1\\nb=2'\nprint(N()); m = N(); m.q = nn.Sequential(N(), nn.Tanh()); print(m)",
    "class N(nn.Module):\n    def _get_name(self): return 'Named'\nprint(N())",
    "print(nn.Module(), type(nn.Linear(1, 1)), nn.Module)",
    NET
    + "print(net.training, net.eval() is net, net.training, net.fc1.training, net.train().fc1.training)",
    NET + "net.train(3)",
    NET + "names = []; net.apply(lambda m: names.append(type(m).__name__)); print(names)",
    NET
    + "net.double(); print(net.fc1.weight.dtype, net.b.dtype, net.w); net.float(); print(net.w)",
    NET
    + "w = net.w; net.to(torch.float64); print(net.w is w, w.dtype, w.requires_grad, w.is_leaf)",
    NET + "net.to(torch.int32)",
    NET + "print(net.to('cpu') is net, net.cpu() is net, net.to(dtype=torch.float64).w.dtype)",
    NET + "(net.w * 2).sum().backward(); net.double(); print(net.w.grad)",
    NET
    + "net.requires_grad_(False); print([p.requires_grad for p in net.parameters()]); net.fc1.requires_grad_(); print(net.fc1.weight.requires_grad, net.w.requires_grad)",
    NET
    + "(net.w * 2).sum().backward(); print(net.w.grad); net.zero_grad(set_to_none=False); print(net.w.grad, net.fc1.weight.grad); net.zero_grad(); print(net.w.grad)",
    NET
    + "import copy\nm = copy.deepcopy(net); print(m.fc1.weight is net.fc1.weight, bool((m.fc1.weight == net.fc1.weight).all())); m.w.data.fill_(5); print(net.w, m.w, m.b)",
    NET + "print([n for n in dir(net) if n in ('w', 'b', 'fc1', 'forward', 'training')])",
    NET + "print(net(torch.ones(1, 2)), net.fc1.weight._version, net.fc1.bias._version)",
    # State
    NET + "sd = net.state_dict(); print(net.load_state_dict(sd)); sd['w'].fill_(7); print(net.w)",
    NET + "sd = net.state_dict(); del sd['w']; sd['more'] = torch.ones(1); net.load_state_dict(sd)",
    NET
    + "sd = net.state_dict(); del sd['w']; sd['more'] = torch.ones(1); print(net.load_state_dict(sd, strict=False))",
    NET
    + "sd = net.state_dict(); sd['w'] = torch.ones(3); sd['fc1.weight'] = torch.ones(1); net.load_state_dict(sd)",
    NET + "net.load_state_dict(3)",
    NET + "sd = net.state_dict(); sd['w'] = 3; net.load_state_dict(sd)",
    NET
    + "sd = {k: v * 2 for k, v in net.state_dict().items()}; w = net.w; net.load_state_dict(sd); print(net.w is w, net.w, net.w._version, net.b)",
    NET
    + "sd = {k: v * 2 for k, v in net.state_dict().items()}; w = net.w; net.load_state_dict(sd, assign=True); print(net.w is w, net.w, type(net.w))",
    NET + "print(net.state_dict(prefix='m.').keys(), net.state_dict(keep_vars=True)['w'] is net.w)",
    NET + "net.state_dict({}, 'x.')",
    "m = nn.Linear(2, 1); m.load_state_dict({'weight': torch.ones(1, 3)})",
    "m = nn.Linear(1, 1); print(m.load_state_dict({'weight': torch.ones(1, 1), 'bias': torch.zeros(1)}), m.weight, m.bias)",
    "m = nn.Sequential(nn.Linear(1, 1)); m.load_state_dict({'0.weight': torch.ones(1, 1), '0.bias': torch.zeros(1), '1.weight': torch.ones(1)})",
    # Hooks
    NET
    + "h = net.fc1.register_forward_hook(lambda m, i, o: print('hook', type(m).__name__, i[0].shape, o.shape)); net(torch.ones(1, 2)); h.remove(); net(torch.ones(1, 2))",
    NET + "net.register_forward_pre_hook(lambda m, i: (i[0] * 0,)); print(net(torch.ones(1, 2)))",
    NET
    + "net.register_forward_pre_hook(lambda m, i: i[0] * 0); net.register_forward_hook(lambda m, i, o: o + 100); print(net(torch.ones(1, 2)))",
    NET
    + "net.register_forward_pre_hook(lambda m, a, k: print(k), with_kwargs=True); net(x=torch.ones(1, 2))",
    NET
    + "net.register_forward_pre_hook(lambda m, a, k: 3, with_kwargs=True); net(torch.ones(1, 2))",
    NET
    + "net.register_forward_hook(lambda m, a, k, o: print(k), with_kwargs=True); net(x=torch.ones(1, 2))",
    NET
    + "a = net.register_forward_hook(lambda m, i, o: print('a')); net.register_forward_hook(lambda m, i, o: print('b'), prepend=True); net(torch.ones(1, 2))",
    NET
    + "net.register_forward_hook(lambda m, i, o: print('always', o), always_call=True); net.register_forward_hook(lambda m, i, o: print('only when well')); net(3)",
    NET
    + "net.fc1.register_full_backward_hook(lambda m, gi, go: print('bwd', gi, go)); net(torch.ones(1, 2, requires_grad=True)).sum().backward()",
    NET
    + "net.fc1.register_full_backward_hook(lambda m, gi, go: (gi[0] * 10,)); x = torch.ones(1, 2, requires_grad=True); net(x).sum().backward(); print(x.grad)",
    NET
    + "net.register_full_backward_pre_hook(lambda m, go: (go[0] * 0,)); x = torch.ones(1, 2, requires_grad=True); net(x).sum().backward(); print(x.grad, net.w.grad)",
    "m = nn.Linear(2, 1); m.register_full_backward_hook(lambda m, gi, go: print('bwd', gi, go)); m(torch.ones(1, 2)).sum().backward()",
    "m = nn.Linear(2, 1); m.register_full_backward_hook(lambda m, gi, go: None); y = m(torch.ones(1, 2)); print(y.grad_fn, y.grad_fn.name(), y.grad_fn.next_functions[0][0].name())",
    "m = nn.Linear(2, 1); m.register_full_backward_hook(lambda m, gi, go: None); y = m(torch.ones(1, 2, requires_grad=True)); print(y.grad_fn.next_functions[0][0].next_functions[1][0])",
    "m = nn.Linear(2, 1); m.register_full_backward_hook(lambda m, gi, go: (1, 2)); m(torch.ones(1, 2, requires_grad=True)).sum().backward()",
    "m = nn.Linear(2, 1); m.register_full_backward_hook(print); m.register_backward_hook(print)",
    "m = nn.Linear(2, 1); m.register_backward_hook(print); m.register_full_backward_hook(print)",
    "m = nn.Linear(2, 1); h = m.register_forward_hook(print); print(type(h))",
    # Containers
    "m = nn.Sequential(nn.Linear(1, 2), nn.ReLU(), nn.Linear(2, 1)); print(len(m), m[0], m[-1], m[1:], type(m[:2]), [type(x).__name__ for x in m])",
    "m = nn.Sequential(nn.Linear(1, 2), nn.ReLU()); m[5]",
    "m = nn.Sequential(nn.Linear(1, 2), nn.ReLU()); m['a']",
    "m = nn.Sequential(nn.Linear(1, 2), nn.ReLU()); m[1] = nn.Tanh(); print(m); del m[0]; print(m)",
    "m = nn.Sequential(); print(m, m(3)); m.append(nn.ReLU()).append(nn.Tanh()); print(m); m.insert(1, nn.Sigmoid()); print(m); print(m.pop(0), m)",
    "m = nn.Sequential(nn.ReLU()); m.insert(5, nn.ReLU())",
    "m = nn.Sequential(nn.ReLU()); m.insert(0, 3)",
    "m = nn.Sequential(nn.ReLU()) + nn.Sequential(nn.Tanh()); print(m * 2); m += nn.Sequential(nn.ELU()); print(m); m.extend([nn.GELU()]); print(m)",
    "nn.Sequential(nn.ReLU()) + 3",
    "nn.Sequential(nn.ReLU()) * 0",
    "nn.Sequential(nn.ReLU()) * 1.5",
    "from collections import OrderedDict\nm = nn.Sequential(OrderedDict([('a', nn.Linear(1, 1)), ('b', nn.ReLU())])); print(m, m.a, m[0], [n for n, _ in m.named_parameters()])",
    "nn.Sequential(3)",
    "nn.Sequential(lambda x: x)",
    "nn.Sequential([nn.ReLU()])",
    "m = nn.Sequential(nn.Sequential(nn.Linear(1, 1), nn.ReLU()), nn.Flatten()); print(m)",
    "m = nn.ModuleList([nn.Linear(1, 1), nn.Linear(1, 1), nn.ReLU()]); print(m, len(m), m[1:], m[-1])",
    "m = nn.ModuleList([nn.ReLU()]); m.append(nn.Tanh()); m.extend([nn.ELU()]); m.insert(0, nn.GELU()); print(m); m += [nn.ReLU()]; del m[0]; print(m, m.pop(-1)); print(m + [nn.Tanh()])",
    "m = nn.ModuleList([nn.ReLU()]); m[1]",
    "m = nn.ModuleList([nn.ReLU()]); m(torch.ones(1))",
    "m = nn.ModuleList([nn.Sequential(nn.Linear(1, 1), nn.ReLU()) for _ in range(3)]); print(m); print(nn.ModuleList())",
    "nn.ModuleList([3])",
    "nn.ModuleList(3)",
    "m = nn.ModuleDict({'a': nn.ReLU(), 'b': nn.Linear(1, 1)}); print(m, list(m), list(m.keys()), len(m), 'a' in m, m['b'], m.pop('a'), m); m.update({'c': nn.Tanh()}); m['d'] = nn.ELU(); del m['c']; print(m); m.clear(); print(m)",
    "m = nn.ModuleDict([('b', nn.ReLU()), ('a', nn.Tanh())]); print(m, list(m.items()))",
    "m = nn.ModuleDict({'a': nn.ReLU()}); m['z']",
    "nn.ModuleDict({'keys': nn.ReLU()})",
    "nn.ModuleDict(3)",
    "nn.ModuleDict([3])",
    "nn.ModuleDict([(1, 2, 3)])",
    "m = nn.ParameterList([nn.Parameter(torch.ones(2)), torch.zeros(1, 2), 3]); print(m, len(m), m[0], m[1:], [n for n, _ in m.named_parameters()])",
    "m = nn.ParameterList([torch.ones(1)]); m.append(torch.zeros(2)); m.extend([torch.ones(3)]); m += [torch.ones(4)]; m[0] = torch.zeros(5); print(m, list(m))",
    "nn.ParameterList([torch.ones(1)])(3)",
    "nn.ParameterList(torch.ones(2))",
    "nn.ParameterList([torch.ones(1)])[4]",
    "print(nn.ParameterList([torch.ones(1)]), nn.ParameterList())",
    "m = nn.ParameterDict({'b': torch.ones(2), 'a': nn.Parameter(torch.zeros(1))}); print(m, list(m.keys()), m['a'], 'b' in m, len(m), [n for n, _ in m.named_parameters()])",
    "m = nn.ParameterDict({'a': torch.ones(2)}); m['c'] = torch.zeros(1); m.update({'d': torch.ones(1)}); print(m.pop('a'), m, m.get('z'), list(m.items()), m.setdefault('e', torch.ones(1)), m.popitem()); m.clear(); print(m)",
    "nn.ParameterDict({'a': torch.ones(2)})(3)",
    "nn.ParameterDict({'a': torch.ones(2)})[3]",
]
