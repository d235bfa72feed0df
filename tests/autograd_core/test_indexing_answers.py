"""Subscripts and Python numbers, as expressions: answers and errors are PyTorch's."""

from types import ModuleType

import pytest

import autograd_core
from tests.autograd_core.parity import expression

EXPRESSIONS = """
a[0]
a[0:1]
a[:]
a[...]
a[None]
a[...,None]
a[:,None]
a[0,...]
a[...,0]
a[:,:]
a[0,:]
a[:,1:]
a[:,0]
a[0,1]
a[1:,None,0]
a[[0,1]]
a[:,[0,1]]
a[[0,1],0]
a[0,[0,1]]
a[[0,1],:]
a[None,[0,1]]
a[[0,1],None]
a[...,[0,1]]
a[[[0],[1]]]
a[([0],[1])]
a[torch.tensor(0)]
a[torch.tensor(0),torch.tensor(1)]
a[torch.tensor([0,1]),torch.tensor(1)]
a[:,torch.tensor(1)]
a[torch.tensor(True)]
a[True]
a[False]
a[True,0]
a[a.detach().bool()]
a[:,torch.tensor([True,False,True])]
a[[True,False]]
a[range(2)]
a[range(2),[0,1]]
a[()]
a[np.int64(1)]
a[np.array([0,1])]
a[torch.tensor([0,1],dtype=torch.uint8)]
a[torch.tensor([0,1],dtype=torch.int32)]
a[::-1]
a[::0]
a[0:1:1.5]
a['a']
a[1.5]
a[[1.5]]
a[torch.tensor([1.5])]
a[0,0,0]
a[5]
a[-3]
a[:,5]
a[[5]]
a[torch.tensor([True])]
a[[True]]
a[:,[True,False]]
a[[0,1],[0,1,2]]
a[{}]
a[None,None]
a[0][None]
a[(slice(None),[0])]
a[[slice(None),0]]
a[[]]
a[torch.tensor([],dtype=torch.long)]
a[...,...]
a[1:0]
a[-5:5]
a[torch.tensor(1):]
a[True,[0,1]]
a[[0,1],True]
a[torch.tensor([[True,False,True],[False,True,False]])]
a[torch.tensor([0,-1])]
a[torch.tensor([-3])]
a[0:2,torch.tensor([0,1]),None]
a.T[0]
a.T[[0]]
a[None][...,[0]]
a[(0,1)]
a[[0,1]][0]
a[2:1]
a[::3]
a[None,0]
c[0,:,[0,1]]
c[:,0,[0,1]]
c[[0,1],:,[0,1]]
c[:,[0,1],[0,1]]
c[...,0,[1]]
c[0,...,0]
c[:,:,:]
c[:,...]
c[1,2,3]
c[torch.tensor([[0,1],[1,0]])]
c[:,torch.tensor([[0,1],[1,0]])]
s[0]
s[...]
s[None]
s[()]
s[:]
s[True]
v[v.long()]
v[n[0]]
s in v
1 in v
7 in v
'a' in v
None in v
[1] in v
len(a)
len(s)
list(v)
reversed(v)
next(iter(s))
v.long()[1].__index__()
range(3)[n[0,1]]
[1,2,3][torch.tensor([1])]
[1,2][torch.tensor(1.)]
int(torch.tensor([3]))
int(torch.ones(2))
float(torch.tensor([[2]]))
complex(torch.tensor(2.))
int(torch.tensor(1+2j))
torch.tensor(3.7).__int__()
torch.tensor([True]).__index__()
n.tolist()
n.item()
torch.zeros(0).item()
[x.tolist() for x in a]
a[0].tolist()
bool(v)
bool(torch.zeros(0))
bool(v[0])
""".strip().splitlines()


@pytest.mark.parametrize("source", EXPRESSIONS)
def test_an_expression_answers_as_in_torch(torch: ModuleType, source: str) -> None:
    """Shape, dtype, strides, graph, numbers or error are those of torch."""
    assert expression(autograd_core, source) == expression(torch, source)
