import torch
from torch.autograd import functional as AF
def run(f,*a,**k):
    try: print(getattr(f,'__name__',f), '->', f(*a,**k))
    except Exception as e: print(getattr(f,'__name__',f), 'ERR', type(e).__module__, type(e).__name__, e)
x=torch.tensor([1.,2.]); xr=torch.tensor([1.,2.],requires_grad=True); y=torch.tensor([3.,4.])
sq=lambda a: a**2; s3=lambda a: (a**3).sum(); two=lambda a,b: (a*b, a.sum()); prod=lambda a,b: (a*a*b).sum()
for cg in (False,True):
  for st in (False,True):
    k=dict(create_graph=cg,strict=st)
    for inp in (x,xr):
        run(AF.jacobian,sq,inp,**k); run(AF.hessian,s3,inp,**k); run(AF.vjp,sq,inp,y,**k); run(AF.jvp,sq,inp,y,**k); run(AF.hvp,s3,inp,y,**k); run(AF.vhp,s3,inp,y,**k)
    run(AF.jacobian,two,(x,y),**k); run(AF.hessian,prod,(x,y),**k); run(AF.vjp,two,(x,y),(y,torch.tensor(1.)),**k); run(AF.jvp,two,(x,y),(y,x),**k); run(AF.hvp,prod,(x,y),(y,x),**k); run(AF.vhp,prod,(x,y),(y,x),**k)
    lin=lambda a: a.sum()*3; const=lambda a: torch.ones(2); 
    for f in (AF.jacobian,AF.hessian,AF.vjp,AF.jvp,AF.hvp,AF.vhp):
        run(f,lin,x,**k); run(f,lin,torch.tensor(2.),**k); run(f,const,x,**k); run(f,lambda a: 3,x,**k); run(f,lin,3,**k); run(f,lin,(x,3),**k); run(f,lin,[x],**k)
        run(f,two,(x,y),**k); run(f,lambda a,b: a.sum(),(x,y),**k)
for f in (AF.vjp,AF.jvp,AF.hvp,AF.vhp):
    run(f,s3,x,torch.ones(3)); run(f,prod,(x,y),torch.ones(2)); run(f,prod,(x,y),(torch.ones(2),torch.ones(3))); run(f,s3,x,(x,x)); run(f,s3,x,3)
run(AF.jacobian,sq,x,vectorize=True); run(AF.jacobian,sq,x,vectorize=True,strict=True); run(AF.jacobian,sq,x,strategy='a'); run(AF.jacobian,sq,x,strategy='forward-mode'); run(AF.jacobian,sq,x,strategy='forward-mode',create_graph=True); run(AF.jacobian,sq,x,strategy='forward-mode',strict=True)
run(AF.jacobian,sq,torch.ones(0))
with torch.no_grad(): run(AF.jacobian,sq,x); run(AF.hvp,s3,x,y)
