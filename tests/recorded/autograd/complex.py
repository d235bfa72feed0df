import torch


def see(*sources):
    for source in sources:
        try:
            value = eval(source, globals())
        except Exception as error:
            value = f"{type(error).__name__}: {error}"
        print(source, "->", value)


def slope(function, *inputs):
    leaves = [each.clone().requires_grad_() for each in inputs]
    result = function(*leaves)
    seed = torch.ones_like(result) if result.is_complex() else None
    result.sum().backward(seed.sum() * 0 + 1 if result.is_complex() else None)
    return [leaf.grad for leaf in leaves]


z = torch.tensor([1 + 2j, 3 - 1j], dtype=torch.complex128)
w = torch.tensor([2 - 1j, 1 + 1j], dtype=torch.complex128)
x = torch.tensor([1.5, 2.0], dtype=torch.float64)
m = torch.tensor([[1 + 2j, 3 - 1j], [1j, 2]], dtype=torch.complex128)
for name in """exp sin cos tan sinh cosh tanh log log2 log10 log1p expm1 exp2 sqrt rsqrt
               reciprocal square sigmoid asin acos atan abs angle real imag conj neg sgn sum
               mean norm var std""".split():
    see(f"slope(lambda a: torch.{name}(a), z)")
see(
    "slope(lambda a, b: a * b, z, w)",
    "slope(lambda a, b: a / b, z, w)",
    "slope(lambda a, b: a ** b, z, w)",
    "slope(lambda a, b: (a * b).imag, z, x)",
    "slope(lambda a, b: (b / a).imag, z, x)",
    "slope(lambda a, b: (b ** a).imag, z, x)",
    "slope(lambda a, b: (a ** b).imag, z, x)",
    "slope(lambda a: (a ** (1 + 2j)).real, z)",
    "slope(lambda a: (2 ** a).real, z)",
    "slope(lambda a: (2j / a).real, z)",
    "slope(lambda a: (a * 2j).real, x)",
    "slope(lambda a: torch.complex(a, a * 2).abs(), x)",
    "slope(lambda a: torch.polar(a, a).imag, x)",
    "slope(lambda a: torch.view_as_real(a)[..., 1], z)",
    "slope(lambda a: a @ a.conj(), z)",
    "slope(lambda a: torch.vdot(a, a), z)",
    "slope(lambda a, b: torch.vdot(a, b), z, w)",
    "slope(lambda a: (a @ a).real, m)",
    "slope(lambda a: (a @ a.mH).real, m)",
    "slope(lambda a: torch.linalg.inv(a).real, m)",
    "slope(lambda a: torch.linalg.solve(a, z).real, m)",
    "slope(lambda a: torch.einsum('ij,jk->ik', a, a).real, m)",
    "slope(lambda a: torch.outer(a, a).real, z)",
)
z.requires_grad_()
see(
    "z.backward(torch.ones(2))",
    "z.sum().backward()",
    "(z * z).sum().backward(torch.tensor(1.0))",
    "torch.autograd.grad((z ** 3).real.sum(), z, create_graph=True)[0].grad_fn",
    "torch.autograd.gradcheck(lambda a: a * a, z)",
    "torch.autograd.gradcheck(lambda a: a.abs(), z)",
    "torch.autograd.gradcheck(lambda a: a.abs().exp() * a.conj(), z)",
    "torch.autograd.gradcheck(lambda a: a.detach() * a, z)",
    "torch.autograd.gradgradcheck(lambda a: a.exp(), z)",
    "z.conj().is_conj(), z.conj().resolve_conj().is_conj(), z.is_conj()",
    "z.conj().conj().is_conj()",
    "z > 1",
    "z.max()",
    "z.floor()",
    "z.relu()",
    "z.sort()",
    "z.sign()",
    "z.argmax()",
    "z.numpy()",
    "z.conj().detach().numpy()",
    "z.to(torch.float64).grad_fn",
)
