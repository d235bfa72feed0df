import torch, torch.nn as nn
from torch.func import stack_module_state, functional_call, vmap, grad
import copy
torch.manual_seed(0)
models = [nn.Linear(3, 1) for _ in range(3)]
params, buffers = stack_module_state(models)
print({k: v.shape for k, v in params.items()}, buffers, params['weight'].requires_grad, params['weight'].is_leaf)
base = copy.deepcopy(models[0])
def fmodel(params, buffers, x):
    return functional_call(base, (params, buffers), (x,))
data = torch.randn(5, 3)
print(vmap(fmodel, in_dims=(0, 0, None))(params, buffers, data).shape)
