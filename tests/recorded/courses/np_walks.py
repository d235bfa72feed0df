import numpy as np
x = np.arange(6.).reshape(2, 3)
it = np.nditer(x, flags=['multi_index'], op_flags=['readwrite'])
while not it.finished:
    ix = it.multi_index
    x[ix] += 1
    print(ix, x[ix], end=' ')
    it.iternext()
print()
print([i for i in np.ndindex(2, 2)], [(i, float(v)) for i, v in np.ndenumerate(x)], [float(v) for v in np.nditer(x)])
y = np.zeros((2, 3))
r = np.multiply(x, 2, out=y)
print(r is y, y)
np.add(x, 1, out=[1])
