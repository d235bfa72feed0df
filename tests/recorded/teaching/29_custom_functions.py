# custom functions
class MyReLU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x): ctx.save_for_backward(x); return x.clamp(min=0)
    @staticmethod
    def backward(ctx, g): x, = ctx.saved_tensors; g = g.clone(); g[x < 0] = 0; return g
class Scale(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, k): ctx.k = k; return x*k
    @staticmethod
    def backward(ctx, g): return g*ctx.k, None
class STE(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x): return x.round()
    @staticmethod
    def backward(ctx, g): return g
x = torch.tensor([-1., 0.4, 1.6], requires_grad=True); y = Scale.apply(MyReLU.apply(x), 3.); print(y, y.grad_fn, y.grad_fn.next_functions); (y + STE.apply(x)).sum().backward(); print(x.grad)
print(torch.autograd.gradcheck(lambda t: Scale.apply(t, 2.0), (torch.randn(3, dtype=torch.double, requires_grad=True),)))
class Bad(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x): return x**2
    @staticmethod
    def backward(ctx, g): return g
try: torch.autograd.gradcheck(Bad.apply, (torch.tensor([1., 2.], dtype=torch.double, requires_grad=True),))
except Exception as e: print(type(e).__name__, str(e)[:200])
