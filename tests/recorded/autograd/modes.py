import torch
def run(f):
    try: print(f.__name__, '->', f())
    except Exception as e: print(f.__name__, 'ERR', type(e).__module__, type(e).__name__, e)
E_=torch.is_grad_enabled
def gens():
    out=[]
    @torch.no_grad()
    def gen():
        out.append(E_())
        try:
            r=yield 1; out.append((r,E_()))
        except ValueError: out.append(('ve',E_())); yield 5
        finally: out.append(('fin',E_()))
        return 3
    g=gen(); out.append(next(g)); out.append(E_())
    try: g.send('a')
    except StopIteration as s: out.append(s.value)
    g=gen(); next(g); out.append(g.throw(ValueError)); g.close(); out.append(E_())
    g=gen(); next(g)
    try: g.throw(KeyError)
    except KeyError: out.append('ke')
    with torch.no_grad():
        @torch.enable_grad()
        def h():
            while True: yield E_()
        k=h(); out.append((next(k),E_(),next(k)))
    return out
run(gens)
def sge():
    @torch.set_grad_enabled(False)
    def f(): return E_()
    a=E_(); b=f(); c=E_()
    s=torch.set_grad_enabled(False); d=E_()
    with s: e=E_()
    g=E_()
    return a,b,c,d,e,g, f.__name__
run(sge)
torch.set_grad_enabled(True)
def inf():
    @torch.inference_mode()
    def f(): return torch.is_inference_mode_enabled(),E_()
    @torch.inference_mode
    def g(): return torch.is_inference_mode_enabled(),E_()
    with torch.inference_mode(False): a=torch.is_inference_mode_enabled(),E_()
    with torch.inference_mode():
        with torch.inference_mode(False): b=torch.is_inference_mode_enabled(),E_()
        with torch.enable_grad(): c=E_(), (torch.ones(1,requires_grad=True)*2).requires_grad
    return f(),g(),a,b,c
run(inf)
def inf2():
    with torch.inference_mode(): y=torch.ones(2); v=y[0:1]
    w=torch.ones(2,requires_grad=True); 
    print(v.is_inference(), y.is_inference(), (y+1).is_inference(), y.clone().is_inference(), y.view(2).is_inference(), y.detach().is_inference())
    with torch.inference_mode(): y.add_(1); z=w.add(1); print(z.is_inference(), w[0].is_inference()); 
    return (w*2+y)
run(inf2)
def inf3():
    w=torch.ones(2,requires_grad=True)*1
    with torch.inference_mode(): w.add_(1)
    return w, w._version, w.is_inference()
run(inf3)
def inf4():
    with torch.inference_mode(): y=torch.ones(2)
    torch.save_for=1
    y.requires_grad=True
run(inf4)
def inf5():
    with torch.inference_mode(): y=torch.ones(2)
    y.requires_grad_(False); return y.requires_grad
run(inf5)
def inf6():
    with torch.inference_mode(): y=torch.ones(2)
    class F(torch.autograd.Function):
        @staticmethod
        def forward(ctx,a,b): ctx.save_for_backward(b); return a*b
        @staticmethod
        def backward(ctx,g): return g,None
    return F.apply(torch.ones(2,requires_grad=True),y)
run(inf6)
@torch.no_grad()
class A:
    def __init__(self): self.g=E_()
print(type(A), A().g)
for b in (1,None,0.5):
    def bad(): torch.set_grad_enabled(b)
    run(bad)
def bad2(): torch.inference_mode('x')
run(bad2)
def sm():
    with torch.autograd.set_multithreading_enabled(False): pass
    torch.autograd.set_multithreading_enabled(True); return repr(torch.no_grad())[:45], repr(torch.inference_mode())[:45], str(torch.set_grad_enabled(True)), torch.enable_grad
run(sm)
def nest():
    n=torch.no_grad()
    with n:
        with n: pass
        a=E_()
    return a,E_()
run(nest)
def setin():
    with torch.no_grad():
        torch.set_grad_enabled(True); a=E_()
    return a,E_()
run(setin)
def anom():
    x=torch.tensor(1.,requires_grad=True)
    with torch.autograd.set_detect_anomaly(True): a=torch.is_anomaly_enabled(),torch.is_anomaly_check_nan_enabled()
    with torch.autograd.set_detect_anomaly(True,False): b=torch.is_anomaly_enabled(),torch.is_anomaly_check_nan_enabled()
    return a,b,torch.is_anomaly_enabled(), (x*x).grad_fn.metadata
run(anom)
