import torch
from torch.autograd import gradcheck, gradgradcheck, Function
import warnings
def run(f):
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter('always')
        try: print(f.__name__, '->', f())
        except Exception as e: print(f.__name__, 'ERR', type(e).__module__, type(e).__name__, e)
    for each in w: print('  warned', each.category.__name__, str(each.message).partition(' (Triggered')[0])
d=torch.double
def x(*v): return torch.tensor(v,dtype=d,requires_grad=True)
def ok(): return gradcheck(lambda a: a**3, x(1.,2.)), gradcheck(lambda a,b: (a*b, a+b), (x(1.,2.),x(3.,4.))), gradcheck(lambda a,k: a*k, (x(1.,2.),3)), gradcheck(lambda a: a.sum(), (x(1.,2.),)), gradcheck(lambda a: a**2, [x(1.)])
run(ok)
def ok2(): return gradgradcheck(lambda a: a**3, x(1.,2.)), gradgradcheck(lambda a,b: a*b, (x(1.,2.),x(3.,4.))), gradgradcheck(lambda a: a**3, x(1.,2.), x(1.,1.))
run(ok2)
class Wrong(Function):
    @staticmethod
    def forward(ctx,a): ctx.save_for_backward(a); return a**2
    @staticmethod
    def backward(ctx,g): a,=ctx.saved_tensors; return g*a
def wrong(): return gradcheck(Wrong.apply, x(1.,2.))
run(wrong)
def wrong2(): return gradcheck(Wrong.apply, x(1.,2.), raise_exception=False)
run(wrong2)
def wrong3(): return gradcheck(lambda a,b: (a*1,Wrong.apply(b)), (x(1.),x(2.)))
run(wrong3)
class WrongTwice(Function):
    @staticmethod
    def forward(ctx,a): ctx.save_for_backward(a); return a**3
    @staticmethod
    def backward(ctx,g): a,=ctx.saved_tensors; return g*3*(a.detach()**2)
def wrong4(): return gradcheck(WrongTwice.apply, x(1.,2.)), 
run(wrong4)
def wrong5(): return gradgradcheck(WrongTwice.apply, x(1.,2.), x(1.,1.))
run(wrong5)
def f32(): return gradcheck(lambda a: a*2, torch.ones(2,requires_grad=True), eps=1e-2, atol=1e-2)
run(f32)
def none(): return gradcheck(lambda a: a*2, torch.ones(2,dtype=d))
run(none)
def exp(): return gradcheck(lambda a: a*2, torch.ones(1,dtype=d,requires_grad=True).expand(3))
run(exp)
def det(): return gradcheck(lambda a: a.detach()*2, x(1.,2.))
run(det)
def det2(): return gradcheck(lambda a: torch.ones(2,dtype=d), x(1.,2.))
run(det2)
class Rnd(Function):
    n=[0]
    @staticmethod
    def forward(ctx,a): return a*2
    @staticmethod
    def backward(ctx,g): Rnd.n[0]+=1; return g*2+ (Rnd.n[0]%2)*1e-9
def nondet(): return gradcheck(Rnd.apply, x(1.))
run(nondet)
def nondet2(): return gradcheck(Rnd.apply, x(1.), nondet_tol=1e-6, atol=1e-3, check_undefined_grad=False)
run(nondet2)
class NotMul(Function):
    @staticmethod
    def forward(ctx,a): return a*2
    @staticmethod
    def backward(ctx,g): return g*0+2
def notmul(): return gradcheck(NotMul.apply, x(1.))
run(notmul)
class Undef(Function):
    @staticmethod
    def forward(ctx,a): ctx.set_materialize_grads(False); return a*2
    @staticmethod
    def backward(ctx,g):
        if g is None: raise RuntimeError('none!')
        return g*2
def undef(): return gradcheck(Undef.apply, x(1.))
run(undef)
def undef2(): return gradcheck(Undef.apply, x(1.), check_undefined_grad=False)
run(undef2)
def args(): return gradcheck(lambda a:a, x(1.), check_backward_ad=False)
run(args)
def args2(): return gradgradcheck(lambda a:a, x(1.), check_rev_over_rev=False)
run(args2)
class Boom(Function):
    @staticmethod
    def forward(ctx,a): return a*1
    @staticmethod
    def backward(ctx,g): raise ValueError('boom')
def anom1():
    a=x(1.)
    with torch.autograd.detect_anomaly(check_nan=False):
        y=Boom.apply(a); y.sum().backward()
run(anom1)
def anom2():
    a=x(1.); y=Boom.apply(a)
    with torch.autograd.set_detect_anomaly(True): y.sum().backward()
run(anom2)
class Nan(Function):
    @staticmethod
    def forward(ctx,a,b): return a*1
    @staticmethod
    def backward(ctx,g): return g, g*float('nan')
def anom3():
    a=x(1.); b=x(1.)
    with torch.autograd.set_detect_anomaly(True): Nan.apply(a,b).sum().backward()
run(anom3)
def anom4():
    a=x(1.); b=x(1.)
    with torch.autograd.set_detect_anomaly(True,check_nan=False): Nan.apply(a,b).sum().backward()
    return b.grad
run(anom4)
class Dbl(Function):
    @staticmethod
    def forward(ctx,a): ctx.save_for_backward(a); return a*a
    @staticmethod
    def backward(ctx,g): a,=ctx.saved_tensors; return Boom.apply(g*2*a)
def anom5():
    a=x(2.)
    with torch.autograd.set_detect_anomaly(True):
        g,=torch.autograd.grad(Dbl.apply(a).sum(),a,create_graph=True)
        g.sum().backward()
run(anom5)
def anom6():
    a=x(2.)
    with torch.autograd.set_detect_anomaly(True):
        a.register_hook(lambda g: 1/0); (a*2).sum().backward()
run(anom6)
def anom7():
    a=x(2.)
    with torch.autograd.set_detect_anomaly(True): b=a*1; y=b*b; b.add_(1); y.sum().backward()
run(anom7)
