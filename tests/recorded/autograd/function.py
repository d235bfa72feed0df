import torch, warnings
from torch.autograd import Function
def run(f):
    try: print(f.__name__, '->', f())
    except Exception as e: print(f.__name__, 'ERR', type(e).__module__, type(e).__name__, e)
class Nothing(Function):
    @staticmethod
    def forward(ctx,a): return a*1
    @staticmethod
    def backward(ctx,g): return None
def hook_none():
    x=torch.tensor(2.,requires_grad=True); m=x*2
    x.register_hook(lambda g: print('x hook',g)); m.register_hook(lambda g: print('m hook',g))
    m.grad_fn.register_prehook(lambda g: print('pre',g)); m.grad_fn.register_hook(lambda a,b: print('post',a,b)); m.retain_grad()
    x.register_post_accumulate_grad_hook(lambda p: print('post acc'))
    x.grad_fn
    Nothing.apply(m).backward(); return x.grad, m.grad
run(hook_none)
def kwargs_():
    return Nothing.apply(a=torch.ones(1,requires_grad=True))
run(kwargs_)
def no_forward():
    class G(Function): pass
    return G.apply(torch.ones(1))
run(no_forward)
class Sav(Function):
    @staticmethod
    def forward(ctx,a,k,b=None):
        ctx.save_for_backward(a,None,b); print('in', ctx.saved_tensors, ctx.needs_input_grad, ctx.next_functions, hasattr(ctx,'dirty_tensors'))
        return a*k
    @staticmethod
    def backward(ctx,g):
        print(ctx.saved_tensors, ctx.needs_input_grad, torch.is_grad_enabled()); return g*3,None,None
def sav():
    x=torch.ones(1,requires_grad=True); y=Sav.apply(x,3); y.backward(); print(y.grad_fn.next_functions, y.grad_fn.needs_input_grad, y.grad_fn.to_save,)
    try: y.grad_fn.saved_tensors
    except Exception as e: print(e)
    return x.grad
run(sav)
def nongrad():
    x=torch.ones(1); y=Sav.apply(x,3); return y
run(nongrad)
def notensor_grad():
    class G(Function):
        @staticmethod
        def forward(ctx,a,k): return a*k
        @staticmethod
        def backward(ctx,g): return g,g
    G.apply(torch.ones(1,requires_grad=True),3).backward()
run(notensor_grad)
def marknd():
    class G(Function):
        @staticmethod
        def forward(ctx,a):
            b=a*2; c=torch.ones(2); ctx.mark_non_differentiable(c); return b,c
        @staticmethod
        def backward(ctx,g,h): print(g,h); return g
    x=torch.ones(2,requires_grad=True); b,c=G.apply(x); print(b,c,c.requires_grad,c.grad_fn,c.is_leaf, b.grad_fn._input_metadata, b.output_nr); b.sum().backward()
run(marknd)
def markbad():
    class G(Function):
        @staticmethod
        def forward(ctx,a):
            ctx.mark_non_differentiable(3); return a*2
    G.apply(torch.ones(2,requires_grad=True))
run(markbad)
def dirtybad():
    class G(Function):
        @staticmethod
        def forward(ctx,a):
            ctx.mark_dirty(3); return a*2
    G.apply(torch.ones(2,requires_grad=True))
run(dirtybad)
class D(Function):
    @staticmethod
    def forward(ctx,a): a.add_(1); ctx.mark_dirty(a); return a
    @staticmethod
    def backward(ctx,g): return g*10
def dirty_leaf():
    D.apply(torch.ones(2,requires_grad=True))
run(dirty_leaf)
def dirty_ok():
    x=torch.ones(2,requires_grad=True); y=x.clone(); z=D.apply(y); print(z is y, y, y._version, y.grad_fn.next_functions); y.sum().backward(); return x.grad
run(dirty_ok)
def dirty_view():
    x=torch.ones(2,2,requires_grad=True); y=x.clone(); v=y[0]; z=D.apply(v); print(z is v, v, y); y.sum().backward(); return x.grad
run(dirty_view)
def dirty_notret():
    class G(Function):
        @staticmethod
        def forward(ctx,a): a.add_(1); ctx.mark_dirty(a); return a*2
        @staticmethod
        def backward(ctx,g): return g*10
    x=torch.ones(2,requires_grad=True); G.apply(x.clone())
run(dirty_notret)
def dirty_notinput():
    class G(Function):
        @staticmethod
        def forward(ctx,a): b=a*2; ctx.mark_dirty(b); return b
        @staticmethod
        def backward(ctx,g): return g*10
    x=torch.ones(2,requires_grad=True);
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter('always'); y=G.apply(x.clone()); print([str(a.message) for a in w])
    return y
run(dirty_notinput)
def dirty_nograd():
    y=torch.ones(2); z=D.apply(y); return z is y, z, z._version
run(dirty_nograd)
class Id(Function):
    @staticmethod
    def forward(ctx,a): ctx.save_for_backward(a); return a
    @staticmethod
    def backward(ctx,g): print(ctx.saved_tensors); return g*10
def ident():
    x=torch.ones(2,requires_grad=True); z=Id.apply(x); print(z is x, z, z._is_view(), z._base is x, x.is_leaf); z.sum().backward(); print(x.grad); w=Id.apply(torch.ones(2)); y=torch.ones(2); print(Id.apply(y) is y, Id.apply(y)._is_view()); 
    z=Id.apply(x.clone()); z.add_(1); print(z); z=Id.apply(x); 
    with torch.no_grad(): print(Id.apply(x), Id.apply(x) is x)
    z.add_(1)
