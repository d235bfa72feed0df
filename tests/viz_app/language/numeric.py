"""Programs with numpy, and micrograd's Value and network; see `programs.py`."""

NUMERIC = {
    "micrograd's Value": """
import math
class Value:
    def __init__(self, data, _children=(), _op='', label=''):
        self.data = data
        self.grad = 0.0
        self._backward = lambda: None
        self._prev = set(_children)
        self._op = _op
        self.label = label
    def __repr__(self): return f"Value(data={self.data})"
    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other), '+')
        def _backward():
            self.grad += 1.0 * out.grad
            other.grad += 1.0 * out.grad
        out._backward = _backward
        return out
    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other), '*')
        def _backward():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad
        out._backward = _backward
        return out
    def __pow__(self, other):
        assert isinstance(other, (int, float)), "only supporting int/float powers for now"
        out = Value(self.data ** other, (self,), f'**{other}')
        def _backward(): self.grad += other * (self.data ** (other - 1)) * out.grad
        out._backward = _backward
        return out
    def relu(self):
        out = Value(0 if self.data < 0 else self.data, (self,), 'ReLU')
        def _backward(): self.grad += (out.data > 0) * out.grad
        out._backward = _backward
        return out
    def tanh(self):
        x = self.data
        t = (math.exp(2*x) - 1)/(math.exp(2*x) + 1)
        out = Value(t, (self, ), 'tanh')
        def _backward(): self.grad += (1 - t**2) * out.grad
        out._backward = _backward
        return out
    def exp(self):
        out = Value(math.exp(self.data), (self,), 'exp')
        def _backward(): self.grad += out.data * out.grad
        out._backward = _backward
        return out
    def backward(self):
        topo, visited = [], set()
        def build_topo(v):
            if v not in visited:
                visited.add(v)
                for child in v._prev: build_topo(child)
                topo.append(v)
        build_topo(self)
        self.grad = 1.0
        for node in reversed(topo): node._backward()
    def __neg__(self): return self * -1
    def __sub__(self, other): return self + (-other)
    def __rsub__(self, other): return other + (-self)
    def __radd__(self, other): return self + other
    def __rmul__(self, other): return self * other
    def __truediv__(self, other): return self * other**-1
    def __rtruediv__(self, other): return other * self**-1
a, b = Value(-4.0), Value(2.0)
c = a + b; d = a * b + b**3; c += c + 1; c += 1 + c + (-a)
d += d * 2 + (b + a).relu(); d += 3 * d + (b - a).relu()
e = c - d; f = e**2; g = f / 2.0; g += 10.0 / f
g.backward(); print(f"{g.data:.4f} {a.grad:.4f} {b.grad:.4f}", g)
import random
random.seed(1337)
class Neuron:
    def __init__(self, nin): self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]; self.b = Value(0)
    def __call__(self, x): return sum((wi * xi for wi, xi in zip(self.w, x)), self.b).tanh()
    def parameters(self): return self.w + [self.b]
class Layer:
    def __init__(self, nin, nout): self.neurons = [Neuron(nin) for _ in range(nout)]
    def __call__(self, x):
        out = [n(x) for n in self.neurons]
        return out[0] if len(out) == 1 else out
    def parameters(self): return [p for n in self.neurons for p in n.parameters()]
class MLP:
    def __init__(self, nin, nouts):
        sz = [nin] + nouts
        self.layers = [Layer(sz[i], sz[i + 1]) for i in range(len(nouts))]
    def __call__(self, x):
        for layer in self.layers: x = layer(x)
        return x
    def parameters(self): return [p for layer in self.layers for p in layer.parameters()]
n = MLP(3, [4, 4, 1])
xs = [[2.0, 3.0, -1.0], [3.0, -1.0, 0.5], [0.5, 1.0, 1.0], [1.0, 1.0, -1.0]]
ys = [1.0, -1.0, -1.0, 1.0]
for k in range(5):
    loss = sum(((n(x) - y)**2 for x, y in zip(xs, ys)), Value(0.0))
    for p in n.parameters(): p.grad = 0.0
    loss.backward()
    for p in n.parameters(): p.data -= 0.1 * p.grad
    print(k, round(loss.data, 10), len(n.parameters()))
""",
    "numpy arrays": """
import numpy as np
a = np.array([[1, 2, 3], [4, 5, 6]]); b = np.array([1.5, 2.5, -3.0])
print(a, a.shape, a.dtype, a.ndim, a.size, len(a), b, repr(b), repr(a))
print(a + 1, a * 2.0, 1 / b, a @ b, b ** 2, -b, abs(b), a % 2, a // 2, a > 2, (a > 2).sum(), 2 ** a)
print(a[0], a[1, 2], a[:, 1], a[..., ::2], a[a > 2], a[[1, 0]], a[:, None].shape, a.T, a[0, 1:], b[-1])
print(a.sum(), a.mean(), a.sum(axis=0), a.mean(axis=1, keepdims=True), a.max(), a.argmax(), a.std(), a.var(axis=0), b.min(), a.prod(), a.cumsum())
print(a.reshape(3, 2), a.reshape(-1), a.flatten(), a.ravel(), a.transpose(), a.tolist(), a.astype(float), a.astype(np.float32).dtype, b.astype(int), a.copy() is a)
c = a.copy(); c[0, 0] = 100; c[:, 1] = 0; c[c > 50] = -1; print(c, a[0, 0]); c += 1; c *= 2; print(c)
for row in a: print(row, row.sum())
x, y = np.array([1, 2]); print(x + y, int(x), float(y), f"{b[0]:.2f} {a.mean():.3f} {a[0]}", b.tolist(), [v for v in b])
print(np.zeros(3), np.ones((2, 2)), np.full((2,), 7), np.eye(2), np.arange(5), np.arange(1, 2, 0.25), np.linspace(0, 1, 5), np.empty((0,)), np.zeros((2, 3), dtype=int), np.identity(2), np.zeros_like(b), np.ones_like(a))
print(np.array(5), np.array([True, False]), np.array([1, 2.5]), np.array([[1], [2]]).shape, np.array([]).shape, np.float32(0.1), np.int64(3), np.float64(2) / 3)
for bad in (lambda: a + np.ones(4), lambda: a[5], lambda: a.foo, lambda: np.array([[1, 2], [3]]), lambda: a @ a, lambda: bool(a), lambda: a.reshape(4), lambda: np.zeros(-1), lambda: hash(a)):
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
""",
    "numpy functions": """
import numpy as np
x = np.array([0.5, -1.0, 2.0]); m = np.array([[2.0, 1.0], [1.0, 3.0]])
print(np.exp(x), np.sqrt(np.abs(x)), np.log(np.array([1, np.e])), np.sin(x), np.tanh(x), np.maximum(x, 0), np.where(x > 0, x, 0), np.clip(x, -0.5, 1), np.sign(x), np.square(x), np.round(x * 3.14159, 2))
print(np.sum(x), np.mean(x), np.std(x), np.dot(x, x), np.dot(m, m), np.matmul(m, m), np.outer([1, 2], [3, 4]), np.max(x), np.argmax(x), np.argsort(x), np.sort(x), np.unique([3, 1, 1]), np.cumsum([1, 2]), np.prod([2, 3]))
print(np.concatenate([[1], [2, 3]]), np.stack([x, x]).shape, np.vstack([x, x]), np.hstack([[1], [2]]), np.column_stack([[1, 2], [3, 4]]), np.split(np.arange(4), 2), np.tile([1, 2], 2), np.repeat([1, 2], 2), np.expand_dims(x, 0).shape, np.squeeze(np.ones((1, 2))).shape)
print(np.allclose([1.0], [1.0 + 1e-9]), np.isclose(1, 1.1), np.isnan([np.nan, 1]), np.array_equal([1], [1]), np.any(x > 1), np.all(x > -2), np.count_nonzero([0, 1]), np.nonzero([0, 1, 1]), np.argwhere([0, 1]), np.diag([1, 2]), np.trace(m), np.triu(m), np.pi, np.inf, -np.inf)
print(np.linalg.norm([3, 4]), np.linalg.inv(m), np.linalg.det(m), np.linalg.solve(m, [1, 2]), np.linalg.eigvalsh(m), np.meshgrid([1, 2], [3, 4]), np.einsum('ij,jk->ik', m, m), np.percentile([1, 2, 3], 50), np.median([1, 5, 2]), np.diff([1, 4, 9]), np.histogram([1, 2, 2], bins=2), np.bincount([0, 1, 1]), np.var([1, 2]), np.power(2, [1, 2]), np.pad([1], 1), np.roll([1, 2, 3], 1), np.flip([1, 2]), np.cross([1, 0, 0], [0, 1, 0]))
print(np.exp(1.0), type(np.exp(1.0)).__name__, np.sqrt(2), repr(np.mean([1, 2])), [np.float64(1.5), np.int64(2), np.float32(0.5)], np.float64(3) * 2, np.sqrt(4) + 1, round(np.float64(2.567), 1), np.int64(7) // 2, np.float64(1) == 1, max(np.array([1, 2])), sum(np.array([1.5, 2])), isinstance(np.float64(1), float))
print(np.finfo(np.float32).eps, np.iinfo(np.int32).max, np.float32, x.dtype == np.float64, x.dtype == 'float64', np.ndarray, isinstance(x, np.ndarray), type(x))
np.set_printoptions(precision=3, suppress=True); print(np.array([1.23456789, 1e-10])); print(np.arange(2000)); print(np.array([[1e10, 1.0]]))
""",
    "numpy random": """
import numpy as np
np.random.seed(0)
print(np.random.rand(3), np.random.randn(2, 2), np.random.randint(0, 10, 5), np.random.randint(5), np.random.normal(0, 1, 3), np.random.uniform(-1, 1, (2,)), np.random.choice([1, 2, 3], 2), np.random.choice(5), np.random.permutation(4), np.random.random(), np.random.rand(), np.random.choice(3, 2, replace=False, p=[0.2, 0.3, 0.5]))
l = [1, 2, 3, 4]; np.random.shuffle(l); a = np.arange(4); np.random.shuffle(a); print(l, a, np.random.standard_normal(2), np.random.binomial(5, 0.5, 3), np.random.poisson(3, 2), np.random.exponential(1.0, 2))
rng = np.random.default_rng(42); print(rng.random(2), rng.normal(size=2), rng.integers(0, 5, 3), rng.choice([1, 2], 2), rng.permutation(3), rng.standard_normal((1, 2)), rng.uniform(0, 2))
r = np.random.RandomState(1); print(r.rand(2), r.randint(3))
""",
    "numpy warnings": """
import numpy as np
import warnings
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter('always')
    print(np.array([1.0]) / 0, np.log(0), np.float64(1) / 0)
    print([str(each.message) for each in w])
import copy
a = np.ones(2); b = copy.deepcopy([a, a]); b[0][0] = 5; print(a, b)
class Linear:
    def __init__(self, n, m, rng): self.W = rng.normal(0, np.sqrt(2 / n), (n, m)); self.b = np.zeros(m)
    def forward(self, x): self.x = x; return x @ self.W + self.b
    def backward(self, g): self.dW = self.x.T @ g; self.db = g.sum(axis=0); return g @ self.W.T
rng = np.random.default_rng(0); l1, l2 = Linear(2, 8, rng), Linear(8, 1, rng)
X = rng.normal(size=(16, 2)); Y = (X[:, :1] * X[:, 1:] > 0).astype(float)
for step in range(20):
    h = l1.forward(X); r = np.maximum(h, 0); p = 1 / (1 + np.exp(-l2.forward(r)))
    loss = -np.mean(Y * np.log(p) + (1 - Y) * np.log(1 - p))
    g = l2.backward((p - Y) / len(X)); l1.backward(g * (h > 0))
    for l in (l1, l2): l.W -= 0.5 * l.dW; l.b -= 0.5 * l.db
    if step % 5 == 0: print(step, loss, f"{loss:.4f}", ((p > 0.5) == Y).mean())
""",
}
