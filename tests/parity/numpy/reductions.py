import numpy as np

a = np.array([[9, 1, -1, 3], [8, 5, -1, 7], [100, 100, 100, 100]])
print(a.sum(), a.sum(axis=0), a.sum(1), a.mean(), a.mean(axis=0), a.std(), a.std(axis=1), a.var(0))
print(a.min(), a.max(axis=1), a.argmax(), a.argmax(axis=0), a.cumsum(), a.prod(axis=1), a.sum(axis=1, keepdims=True))
print(np.sum([[1, 2], [3, 4]], axis=0), np.mean([1, 2, 3]), np.std([1, 2, 3, 4]), np.var([1, 2, 3, 4], ddof=1))
print(np.sum(np.float32([1, 2])), np.mean(np.float32([1, 2, 4])), np.max([1, 5]), np.min(a), np.argmin([3, 1]))
print(np.cov([[1, 2, 3], [4, 6, 9]]), np.corrcoef([1, 2, 3], [1, 2, 4]))
print(np.average([1, 2, 3], weights=[3, 2, 1]), np.median([1, 2, 3, 4]), np.percentile([1, 2, 3, 4], [25, 50]))
x = np.random.RandomState(3).rand(1000) * 100
print(x.sum(), x.mean(), x.std(), x.var(), np.quantile(x, 0.3))
m = x.reshape(50, 20)
print(m.mean(axis=0)[:3], m.std(axis=1)[:3], m.T.sum(), m.sum(axis=(0, 1)))
print((x > 50).sum(), (x > 50).mean(), (x > 101).any(), (x < 101).all(), np.count_nonzero(x > 50))
print(np.float32(x).sum(), np.float32(x).mean(), np.float32(x).std())
