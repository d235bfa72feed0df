import torch
i, f, d, b, h = torch.tensor([1, 2]), torch.tensor([1.5, 2.5]), torch.tensor([1.5, 2.5], dtype=torch.float64), torch.tensor([True, False]), torch.tensor([1.5], dtype=torch.float16)
for x in (i, f, d, b, h):
    for y in (i, f, d, b, h): print((x * y).dtype, end=' ')
    print()
print(i / 2, i // 2, i % 2, -i, i ** 2, 2 ** i, i + 0.5, b + 1, b & True, ~b, i << 1, f.floor_divide(1), 7 // f, -7 // i, torch.tensor(-7) % 3, torch.fmod(torch.tensor(-7), 3))
print(torch.tensor(3.7).int(), torch.tensor(3).float() / 2, torch.tensor(2.5).round(), torch.tensor([0.5, 1.5, 2.5]).round(), torch.round(torch.tensor(3.14159), decimals=2))
try: f @ d
except RuntimeError as e: print(e)
try: i += 0.5
except RuntimeError as e: print(e)
try: torch.nn.functional.linear(torch.ones(1, 2, dtype=torch.float64), torch.ones(1, 2))
except RuntimeError as e: print(e)
try: i.mean()
except RuntimeError as e: print(e)
try: torch.tensor([1, 2], dtype=torch.int64, requires_grad=True)
except RuntimeError as e: print(e)
try: torch.arange(3).requires_grad_()
except RuntimeError as e: print(e)
try: b - b
except RuntimeError as e: print(e)
x = torch.ones(2, dtype=torch.float64, requires_grad=True); (x.float() * 2).sum().backward(); print(x.grad)
torch.set_default_dtype(torch.float64); print(torch.tensor(1.).dtype, torch.ones(1)); torch.set_default_dtype(torch.float32)
print(torch.tensor([1, 2.5]), torch.tensor([True, 2]), torch.tensor(1e10), torch.tensor([1e-5, 1.]), torch.tensor(123456789.), torch.tensor([1000000., 1.]), torch.tensor(0.1 + 0.2, dtype=torch.float64), torch.tensor(2 ** 40), torch.tensor(-0.))
