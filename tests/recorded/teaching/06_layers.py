pool=nn.MaxPool2d(2,2,return_indices=True); unpool=nn.MaxUnpool2d(2,2)
x=torch.arange(16.).reshape(1,1,4,4).requires_grad_(); y,i=pool(x); z=unpool(y,i); print(z,i); z.sum().backward(); print(x.grad)
