"""Shapes, strides and views, as expressions: answers and errors are PyTorch's."""

from types import ModuleType

import pytest

import autograd_core
from tests.autograd_core.parity import expression

EXPRESSIONS = """
torch.zeros(('a',2))
torch.zeros('a',2)
torch.zeros(2.5)
torch.zeros((2.5,))
torch.zeros([2,2.5])
torch.zeros(2,None)
torch.zeros(None)
torch.zeros(2,-1)
torch.ones(2,-1)
torch.empty(-1)
torch.full((-1,),2)
a.view(('a',))
a.view(2.5)
a.view()
a.reshape(2.5,1)
torch.reshape(a,6)
torch.reshape(a,('a',))
torch.reshape(a,(6,2.5))
torch.reshape([1],(1,))
a.expand(2)
a.expand(-1,2,3)
a.expand(2,2)
a.expand(4,-1,3)
torch.broadcast_to(a,(2,2))
a.permute(0)
a.permute(0,0)
a.permute(0,5)
torch.permute(a,(1,0))
a.transpose(0,2)
a.unsqueeze(4)
a.unsqueeze(-4)
a.squeeze(3)
a.squeeze((0,0))
s.squeeze(0)
s.squeeze()
s.unsqueeze(0)
s.t()
c.t()
v.t()
c.T.shape
v.T.shape
s.T.shape
c.mT.shape
v.mT
c.H
a.H.shape
a.mH.shape
c.mH.shape
a.flatten(1,0)
c.flatten(1)
c.flatten(0,1)
c.flatten(3)
s.flatten()
v.flatten() is v
c.unflatten(2,(2,2))
c.unflatten(2,(3,2))
c.unflatten(2,(-1,2))
c.unflatten(2,())
c.unflatten(5,(2,2))
a.view(4,2)
a.view(-1,-1)
a.view(-2,3)
a.view(-1,4)
torch.zeros(0,2).view(-1,0)
torch.zeros(0,2).reshape(-1,0)
a.t().view(6)
a.t().view(3,2)
a.t().reshape(6)
a.t().reshape(3,1,2)
c[:,:2].reshape(2,8)
c[:,:2].view(2,8)
c[:,:2].reshape(4,4)
c[:,:,0].reshape(6)
c[0].expand(2,3,4).reshape(2,12)
c.movedim(0,2).shape
c.movedim((0,1),(1,0)).shape
c.movedim((0,1),(1,))
c.movedim((0,0),(1,2))
c.movedim(0,5)
c.swapaxes(0,2).stride()
c.swapdims(0,1).stride()
c.transpose(-1,0).stride()
a.narrow(0,1,1)
a.narrow(0,3,1)
a.narrow(0,0,3)
a.narrow(0,0,-1)
a.narrow(0,-1,1)
s.narrow(0,0,1)
a.select(0,5)
a.select(5,0)
s.select(0,0)
a.unfold(1,2,1)
a.unfold(1,4,1)
a.unfold(1,2,0)
c.diagonal().shape
c.diagonal(1,0,2).stride()
a.diagonal(0,0,0)
v.diagonal()
a.diagonal(5).shape
a.diagonal(-1)
a.as_strided((2,2),(1,2))
a.as_strided((2,2),(1,2),1)
a.as_strided((10,),(1,))
a.as_strided((2,),(1,2))
a.as_strided((2,),(-1,))
a.view_as(torch.zeros(3,2)).shape
a.view_as(torch.zeros(3,3))
a.reshape_as(torch.zeros(6)).shape
a.expand_as(torch.zeros(4,2,3)).shape
a.expand_as(torch.zeros(4,2))
a.view(torch.int32)
a.view(size=(3,2)).shape
a.view([3,2]).shape
a.view(torch.Size([6])).shape
a.contiguous() is a
a.t().contiguous().stride()
a.t().clone().stride()
a[:,1].clone().stride()
a.expand(2,2,3).clone().stride()
(a.t()+1).stride()
(a.t()*a.t()).stride()
torch.zeros_like(a.t()).stride()
a.t().sum(0).stride()
a[:, :2].is_contiguous()
a[0:1].is_contiguous()
a.t()[:1].is_contiguous()
a[None].stride()
a[:,None].stride()
a[...,None].stride()
a.t()[None].stride()
a.t().unsqueeze(1).stride()
a.t().unsqueeze(2).stride()
c.sum(0,keepdim=True).stride()
a.unsqueeze(0).squeeze(0).stride()
a.storage_offset()
a[1].storage_offset()
a[1:,1:].storage_offset()
a.t()[1].storage_offset()
a.detach()[1].storage_offset()
""".strip().splitlines()


@pytest.mark.parametrize("source", EXPRESSIONS)
def test_an_expression_answers_as_in_torch(torch: ModuleType, source: str) -> None:
    """Shape, dtype, strides, graph, numbers or error are those of torch."""
    assert expression(autograd_core, source) == expression(torch, source)
