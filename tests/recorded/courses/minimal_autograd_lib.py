import numpy as np
class Tensor:
    def __init__(self, data, requires_grad=False, parents=(), op=''):
        self.data = np.asarray(data, dtype=np.float64)
        self.grad = None
        self.requires_grad = requires_grad
        self._parents = parents
        self._backward = lambda: None
        self._op = op
    @property
    def shape(self): return self.data.shape
    @staticmethod
    def _unbroadcast(g, shape):
        while g.ndim > len(shape): g = g.sum(axis=0)
        for i, n in enumerate(shape):
            if n == 1: g = g.sum(axis=i, keepdims=True)
        return g
    def _acc(self, g):
        g = self._unbroadcast(g, self.shape)
        self.grad = g if self.grad is None else self.grad + g
    def __add__(self, o):
        o = o if isinstance(o, Tensor) else Tensor(o)
        out = Tensor(self.data + o.data, parents=(self, o), op='+')
        def _backward(): self._acc(out.grad); o._acc(out.grad)
        out._backward = _backward
        return out
    __radd__ = __add__
    def __mul__(self, o):
        o = o if isinstance(o, Tensor) else Tensor(o)
        out = Tensor(self.data * o.data, parents=(self, o), op='*')
        def _backward(): self._acc(out.grad * o.data); o._acc(out.grad * self.data)
        out._backward = _backward
        return out
    def __matmul__(self, o):
        out = Tensor(self.data @ o.data, parents=(self, o), op='@')
        def _backward(): self._acc(out.grad @ o.data.T); o._acc(self.data.T @ out.grad)
        out._backward = _backward
        return out
    def relu(self):
        out = Tensor(np.maximum(self.data, 0), parents=(self,), op='relu')
        def _backward(): self._acc(out.grad * (self.data > 0))
        out._backward = _backward
        return out
    def sum(self):
        out = Tensor(self.data.sum(), parents=(self,), op='sum')
        def _backward(): self._acc(np.ones_like(self.data) * out.grad)
        out._backward = _backward
        return out
    def backward(self):
        order, seen = [], set()
        def visit(t):
            if id(t) in seen: return
            seen.add(id(t))
            for p in t._parents: visit(p)
            order.append(t)
        visit(self)
        self.grad = np.ones_like(self.data)
        for t in reversed(order): t._backward()
    def __repr__(self): return f"Tensor({self.data}, op={self._op!r})"
np.random.seed(0)
W = Tensor(np.random.randn(3, 2)); b = Tensor(np.zeros((1, 2))); x = Tensor(np.random.randn(4, 3))
y = ((x @ W + b).relu() * 2).sum(); y.backward()
print(y, W.grad, b.grad)
import torch
Wt = torch.tensor(W.data, requires_grad=True)
(torch.relu(torch.tensor(x.data) @ Wt) * 2).sum().backward()
print(np.allclose(Wt.grad, W.grad), np.allclose(Wt.grad.numpy(), W.grad))
