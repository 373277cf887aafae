import numpy as np

x = np.linspace(-2, 2, 9)
print(x, np.exp(x), 1 / (1 + np.exp(-x)), np.where(x > 0, x, 0), np.maximum(x, 0), np.sign(x), np.abs(x))
print(x ** 2, x ** 3, 2 ** x, np.sqrt(np.abs(x)), np.tanh(x), -x, x // 0.75, x % 0.75)
print(np.round(3.14159, 2), np.round(x, 1), np.clip(x, -1, 1), np.floor(x), np.ceil(x), np.isnan(x).any(), np.allclose(x, x), np.array_equal(x, x))
print(np.log([1, 2, 4]), np.log2([1, 2, 8]), np.log10(1000), np.log1p(0.5), np.sin(np.pi / 2), np.cos(0), np.pi, np.e, np.inf, np.nan)
print(np.square(3), np.power(2, [1, 2]), np.add(1, 2), np.subtract([1, 2], 1), np.multiply(2, [1, 2]), np.divide(1, 4), np.mod(7, 3))
print(np.array([1, 2, 3]) / 2, np.array([1, 2, 3]) // 2, np.array([1, -2, 3]) % 2, np.array([[1, 2], [3, 4]]) @ [1, 1])
print(np.array([1.5, 2]) * 2, 2 - np.array([1.5, 2]), 1 / np.array([1., 2]), [1, 2] + np.array([1, 2]), np.array([1, 2]) * [3, 4])
a = np.zeros(3)
a += 1
a *= 2.5
a -= [1, 2, 3]
a /= 2
print(a)
i = np.array([1, 2, 3])
i += 1
i //= 2
print(i, i << 1, i | 4, i & 1, i ^ 3, ~i)
print(np.array([1, 2, 3], dtype=np.uint8) + 250, np.array([100], dtype=np.int8) * 2)
print(np.array([1, 2, 3]) == np.array([1, 5, 3]), np.array([1, 2]) == None, ~np.array([True, False]), np.array([True, False]) & np.array([True, True]))
print(np.logical_not([True, False]), np.logical_and([1, 0], [1, 1]), np.logical_or([1, 0], [0, 0]), np.array([True, True]) + np.array([True, False]))
print(np.dot(x, x), x @ x, np.outer([1, 2], [3, 4]), np.dot([[1, 2], [3, 4]], [[1, 0], [0, 1]]), np.einsum('ij,j->i', [[1, 2], [3, 4]], [1, 1]))
