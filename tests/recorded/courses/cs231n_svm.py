import numpy as np
import torch
np.random.seed(0)
def svm_loss_naive(W, X, y, reg):
    dW = np.zeros(W.shape)
    num_classes = W.shape[1]
    num_train = X.shape[0]
    loss = 0.0
    for i in range(num_train):
        scores = X[i].dot(W)
        correct_class_score = scores[y[i]]
        for j in range(num_classes):
            if j == y[i]:
                continue
            margin = scores[j] - correct_class_score + 1
            if margin > 0:
                loss += margin
                dW[:, j] += X[i]
                dW[:, y[i]] -= X[i]
    loss /= num_train
    dW /= num_train
    loss += reg * np.sum(W * W)
    dW += 2 * reg * W
    return loss, dW
W = np.random.randn(4, 3) * 0.01
X = np.random.randn(5, 4)
y = np.random.randint(3, size=5)
loss, grad = svm_loss_naive(W, X, y, 0.1)
print('loss: %f' % loss)
def softmax_loss(W, X, y, reg):
    scores = X @ W
    scores -= scores.max(axis=1, keepdims=True)
    p = np.exp(scores) / np.sum(np.exp(scores), axis=1, keepdims=True)
    loss = -np.log(p[np.arange(len(y)), y]).mean() + reg * np.sum(W ** 2)
    p[np.arange(len(y)), y] -= 1
    return loss, X.T.dot(p) / len(y) + 2 * reg * W
loss, g = softmax_loss(W, X, y, 0.0)
print(f'{loss:.6f}', g.shape)
Wt = torch.tensor(W, requires_grad=True)
l = torch.nn.functional.cross_entropy(torch.tensor(X) @ Wt, torch.tensor(y))
l.backward()
print(np.allclose(Wt.grad.numpy(), g), abs(l.item() - loss) < 1e-9)
def rel_error(x, y):
    return np.max(np.abs(x - y) / (np.maximum(1e-8, np.abs(x) + np.abs(y))))
def eval_numerical_gradient(f, x, h=1e-5):
    grad = np.zeros_like(x)
    it = np.nditer(x, flags=['multi_index'], op_flags=['readwrite'])
    while not it.finished:
        ix = it.multi_index
        oldval = x[ix]
        x[ix] = oldval + h
        fxph = f(x)
        x[ix] = oldval - h
        fxmh = f(x)
        x[ix] = oldval
        grad[ix] = (fxph - fxmh) / (2 * h)
        it.iternext()
    return grad
num = eval_numerical_gradient(lambda w: softmax_loss(w, X, y, 0.0)[0], W)
print(rel_error(num, g) < 1e-5)
