"""Creation functions and conversions, as expressions: answers and errors are PyTorch's."""

from types import ModuleType

import pytest

import autograd_core
from tests.autograd_core.parity import expression

EXPRESSIONS = """
torch.arange(5)
torch.arange(1,5)
torch.arange(1,2,0.3)
torch.arange(0.,5)
torch.arange(5,1,-1)
torch.arange(5,1)
torch.arange(1,5,0)
torch.arange(3,dtype=torch.float32)
torch.arange(True)
torch.arange(torch.tensor(3))
torch.arange('a')
torch.arange(float('nan'))
torch.arange(start=1,end=4,step=2)
torch.linspace(0,1,5)
torch.linspace(0,1,1)
torch.linspace(0,10,5,dtype=torch.int64)
torch.linspace(0,1,-1)
torch.linspace(0,1,steps=3,requires_grad=True)
torch.logspace(0,2,3)
torch.logspace(0,2,3,base=2)
torch.eye(2)
torch.eye(2,3)
torch.eye(-1)
torch.eye(2,dtype=torch.int64)
torch.full((2,),3)
torch.full((2,),3.)
torch.full((2,),True)
torch.full((2,),3,dtype=torch.float64)
torch.full_like(a,2)
torch.full_like(torch.arange(2),2.5)
torch.zeros_like(a)
torch.ones_like(torch.arange(2))
torch.ones_like(a,dtype=torch.int64)
torch.zeros_like(a,requires_grad=True)
torch.zeros_like([1])
torch.zeros_like(c.transpose(0,1))
torch.empty(2).shape
torch.empty_like(a).shape
torch.empty((2,3),dtype=torch.int64).dtype
torch.empty(0)
torch.scalar_tensor(3.5)
torch.scalar_tensor(3)
torch.as_tensor([1,2])
torch.as_tensor(a) is a
torch.as_tensor(a,dtype=torch.float64)
torch.as_tensor(np.ones(2))
torch.as_tensor(3)
torch.asarray([1.,2])
torch.tensor([])
torch.tensor(3)
torch.tensor([1,2.])
torch.tensor([[1,2],[3,4.]])
torch.tensor([True,2])
torch.tensor('a')
torch.tensor(['a'])
torch.tensor(None)
torch.tensor([None])
torch.tensor({})
torch.tensor([1,[2]])
torch.tensor([[1],2])
torch.tensor(range(3))
torch.tensor((1,2))
torch.tensor(np.float32(2))
torch.tensor(np.arange(3))
torch.tensor([np.arange(2),np.arange(2)])
torch.tensor([torch.tensor(1.),torch.tensor(2.)])
torch.tensor([torch.tensor([1.]),torch.tensor([2.])])
torch.tensor([1.5],dtype=torch.int64)
torch.tensor([300],dtype=torch.uint8)
torch.tensor(2**70)
torch.tensor(1e40)
torch.tensor([1+2j])
torch.tensor(1,device='cpu').device
torch.tensor(1,device='cuda')
torch.zeros(2,device='cuda')
a.to('cuda')
a.cuda()
torch.device('cuda')
torch.device('foo')
torch.device('cpu:0')
torch.device('cpu',0)
a.cpu() is a
a.to('cpu') is a
a.to(torch.device('cpu')) is a
a.to(torch.float64)
a.to('cpu',torch.float64)
a.to(torch.float32,copy=True)
a.to(torch.tensor(1.,dtype=torch.float64))
a.to(b) is a
a.to(dtype=torch.int64)
a.to()
a.to('foo')
a.to(torch.float32) is a
a.to(None)
a.type()
a.type(torch.float64)
a.type('torch.DoubleTensor')
a.type(torch.DoubleTensor)
a.type(torch.float32) is a
a.type_as(b) is a
a.type_as(b.double())
a.double()
a.float() is a
a.half().dtype
a.int()
a.long()
a.bool()
a.char()
a.byte()
a.short()
a.cfloat().dtype
a.cdouble().dtype
a.numpy()
a.detach().numpy()
a.numpy(force=True)
a.tolist()
s.item()
a.item()
torch.from_numpy([1])
torch.from_numpy(np.array(['a']))
torch.from_numpy(np.arange(3)[::-1])
torch.Tensor(2,3).shape
torch.Tensor([1,2])
torch.Tensor()
torch.Tensor(3).shape
torch.Tensor([[1,2],[3]])
torch.Tensor(a)
torch.Tensor(2.5)
torch.Tensor((1,2))
torch.FloatTensor([1,2])
torch.LongTensor([1])
torch.LongTensor(2).shape
torch.LongTensor([1.5])
torch.DoubleTensor([1])
torch.IntTensor([1])
torch.BoolTensor([1,0])
torch.ByteTensor([1])
torch.FloatTensor(2,3).shape
torch.tril_indices(3,3)
torch.tril_indices(3,2,-1)
torch.triu_indices(2,3,1)
a.new_zeros(2)
a.new_ones((2,2),dtype=torch.int64)
a.new_full((2,),3)
a.new_tensor([1,2])
torch.arange(2).new_tensor([1.5])
a.new_empty(2).shape
a.new(2).shape
a.new([1,2])
torch.zeros(2,3.)
torch.zeros('a')
torch.zeros((2,'a'))
torch.zeros()
torch.zeros(())
torch.zeros(2,dtype=float)
torch.zeros(2,dtype=int)
torch.zeros(2,dtype=bool)
torch.zeros(2,dtype='float')
torch.zeros(size=(2,))
torch.ones([2])
torch.zeros(torch.Size([2]))
torch.zeros(torch.tensor(2))
torch.zeros(a.shape)
torch.zeros(2,out=torch.ones(2))
torch.zeros(np.int64(2))
torch.ones(2,names=('a',))
torch.is_tensor(a)
torch.is_floating_point(a)
torch.numel(a)
torch.clone(a)
torch.detach(a)
torch.set_default_dtype(torch.int32)
torch.get_default_dtype()
torch.empty_strided((2,),(1,)).shape
torch.frombuffer(b'abcd',dtype=torch.uint8)
torch.zeros_like(a,device='cuda')
torch.zeros(2,layout=torch.strided)
torch.zeros(2,pin_memory=False)
torch.zeros(2,dtype=torch.float32,device=None)
torch.ones(1)[0].__array__()
np.asarray(torch.ones(2))
a.__array__()
a.resize_(2)
b.detach().resize_(2)
b.detach().resize_(3,3).shape
b.detach().resize_as_(v).shape
b.detach().set_(torch.ones(3))
a.sum_to_size(1,3)
a.sum_to_size(2)
a.is_nonzero()
torch.tensor(1.).is_nonzero()
a.dtype.is_floating_point
a.requires_grad_(False).requires_grad
a.apply_(lambda x: x+1)
b.detach().apply_(lambda x: x+1)
b.detach().map_(b.detach(),lambda x,y: x+y)
a.data_ptr()==a.data_ptr()
a.names
a.T.contiguous().stride()
a.output_nr
a.name
a._version
a.is_inference()
a.dim_order()
""".strip().splitlines()


@pytest.mark.parametrize("source", EXPRESSIONS)
def test_an_expression_answers_as_in_torch(torch: ModuleType, source: str) -> None:
    """Shape, dtype, strides, graph, numbers or error are those of torch."""
    assert expression(autograd_core, source) == expression(torch, source)
