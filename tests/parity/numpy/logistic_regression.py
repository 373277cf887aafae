# Logistic regression by hand: the cross-entropy of a linearly separable set goes down.
import numpy as np

rng = np.random.RandomState(7)
X = np.vstack([rng.randn(20, 2) + [2, 2], rng.randn(20, 2) - [2, 2]])
y = np.hstack([np.ones(20), np.zeros(20)]).astype(int)
X = (X - X.mean(axis=0)) / X.std(axis=0)
order = rng.permutation(len(y))
X, y = X[order], y[order]
w, b = np.zeros(X.shape[1]), 0.0
for epoch in range(30):
    z = X @ w + b
    a = 1.0 / (1.0 + np.exp(-z))
    loss = -np.mean(y * np.log(a) + (1 - y) * np.log(1 - a))
    grad = a - y
    w -= 0.5 * X.T.dot(grad) / len(y)
    b -= 0.5 * grad.mean()
    if epoch % 10 == 0:
        print(f'epoch {epoch:2d} loss {loss:.4f} accuracy {np.mean((a > 0.5) == y):.2f}')
print(np.round(w, 4), f'{b:.4f}', np.bincount(y), y[:8], ((X @ w + b > 0).astype(int) == y).all())
