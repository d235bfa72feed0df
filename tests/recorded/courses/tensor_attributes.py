import torch
x = torch.ones(2)
x.tag = 'hello'
print(x.tag, hasattr(x, 'tag'), hasattr(x, 'other'), getattr(x, 'other', 5))
w = torch.nn.Parameter(torch.zeros(1)); w._no_weight_decay = True
print([p for p in [w] if getattr(p, '_no_weight_decay', False)])
del x.tag
print(hasattr(x, 'tag'))
try: x.shape.foo
except AttributeError as e: print(e)
try: x.dtype()
except TypeError as e: print(e)
x.shape = (1, 2)
