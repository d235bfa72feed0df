import torch, warnings
def run(f):
    try: print(f.__name__, '->', f())
    except Exception as e: print(f.__name__, 'ERR', type(e).__module__, type(e).__name__, e)
def cap():
    x=torch.tensor(2.,requires_grad=True); y=x*3; y.register_hook(lambda g: g*10); z=y*y
    r=torch.autograd.grad(z,[y,x],retain_graph=True); y.retain_grad(); r2=torch.autograd.grad(z,[y,x],retain_graph=True); r3=torch.autograd.grad(z,[y],retain_graph=True); return r,r2,r3,y.grad
run(cap)
def capret():
    x=torch.tensor(2.,requires_grad=True); y=x*3; y.retain_grad(); z=y*y
    torch.autograd.grad(z,[y],retain_graph=True); a=y.grad; torch.autograd.grad(z,[x]); return a,y.grad
run(capret)
def preret():
    x=torch.tensor(2.,requires_grad=True); y=x*3; y.retain_grad(); y.grad_fn.register_prehook(lambda g:(g[0]*100,)); z=y*y
    z.backward(); return y.grad,x.grad
run(preret)
def postb():
    a=torch.ones(2,2,requires_grad=True); b=torch.ones(2,requires_grad=True); c=a+b; c.grad_fn.register_hook(lambda gi,go: print([g.shape for g in gi])); c.sum().backward()
run(postb)
for r in ('torch.ones(3)','"x"','(torch.ones(2),torch.ones(2))','(torch.ones(3),)','torch.ones(2)','[torch.ones(2)]','(None,)','torch.ones(2,dtype=torch.double)','("x",)'):
    def pre():
        x=torch.ones(2,requires_grad=True); y=x.clone(); y.grad_fn.register_prehook(lambda g: eval(r)); y.sum().backward(); return x.grad
    def post():
        x=torch.ones(2,requires_grad=True); y=x.clone(); y.grad_fn.register_hook(lambda g,h: eval(r)); y.sum().backward(); return x.grad
    def ten():
        x=torch.ones(2,requires_grad=True); x.register_hook(lambda g: eval(r)); x.sum().backward(); return x.grad
    print(r); run(pre); run(post); run(ten)
def leafflag():
    x=torch.ones(2,requires_grad=True); y=x*2; x.requires_grad=False; y.sum().backward(); return x.grad
run(leafflag)
def hookdouble():
    x=torch.ones(2,requires_grad=True); log=[]
    h=x.register_hook(lambda g: log.append(1)); 
    x.register_hook(lambda g: h.remove() or log.append(2)); x.register_hook(lambda g: log.append(3)); x.sum().backward(); x.sum().backward(); return log
run(hookdouble)
def reent():
    log=[]
    x=torch.tensor(1.,requires_grad=True); w=torch.tensor(1.,requires_grad=True)
    a=x*2; b=x*3
    def hk(g):
        log.append('hook'); 
        with torch.enable_grad(): (w*w).backward()
        log.append('inner done'); return g*2
    b.register_hook(hk); a.register_hook(lambda g: log.append('a')); (a+b).backward(); return log,x.grad,w.grad
run(reent)
def inps():
    x=torch.tensor(2.,requires_grad=True); y=x*3; z=y*y; z.backward(inputs=[y,x]); return x.grad,y.grad,y.retains_grad
run(inps)
def inps2():
    x=torch.tensor(2.,requires_grad=True); w=torch.tensor(2.,requires_grad=True); (x*2).backward(inputs=[w]); return w.grad,x.grad
run(inps2)
def inps3():
    x=torch.tensor(2.,requires_grad=True); y=x*2; y.backward(inputs='a')
run(inps3)
def gradtype():
    x=torch.tensor(2.,requires_grad=True); torch.autograd.grad(3,x)
run(gradtype)
def gradtype2():
    x=torch.tensor(2.,requires_grad=True); torch.autograd.grad(x*2,3)
