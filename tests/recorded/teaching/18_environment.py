z=torch.complex(torch.tensor([1.,2.]),torch.tensor([3.,-4.])); print(z, z.real, z.imag, z.conj(), z.abs(), z.angle(), torch.view_as_real(z), torch.is_complex(z), torch.polar(torch.tensor([1.]),torch.tensor([0.5])), z*z, torch.real(z))
x=torch.tensor([1.,2.],requires_grad=True); y=torch.complex(x,x*2); l=(y.abs()**2).sum(); l.backward(); print(x.grad)
