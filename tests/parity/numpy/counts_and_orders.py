import numpy as np

u, i, c = np.unique([3, 1, 2, 3, 1], return_inverse=True, return_counts=True)
print(u, i, c, np.unique(np.array([[1, 2], [2, 3]])), np.unique([3, 1, 3], return_index=True))
print(np.bincount([0, 1, 1, 3]), np.bincount(np.array([0, 1, 1]), minlength=5), np.bincount([0, 1, 1], weights=[0.5, 1, 2]))
print(np.sort([3, 1, 2]), np.argsort([3, 1, 2]), np.sort([[3, 1], [2, 4]], axis=0), np.argsort(-np.array([3, 1, 2])))
print(np.nonzero([0, 1, 2]), np.argwhere(np.array([0, 1, 2]) > 0), np.where([True, False, True]))
print(np.take([5, 6, 7], [0, 2]), np.histogram([1, 2, 2, 3], bins=3), np.searchsorted([1, 2, 3], 2))
print(np.digitize([0.5, 2.5], [1, 2]), np.interp(2.5, [1, 2, 3], [3, 2, 0]), np.trapezoid([1, 2, 3]))
print(np.isin([1, 2, 3], [2, 5]), np.intersect1d([1, 2, 3], [2, 3, 4]), np.union1d([1, 2], [2, 3]), np.setdiff1d([1, 2], [2]))
print(np.convolve([1, 2, 3], [0, 1, 0.5]), np.diff([1, 4, 9]), np.cumsum([1, 2, 3]), np.cumprod([1, 2, 3]), np.gradient([1., 4., 9., 16.]))
