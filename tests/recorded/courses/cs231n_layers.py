import numpy as np
def affine_forward(x, w, b):
    out = x.reshape(x.shape[0], -1).dot(w) + b
    cache = (x, w, b)
    return out, cache
def affine_backward(dout, cache):
    x, w, b = cache
    dx = dout.dot(w.T).reshape(x.shape)
    dw = x.reshape(x.shape[0], -1).T.dot(dout)
    db = dout.sum(axis=0)
    return dx, dw, db
x = np.linspace(-0.1, 0.5, num=2*12).reshape(2, 3, 4)
w = np.linspace(-0.2, 0.3, num=12*3).reshape(12, 3)
b = np.linspace(-0.3, 0.1, num=3)
out, cache = affine_forward(x, w, b)
print(out)
dx, dw, db = affine_backward(np.ones_like(out), cache)
print(dx.shape, dw.shape, db)
def batchnorm_forward(x, gamma, beta, bn_param):
    mode = bn_param['mode']
    eps = bn_param.get('eps', 1e-5)
    momentum = bn_param.get('momentum', 0.9)
    N, D = x.shape
    running_mean = bn_param.get('running_mean', np.zeros(D, dtype=x.dtype))
    running_var = bn_param.get('running_var', np.zeros(D, dtype=x.dtype))
    if mode == 'train':
        mu, var = np.mean(x, axis=0), np.var(x, axis=0)
        xhat = (x - mu) / np.sqrt(var + eps)
        out = gamma * xhat + beta
        running_mean = momentum * running_mean + (1 - momentum) * mu
        running_var = momentum * running_var + (1 - momentum) * var
    elif mode == 'test':
        out = gamma * (x - running_mean) / np.sqrt(running_var + eps) + beta
    else:
        raise ValueError('Invalid forward batchnorm mode "%s"' % mode)
    bn_param['running_mean'] = running_mean
    bn_param['running_var'] = running_var
    return out
np.random.seed(231)
a = np.random.randn(20, 3)
p = {'mode': 'train'}
o = batchnorm_forward(a, np.ones(3), np.zeros(3), p)
print('  means: ', np.round(o.mean(axis=0), 6) + 0.0, ' stds: ', o.std(axis=0).round(3))
print(p['running_mean'])
mask = (np.random.rand(*a.shape) < 0.5) / 0.5
print((a * mask).shape, np.maximum(0, a)[:2], np.where(a > 0, a, 0.01 * a).sum().round(4))
print(np.argmax(a, axis=1), np.argsort(a[0]), np.concatenate([a[:1], a[1:2]]), np.vstack((a[:1], a[:1])).shape, np.hstack((a[:1], a[:1])).shape)
