# module hooks & buffers
class M(nn.Module):
    def __init__(s):
        super().__init__(); s.w = nn.Parameter(torch.ones(2, 2)); s.register_buffer('m', torch.zeros(2)); s.register_buffer('tmp', torch.ones(1), persistent=False); s.lin = nn.Linear(2, 2)
    def forward(s, x): s.m += x.mean(0).detach(); return s.lin(x @ s.w)
m = M(); h1 = m.register_forward_hook(lambda mod, i, o: print('fwd', type(mod).__name__, o.shape)); h2 = m.lin.register_forward_pre_hook(lambda mod, i: print('pre', i[0].shape)); h3 = m.lin.register_full_backward_hook(lambda mod, gi, go: print('bwd', gi[0].shape, go[0].shape))
m(torch.ones(3, 2)).sum().backward(); h1.remove(); m(torch.ones(3, 2)); print(m.m, list(m.state_dict()), [n for n, _ in m.named_buffers()], [n for n, _ in m.named_modules()], [n for n, _ in m.named_children()])
m.lin.requires_grad_(False); print([(n, p.requires_grad) for n, p in m.named_parameters()])
print(m.load_state_dict({'w': torch.zeros(2, 2)}, strict=False))
try: m.load_state_dict({'w': torch.zeros(3, 2), 'x': torch.zeros(1)})
except RuntimeError as e: print(e)