run(gradtype2)
def gradtype3():
    x=torch.tensor(2.,requires_grad=True); torch.autograd.grad([],x)
run(gradtype3)
def b0():
    torch.autograd.backward([])
run(b0)
def b1():
    torch.autograd.backward(3)
run(b1)
def b2():
    x=torch.tensor(2.,requires_grad=True); torch.autograd.backward([x*2,x*3],[torch.tensor(1.)])
run(b2)
def b3():
    x=torch.tensor(2.,requires_grad=True); (x*2).backward(1.0)
run(b3)
def b4():
    x=torch.tensor(2.,requires_grad=True); torch.autograd.backward([x*2],['a'])
run(b4)
def b5():
    x=torch.tensor(2.,requires_grad=True); torch.autograd.backward([x*2],grad_variables=[torch.tensor(2.)]); return x.grad
run(b5)
def b6():
    x=torch.tensor(2.,requires_grad=True); torch.autograd.backward([x*2], [torch.tensor(2.)], grad_variables=[torch.tensor(2.)]); return x.grad
run(b6)
def g6():
    x=torch.tensor(2.,requires_grad=True); return torch.autograd.grad([x*2,x*3],x,[torch.tensor(1.)])
run(g6)
def g7():
    x=torch.tensor(2.,requires_grad=True);y=x*2; return torch.autograd.grad(y,y), torch.autograd.grad(x,x), torch.autograd.grad(y,[x,x])
run(g7)
def g8():
    x=torch.tensor(2.,requires_grad=True); w=torch.tensor(1.,requires_grad=True); return torch.autograd.grad(x*2,[x,w],allow_unused=True,materialize_grads=True)
run(g8)
def g9():
    x=torch.tensor(2.,requires_grad=True); return torch.autograd.grad(x*2,torch.tensor([1,2]),allow_unused=True)
run(g9)
def g10():
    x=torch.tensor([2.,3.],requires_grad=True); return torch.autograd.grad(x*2,x,torch.eye(2),is_grads_batched=True,create_graph=True)
run(g10)
def g11():
    x=torch.tensor([2.,3.],requires_grad=True); return torch.autograd.grad(x*2,x,torch.ones(2,3),is_grads_batched=True)
run(g11)
def g12():
    with torch.no_grad():
        x=torch.tensor([2.,3.],requires_grad=True)
        with torch.enable_grad(): y=(x*2).sum()
        y.backward()
    return x.grad
run(g12)
def inf():
    x=torch.tensor([2.,3.],requires_grad=True); y=(x*x).sum()
    with torch.inference_mode(): y.backward()
    return x.grad, x.grad.is_inference()
run(inf)
def edge():
    x=torch.tensor(2.,requires_grad=True); y=x*3; e=torch.autograd.graph.get_gradient_edge(y); ex=torch.autograd.graph.get_gradient_edge(x); print(e)
    return torch.autograd.grad(y,ex,retain_graph=True), torch.autograd.grad(e,x,grad_outputs=(torch.tensor(1.),),retain_graph=True), torch.autograd.backward(y,inputs=[ex],retain_graph=True), x.grad, torch.autograd.grad(y,e,retain_graph=True)
run(edge)
def edge2():
    x=torch.tensor(2.,requires_grad=True); y=x*3; e=torch.autograd.graph.get_gradient_edge(y); return torch.autograd.grad(e,x)
run(edge2)
def edge3():
    return torch.autograd.graph.get_gradient_edge(torch.ones(1))
run(edge3)
def retd():
    x=torch.tensor(2.,requires_grad=True); y=x*3; y.retain_grad(); (y*2).backward(); g=y.grad; (y*2).backward if 0 else None; z=x*3; z.retain_grad(); (z*2).backward(retain_graph=True); g=z.grad; (z*2).backward(); return z.grad, g is z.grad, g
run(retd)
