import torch
from torch.autograd import graph
def run(f):
    try: print(f.__name__, '->', f())
    except Exception as e: print(f.__name__, 'ERR', type(e).__module__, type(e).__name__, e)
class Exp(torch.autograd.Function):
    @staticmethod
    def forward(ctx,a): r=a*a; ctx.save_for_backward(a,r); return r
    @staticmethod
    def backward(ctx,g): a,r=ctx.saved_tensors; return g*2*a
def hooks1():
    a=torch.ones(2,requires_grad=True); b=torch.ones(2,requires_grad=True)*2
    with graph.saved_tensors_hooks(lambda x: (print('pack',x),x.detach())[1], lambda x: (print('unpack',x),x)[1]): y=a*b; z=y*2; w=a**2
    (y+z+w).sum().backward(); return a.grad
run(hooks1)
def hooks2():
    a=torch.ones(2,requires_grad=True)
    with graph.saved_tensors_hooks(lambda x: x*4, lambda x: x/4): y=a**2; print(y.grad_fn._saved_self, y.grad_fn._saved_self is a)
    y.sum().backward(); return a.grad
run(hooks2)
def hooks3():
    a=torch.ones(2,requires_grad=True)
    with graph.saved_tensors_hooks(lambda x: x, lambda x: 'no'): y=a**2
    y.sum().backward()
run(hooks3)
def hooks4():
    a=torch.ones(2,requires_grad=True).clone()
    with graph.saved_tensors_hooks(lambda x: x.add_(1), lambda x: x): y=a**2
run(hooks4)
def hooks5():
    a=torch.ones(2,requires_grad=True)
    with graph.saved_tensors_hooks(lambda x: 1/0, lambda x: x): y=a**2
run(hooks5)
def hooks6():
    a=torch.ones(2,requires_grad=True); log=[]
    with graph.saved_tensors_hooks(lambda x: log.append('outer') or x, lambda x: x):
        with graph.saved_tensors_hooks(lambda x: log.append('inner') or x, lambda x: x): y=a**2
        y=a**3
    y=a**4; return log
run(hooks6)
def hooks7():
    a=torch.tensor(2.,requires_grad=True); log=[]
    with graph.saved_tensors_hooks(lambda x: log.append(('pack',x.item(),x.requires_grad)) or x.item(), lambda x: torch.tensor(x)): y=Exp.apply(a); z=y*y
    g,=torch.autograd.grad(z,a,create_graph=True); return log,g
run(hooks7)
def hooks8():
    a=torch.tensor(2.,requires_grad=True); log=[]
    with graph.saved_tensors_hooks(lambda x: x.detach(), lambda x: x): y=a**3
    g,=torch.autograd.grad(y,a,create_graph=True); h,=torch.autograd.grad(g,a); return g,h
run(hooks8)
def dis():
    with graph.disable_saved_tensors_hooks('not now'):
        with graph.saved_tensors_hooks(lambda x:x, lambda x:x): pass
run(dis)
def dis2():
    with graph.saved_tensors_hooks(lambda x:x, lambda x:x):
        with graph.disable_saved_tensors_hooks('not now'): pass
run(dis2)
def dis3():
    with graph.disable_saved_tensors_hooks('a'):
        with graph.disable_saved_tensors_hooks('b'): pass
        with graph.saved_tensors_hooks(lambda x:x, lambda x:x): pass
run(dis3)
def cpu():
    a=torch.ones(2,requires_grad=True)
    with graph.save_on_cpu(): y=a**2
    y.sum().backward(); return a.grad
run(cpu)
def raw():
    a=torch.ones(2,requires_grad=True); y=a**2; s=y.grad_fn._raw_saved_self; s.register_hooks(lambda x: x*3, lambda x: x); y.sum().backward(); return type(s), a.grad
run(raw)
def raw2():
    a=torch.ones(2,requires_grad=True); y=a**2; y.grad_fn._raw_saved_self.register_hooks(lambda x: x, lambda x: x); y.grad_fn._raw_saved_self.register_hooks(lambda x: x, lambda x: x)
run(raw2)
def raw3():
    a=torch.ones(2,requires_grad=True); y=a**2; s=y.grad_fn._raw_saved_self; y.sum().backward(); s.register_hooks(lambda x: x, lambda x: x)
run(raw3)
def raw4():
    a=torch.ones(2,requires_grad=True); y=a*2; y.grad_fn._raw_saved_self.register_hooks(lambda x: x, lambda x: x)
run(raw4)
def multi():
    x=torch.ones(2,requires_grad=True); a=x*2; b=x*3; c=x*4; log=[]
    h=graph.register_multi_grad_hook([a,b,c],lambda g: log.append([None if t is None else t.tolist() for t in g]))
    graph.register_multi_grad_hook([a,b,c],lambda g: log.append(g.tolist()),mode='any')
    (a+b).sum().backward(retain_graph=True); (a+b+c).sum().backward(retain_graph=True); h.remove(); c.sum().backward(); return log
