import torch
from torch.func import grad, grad_and_value, vjp, jvp, jacrev, jacfwd, hessian, vmap, functional_call
def run(f):
    try: print(f.__name__, '->', f())
    except Exception as e: print(f.__name__, 'ERR', type(e).__module__, type(e).__name__, e)
x=torch.tensor([1.,2.]); y=torch.tensor([3.,4.]); s=torch.tensor(2.)
def g1(): return grad(lambda t: t**3)(s), grad(grad(lambda t: t**3))(s), grad(grad(grad(lambda t: t**3)))(s)
run(g1)
def g2(): return grad(lambda a,b: (a*b).sum())(x,y), grad(lambda a,b: (a*b).sum(), argnums=1)(x,y), grad(lambda a,b: (a*b).sum(), argnums=(0,1))(x,y)
run(g2)
def g3(): return grad(lambda a: a*2)(x)
run(g3)
def g4(): return grad(lambda a: 3)(x)
run(g4)
def g5(): return grad(lambda a: (a.sum(), 'aux'), has_aux=True)(x), grad_and_value(lambda a: (a**2).sum())(x), grad_and_value(lambda a: ((a**2).sum(), a), has_aux=True)(x)
run(g5)
def g6(): return grad(lambda a,b: a.sum(), argnums=1)(x,y)
run(g6)
def g7():
    xr=x.clone().requires_grad_(); r=grad(lambda a: (a**3).sum())(xr); r.sum().backward(); return r.requires_grad, xr.grad
run(g7)
def g8(): return grad(lambda p: (p['a']*p['b']).sum())({'a':x,'b':y})
run(g8)
def g9(): return grad(lambda a: a.sum(), argnums=2)(x)
run(g9)
def g10(): return grad(lambda a: a.sum())(3.0)
run(g10)
def g11(): return grad(lambda a: (a.sum(), a), has_aux=True)(x), grad_and_value(lambda a: (a**2).sum())(x), grad_and_value(lambda a: ((a**2).sum(), {'k': a}), has_aux=True)(x)
run(g11)
def fc():
    m=torch.nn.Linear(2,1); p={'weight':torch.tensor([[1.,2.]]),'bias':torch.tensor([3.])}; w=m.weight
    loss=lambda q: functional_call(m,q,(x,)).sum()
    return functional_call(m,p,(x,)), functional_call(m,p,x), grad(loss)(p), m.weight is w
run(fc)
def fc2(): return functional_call(torch.nn.Linear(2,1),{'nope':x},(x,))
run(fc2)
def fc3(): return functional_call(torch.nn.Linear(2,1),{'nope':x},(x,),strict=True)
run(fc3)
def fc4(): return functional_call(torch.nn.Linear(2,1),({'weight':x},{'weight':x}),(x,))
run(fc4)
def v1():
    out,f=vjp(lambda a: a**2, x); return out, f(y), out.requires_grad
run(v1)
def v2():
    out,f=vjp(lambda a,b: (a*b, a.sum()), x, y); return out, f((y,s))
run(v2)
def v3():
    out,f,aux=vjp(lambda a: (a**2,a), x, has_aux=True); return out,f(y),aux
run(v3)
def v4():
    out,f=vjp(lambda a: a**2, x); return f(torch.ones(3))
run(v4)
def j1(): return jvp(lambda a: a**2,(x,),(y,)), jvp(lambda a,b:(a*b,a.sum()),(x,y),(y,x))
run(j1)
def j2(): return jvp(lambda a: a**2,x,y)
run(j2)
def r1(): return jacrev(lambda a: a**2)(x), jacfwd(lambda a: a**2)(x), hessian(lambda a: (a**3).sum())(x)
run(r1)
def r2(): return jacrev(lambda a,b: a*b, argnums=(0,1))(x,y), jacrev(lambda a,b:(a*b,a.sum()))(x,y), jacrev(lambda a: {'k':a*2})(x), jacrev(lambda a:(a**2,a) ,has_aux=True)(x)
run(r2)
def r3(): return hessian(lambda a,b:(a*a*b).sum(),argnums=(0,1))(x,y)
run(r3)
def m1(): 
    A=torch.tensor([[1.,2.],[3.,4.],[5.,6.]])
    return vmap(lambda a: a*2)(A), vmap(lambda a: a.sum())(A), vmap(torch.dot,in_dims=(0,None))(A,x), vmap(lambda a:(a.sum(),a*2))(A), vmap(grad(lambda a:(a**2).sum()))(A), vmap(lambda a: a*2, in_dims=1, out_dims=1)(A)
run(m1)
def m2(): return vmap(lambda a,b: a+b)(torch.ones(2),torch.ones(3))
run(m2)
def m3(): return vmap(lambda a: a)(torch.tensor(1.))
run(m3)
def m4(): return vmap(lambda a: 3)(x)
run(m4)
def m5(): return vmap(lambda d: d['a']*2)({'a':x}), vmap(lambda a: a*2, in_dims=None)(x)
run(m5)
def ng():
    with torch.no_grad(): return grad(lambda a:(a**2).sum())(x)
run(ng)
def cl():
    w=torch.tensor(3.,requires_grad=True); r=grad(lambda a:(w*a**2).sum())(x); return r.requires_grad, torch.autograd.grad(r.sum(),w)
run(cl)
