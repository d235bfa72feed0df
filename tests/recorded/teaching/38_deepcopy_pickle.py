# deepcopy pickle
import copy, pickle, io
m = nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2)); c = copy.deepcopy(m); c[0].weight.data.zero_(); print(m[0].weight.sum() != 0, c[0].weight); p = pickle.loads(pickle.dumps({k: v for k, v in m.state_dict().items()})); print(list(p)); t = torch.ones(2, requires_grad=True); print(copy.deepcopy(t), copy.copy(t) is t)
try: copy.deepcopy(t*2)
except RuntimeError as e: print(e)
o = torch.optim.Adam(m.parameters()); m(torch.randn(4, 2)).sum().backward(); o.step(); sd = o.state_dict(); o2 = torch.optim.Adam(c.parameters()); o2.load_state_dict(copy.deepcopy(sd)); print(o2.state_dict()['state'][0]['step'], sd['param_groups'])