run(multi)
def multi2(): graph.register_multi_grad_hook([],print,mode='x')
run(multi2)
def inc():
    a=torch.ones(2,requires_grad=True); b=a*1; y=b**2; graph.increment_version(b); print(b._version); graph.increment_version([b,b]); print(b._version); y.sum().backward()
run(inc)
def tok():
    a=torch.ones(2,requires_grad=True); e=graph.get_gradient_edge(Exp.apply(a)); return e
run(tok)
def nodes():
    a=torch.tensor(2.,requires_grad=True); y=a*3; n=y.grad_fn; n.metadata['k']=1
    return n.metadata, n.requires_grad, isinstance(n,graph.Node), issubclass(type(n),graph.Node), n.name(), n.next_functions[0][0].metadata, type(n).__name__, n._input_metadata[0].__class__
run(nodes)
def foo(): torch.tensor(2.,requires_grad=True).exp if 0 else (torch.ones(1,requires_grad=True)*2).grad_fn.foo
run(foo)
def savedfoo(): (torch.ones(1,requires_grad=True)*2).grad_fn._saved_foo
run(savedfoo)
def callback():
    log=[]; x=torch.tensor(1.,requires_grad=True)
    x.register_hook(lambda g: torch.autograd.Variable._execution_engine.queue_callback(lambda: log.append('end')) or log.append('hook')); (x*2).backward(); return log
run(callback)
def nested():
    log=[]; x=torch.tensor(1.,requires_grad=True)
    class R(torch.autograd.Function):
        @staticmethod
        def forward(ctx,a):
            with torch.enable_grad(): b=a.detach().requires_grad_(); ctx.b=b; ctx.y=b*b*b
            return ctx.y.detach()
        @staticmethod
        def backward(ctx,g): ctx.y.backward(g); return ctx.b.grad
    R.apply(x*2).backward(); return x.grad
run(nested)
def failing():
    x=torch.tensor(1.,requires_grad=True); w=torch.tensor(2.,requires_grad=True)
    y=x*3; z=w*y
    y.register_hook(lambda g: 1/0)
    try: z.backward()
    except ZeroDivisionError: pass
    return x.grad, w.grad
run(failing)
def prefail():
    x=torch.tensor(1.,requires_grad=True); y=x*x; z=y*2
    z.backward()
    try: (z+x).backward()
    except RuntimeError as e: print(str(e)[:40])
    return x.grad
run(prefail)
def order():
    t=torch.tensor(1.,requires_grad=True); out=[]
    y=(t*2)*(t*t); z=y+(t*3); z.register_hook(lambda g: out.extend(n.name() for n in torch._C._current_graph_task_execution_order()))
    with torch.autograd.set_multithreading_enabled(False): z.backward()
    return out
run(order)
def edgein():
    x=torch.tensor(2.,requires_grad=True); y=x*3; z=y*y; e=graph.get_gradient_edge(y); z.backward(inputs=[e]); return y.grad, x.grad, e.node is y.grad_fn
run(edgein)
def edgegrad():
    x=torch.ones(2,requires_grad=True); e=graph.get_gradient_edge(x*3); return torch.autograd.grad(e,x)
run(edgegrad)
def edgegrad2():
    x=torch.ones(2,requires_grad=True); e=graph.get_gradient_edge(x*3); return torch.autograd.grad([e],[x],[torch.ones(3)])
run(edgegrad2)
def mat():
    x=torch.ones(2,requires_grad=True); w=torch.ones(2,requires_grad=True); e=graph.get_gradient_edge(w); return torch.autograd.grad((x*3).sum(),[x,e],materialize_grads=True)
run(mat)
def dicts():
    x=torch.ones(2,requires_grad=True); w=torch.ones(2,requires_grad=True); return torch.autograd.grad((x*w).sum(),{'x':x,'w':w}), torch.autograd.grad((x*w).sum(),{'x':x,'q':torch.ones(1,requires_grad=True)},materialize_grads=True,create_graph=True)
run(dicts)
def dicts2():
    import collections
    x=torch.ones(2,requires_grad=True); return torch.autograd.grad((x*2).sum(),collections.OrderedDict(x=x))
run(dicts2)
def cg():
    x=torch.tensor(2.,requires_grad=True); y=x**3; y.backward(create_graph=True); a=x.grad; print(a, a.grad_fn.next_functions); y=x**3; y.backward(create_graph=True); print(x.grad, a is x.grad, x.grad.grad_fn); y=x**2; y.backward(); print(x.grad); x.grad.backward() if x.grad.requires_grad else None; return x.grad
run(cg)
def acc():
    x=torch.ones(2,requires_grad=True); g=torch.ones(2); x.backward(g); print(x.grad is g); x.grad.add_(1); return g, x.grad
run(acc)
def accdtype():
    x=torch.ones(2,requires_grad=True); (x.double()*2).sum().backward(); return x.grad.dtype
run(accdtype)
def keep():
    x=torch.ones(2,requires_grad=True); y=x*x; a=y.sum(); b=(y*3).sum(); a.backward(); b.backward()
run(keep)
