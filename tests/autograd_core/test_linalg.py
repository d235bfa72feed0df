"""Linear algebra: values, graphs, gradients and errors are PyTorch's."""

from types import ModuleType

import pytest

from tests.autograd_core.alike import assert_alike

CALLS = """
torch.linalg.det(x(2,3))
torch.linalg.det(x(3))
torch.linalg.det(i(3,2,2))
torch.linalg.inv(torch.zeros(2,2))
torch.linalg.inv(torch.tensor([[1.,2.],[2.,4.]]))
torch.inverse(x(2,3))
torch.linalg.solve(torch.zeros(2,2),torch.zeros(2))
torch.linalg.solve(x(2,2),x(3))
torch.linalg.solve(x(2,2),x(3,2))
torch.linalg.cholesky(-torch.eye(2))
torch.linalg.cholesky(x(2,3))
torch.linalg.qr(x(2,2),'x')
torch.linalg.eigh(x(2,3))
torch.linalg.matrix_power(x(2,2),0)
torch.linalg.matrix_power(x(2,2),1)
torch.linalg.matrix_power(x(2,2),3)
torch.linalg.matrix_power(x(2,2),5)
torch.linalg.matrix_power(x(2,2),-2)
torch.linalg.norm(x(2,3))
torch.linalg.norm(x(2,3),1)
torch.linalg.norm(x(2,3),float('inf'))
torch.linalg.norm(x(2,3),2)
torch.linalg.norm(x(2,3),'nuc')
torch.linalg.norm(x(3),3)
torch.linalg.norm(x(2,3,2),1)
torch.linalg.norm(x(2,3),dim=1)
torch.linalg.matrix_norm(x(2,3),dim=(0,1),keepdim=True)
torch.linalg.vector_norm(x(2,3),3,1)
torch.linalg.cond(x(2,2))
torch.linalg.matrix_rank(c(3,2))
torch.linalg.multi_dot([x(2,3),x(3,4),x(4)])
torch.linalg.multi_dot([x(3),x(3)])
torch.linalg.cross(x(2),x(2))
torch.linalg.vecdot(x(3),x(3))
torch.linalg.vecdot(x(2,3),x(2,3))
torch.linalg.diagonal(x(3,3))
torch.logdet(torch.eye(2,dtype=c().dtype)+x(2,2)*0.1)
torch.svd(x(3,2))[1]
torch.linalg.lstsq(c(4,2),c(4,1))[0]
torch.det(v([1.0,2.0],[2.0,4.0]))
torch.linalg.matmul(x(2,3),x(3))
torch.linalg.slogdet(x(2,2))
x(2,3).norm('nuc')
""".strip().splitlines()


@pytest.mark.parametrize("source", CALLS)
def test_linear_algebra_answers_as_in_pytorch(torch: ModuleType, source: str) -> None:
    """Value, graph and two gradients, or the error, are PyTorch's."""
    assert_alike(torch, source)
