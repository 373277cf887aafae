import numpy as np

a = np.array([[1., 2], [3, 4]])
print(np.linalg.norm([3, 4]), np.linalg.norm(a, axis=1), np.linalg.norm(a), np.linalg.inv(a), np.linalg.solve(a, [5, 6]))
print(round(np.linalg.det(a), 6), np.trace(a), a @ np.linalg.inv(a), np.linalg.matrix_power(a, 3), np.linalg.matrix_rank(a))
values, vectors = np.linalg.eigh(np.array([[2., 1], [1, 2]]))
print(values, np.abs(vectors).round(6))
u, s, vh = np.linalg.svd(a)
print(s, np.allclose(u * s @ vh, a), np.linalg.cholesky([[4., 2], [2, 3]]), np.round(np.linalg.pinv(a), 6))
x = np.array([0., 1, 2, 3])
print(np.round(np.polyfit(x, 2 * x + 1, 1), 6), np.polyval([1, 0, 2], 3), np.round(np.linalg.lstsq(np.c_[x, np.ones(4)], 2 * x + 1, None)[0], 6))
print(np.inner([1, 2], [3, 4]), np.cross([1, 0, 0], [0, 1, 0]), np.kron([1, 2], [1, 1]), np.vdot([1, 2], [3, 4]), np.tensordot(a, a))
