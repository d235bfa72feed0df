"""Sums over indices: every equation decomposes as in PyTorch, and wrong ones are refused alike."""

from types import ModuleType

import pytest

from tests.autograd_core.alike import assert_alike

EQUATIONS = """
torch.einsum('ij,jk->ik',x(2,3),x(3,4))
torch.einsum('ij,jk',x(2,3),x(3,4))
torch.einsum('ij->ji',x(2,3))
torch.einsum('ij->i',x(2,3))
torch.einsum('ij->',x(2,3))
torch.einsum('ii->i',x(3,3))
torch.einsum('ii',x(3,3))
torch.einsum('i,j->ij',x(3),x(2))
torch.einsum('i,i',x(3),x(3))
torch.einsum('bij,bjk->bik',x(5,2,3),x(5,3,4))
torch.einsum('bij,jk->bik',x(5,2,3),x(3,4))
torch.einsum('ij,ij->ij',x(2,3),x(2,3))
torch.einsum('...ij,...jk->...ik',x(5,2,3),x(5,3,4))
torch.einsum('ij,jk,kl->il',x(2,3),x(3,4),x(4,2))
torch.einsum('ij,j->i',x(2,3),x(3))
torch.einsum('bi,bi->b',x(2,3),x(2,3))
torch.einsum('bhqd,bhkd->bhqk',x(2,3,4,5),x(2,3,6,5))
torch.einsum('i,j->',x(2),x(3))
torch.einsum('ij,kl->il',x(2,3),x(4,2))
torch.einsum('...->...',x(2,3))
torch.einsum('...i->...',x(2,3))
torch.einsum('i...,i...->...',x(2,3),x(2,4,3))
torch.einsum('iij->j',x(2,2,3))
torch.einsum(x(2,3),[0,1],x(3,2),[1,2],[0,2])
torch.einsum('ij,jk->ik',[x(2,3),x(3,2)])
torch.einsum('bn,anm,bm->ba',x(2,5),x(3,5,4),x(2,4))
torch.einsum('ij,jk->ik',x(2,3),x(4,4))
torch.einsum('ij->i',x(3))
torch.einsum('ij,jk->ik',x(2,3))
torch.einsum('ij->i',x(2,3),x(2,3))
torch.einsum('ij->k',x(2,3))
torch.einsum('ij->ii',x(2,3))
torch.einsum('i1->i',x(2,3))
torch.einsum('ij')
torch.einsum('i..->i',x(2,3))
torch.einsum('ii->i',x(2,3))
""".strip().splitlines()


@pytest.mark.parametrize("source", EQUATIONS)
def test_an_equation_answers_as_in_pytorch(torch: ModuleType, source: str) -> None:
    """Value, graph and two gradients, or the error, are PyTorch's."""
    assert_alike(torch, source)
