# dtype conversions
x = torch.tensor([1.7, -2.3]); print(x.int(), x.long(), x.bool(), x.half(), x.double(), x.to(torch.float64), x.type(), x.type(torch.int16), x.to('cpu'), torch.tensor([1, 2]) + 0.5, torch.tensor([1, 2]) / 2, torch.tensor([3]) // 2, torch.tensor([1], dtype=torch.uint8) - 2, torch.bfloat16, x.element_size(), x.nbytes)
torch.set_default_dtype(torch.float64); print(torch.ones(1).dtype, torch.tensor(1.).dtype); torch.set_default_dtype(torch.float32)