run(ident)
class IdS(Function):
    @staticmethod
    def forward(a): return a
    @staticmethod
    def setup_context(ctx,inputs,output): ctx.save_for_backward(output)
    @staticmethod
    def backward(ctx,g): return g*10
def idents():
    x=torch.ones(2,requires_grad=True); IdS.apply(x)
run(idents)
class V(Function):
    @staticmethod
    def forward(ctx,a): return a.view(-1)
    @staticmethod
    def backward(ctx,g): return g.view(1,2)
def viewout():
    x=torch.ones(1,2,requires_grad=True); z=V.apply(x); print(z, z._is_view(), z._base is x); z=V.apply(x.clone()); print(z._is_view()); z.add_(1); return z
run(viewout)
class V2(Function):
    @staticmethod
    def forward(ctx,a): return a.view(-1), a.view(-1)
    @staticmethod
    def backward(ctx,g,h): return g.view(1,2)
def viewout2():
    x=torch.ones(1,2,requires_grad=True); z,_=V2.apply(x.clone()); print(z); z.add_(1); return z
run(viewout2)
def sameout():
    class G(Function):
        @staticmethod
        def forward(ctx,a): b=a*2; return b,b
        @staticmethod
        def backward(ctx,g,h): print(g,h); return g+h
    x=torch.ones(2,requires_grad=True); y,z=G.apply(x); print(y is z,y.output_nr,z.output_nr); (y+2*z).sum().backward(); return x.grad
run(sameout)
def nomat():
    class G(Function):
        @staticmethod
        def forward(ctx,a): ctx.set_materialize_grads(False); return a*2,a*3
        @staticmethod
        def backward(ctx,g,h): print(g,h); return g
    x=torch.ones(2,requires_grad=True); y,z=G.apply(x); y.sum().backward(); return x.grad
run(nomat)
def listout():
    class G(Function):
        @staticmethod
        def forward(ctx,a): return [a*2,3]
    x=torch.ones(2,requires_grad=True); return G.apply(x)
run(listout)
def intout():
    class G(Function):
        @staticmethod
        def forward(ctx,a): return a.long(), a*2
        @staticmethod
        def backward(ctx,g,h): print(g,h); return h
    x=torch.ones(2,requires_grad=True); y,z=G.apply(x); print(y,y.grad_fn,z.output_nr); z.sum().backward()
run(intout)
def twice():
    from torch.autograd.function import once_differentiable
    class G(Function):
        @staticmethod
        def forward(ctx,a): ctx.save_for_backward(a); return a**2
        @staticmethod
        @once_differentiable
        def backward(ctx,g): a,=ctx.saved_tensors; return 2*a*g
    x=torch.tensor(2.,requires_grad=True); g,=torch.autograd.grad(G.apply(x)**2,x,create_graph=True); print(g,g.grad_fn, g.grad_fn.next_functions, g.grad_fn.name()); g.backward()
run(twice)
def reduce():
    class G(Function):
        @staticmethod
        def forward(ctx,a): return a*2
        @staticmethod
        def backward(ctx,g): return torch.ones(3,2,dtype=torch.double)
    x=torch.ones(2,requires_grad=True); G.apply(x).sum().backward(); return x.grad
run(reduce)
def intgrad():
    class G(Function):
        @staticmethod
        def forward(ctx,a): return a*2
        @staticmethod
        def backward(ctx,g): return torch.ones(2,dtype=torch.long)
    x=torch.ones(2,requires_grad=True); G.apply(x).sum().backward(); return x.grad
run(intgrad)
def both():
    class G(Function):
        @staticmethod
        def forward(ctx,a): return a*2
        @staticmethod
        def backward(ctx,g): return g
        @staticmethod
        def vjp(ctx,g): return g
    x=torch.ones(2,requires_grad=True); G.apply(x).sum().backward(); return x.grad
run(both)
print(Function, Sav, repr(Sav._backward_cls), type(Function), Sav.__name__)
def verr():
    class G(Function):
        @staticmethod
        def forward(ctx,a): r=a*a; ctx.save_for_backward(r); return r
        @staticmethod
        def backward(ctx,g): r,=ctx.saved_tensors; return g*r
    x=torch.ones(2,requires_grad=True); y=G.apply(x); y.mul_(2); y.sum().backward()
run(verr)
def fname():
    x=torch.ones(2,requires_grad=True); y=Sav.apply(x,2)
    n=y.grad_fn; n.foo=3; print(n.foo, n.metadata, n.name(), n._sequence_nr() is not None); print(isinstance(n, torch.autograd.graph.Node)); n.nothing
run(fname)
def directapply():
    x=torch.ones(2,requires_grad=True); y=Sav.apply(x,2); return y.grad_fn.apply(torch.ones(2)), y.grad_fn(torch.ones(2))
run(directapply)
def setupnodefault():
    class S(Function):
        @staticmethod
        def forward(x,k=3): return x*k
        @staticmethod
        def setup_context(ctx,inputs,output): print(inputs,output); return 5
        @staticmethod
        def backward(ctx,g): return g,None
    return S.apply(torch.ones(1,requires_grad=True))
run(setupnodefault)
