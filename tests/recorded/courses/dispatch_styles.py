import torch as th, torch.nn.functional as F
from torch import nn, optim, Tensor, tensor, sin, cos
from torch.nn import Module, Linear, Parameter, Sequential, ReLU, functional
from torch.optim import SGD, Adam
from torch.optim.lr_scheduler import StepLR, ReduceLROnPlateau
from torch.utils.data import DataLoader, TensorDataset, Dataset, random_split
from torch.autograd import Variable, Function, grad
import torch.nn.init as init
from torch.nn.init import xavier_uniform_
from torch.nn.parameter import Parameter as P2
from torch.nn.modules.utils import _pair
print(th.manual_seed(0) is not None, sin(tensor(0.)), P2 is Parameter)
v = Variable(th.ones(2), requires_grad=True); print(v, v.data)
print(isinstance(v, Variable), isinstance(v, Tensor))
