import torch
t = torch.tensor(1.5); w = torch.tensor(2.25, requires_grad=True); p = torch.nn.Parameter(torch.tensor(3.))
print(f"{t} {w} {w * 2} {t:.3f} {torch.tensor(3)} {torch.tensor(True)} {p}")
print("{} {:.1f} {!r}".format(t, w, t), "%s %.2f %d" % (t, w, t))
print(f"{torch.ones(1)} {torch.ones(2)!s} {t!r} {w!s}", format(t), format(w, '.1f'), str(t))
print(f"{torch.ones(2, 1).shape} {torch.float32} {t.grad}")
try: f"{p:.2f}"
except TypeError as e: print(e)
f"{torch.ones(2):.2f}"
