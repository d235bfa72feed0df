import random
import numpy as np
import torch
def set_seed(seed: int = 42) -> None:
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)
    torch.cuda.manual_seed(seed)
    torch.cuda.manual_seed_all(seed)
    torch.backends.cudnn.deterministic = True
    torch.backends.cudnn.benchmark = False
    torch.use_deterministic_algorithms(True)
    print(f"Random seed set as {seed}")
set_seed(7)
print(random.random(), np.random.rand(), torch.rand(1))
print(torch.initial_seed(), torch.get_rng_state().shape)
g = torch.Generator(device='cpu'); g.manual_seed(1); print(torch.randn(2, generator=g), g.initial_seed())
st = torch.get_rng_state(); a = torch.rand(2); torch.set_rng_state(st); print(torch.equal(a, torch.rand(2)))
with torch.random.fork_rng():
    torch.manual_seed(0); torch.rand(3)
print(torch.rand(1))
print(torch.__version__.split('+')[0], torch.version.cuda, torch.backends.mps.is_available(), torch.get_num_threads() > 0)
torch.set_num_threads(1)
torch.autograd.set_detect_anomaly(False)
torch.set_float32_matmul_precision('high')
print(torch.cuda.is_available(), torch.cuda.device_count())
torch.cuda.get_device_name(0)
