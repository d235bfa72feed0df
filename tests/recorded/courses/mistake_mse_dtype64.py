import numpy as np
import torch
import torch.nn as nn
x = torch.from_numpy(np.array([[1.0, 2.0]]))
print(x.dtype)
print(nn.Linear(2, 1)(x))
