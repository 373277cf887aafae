import numpy as np

a = np.arange(12).reshape(3, 4)
print(a[1], a[1, 2], a[:, 1], a[::-1], a[:, ::-2], a[a > 5])
print(a[[0, 2]], a[[0, 2], [1, 3]], a[..., 1], a[None].shape, a[:, np.newaxis, 1:3])
a[a % 2 == 0] = -1
print(a)
a[::-1, 0] = [7, 8, 9]
print(a)
b = a[::-1]
b[0] = 100
print(a, b.sum(), b.T, b.reshape(-1), b + 1, b.copy())
z = np.array([[1, 2, 3], [4, 5, 6]])
z[:, 1] = 0
z[0] += 10
z[1, [0, 2]] *= 2
print(z, z.T.copy(), z.ravel(order='F'), z[-1, ::-1], z[:, -1:])
i = np.array([1, 0, 1])
print(z[i], z[i, i], np.eye(3)[[2, 0]], z[z > 100], z[np.array([True, False])])
print([10, 20, 30][np.int64(1)], 3 in np.array([1, 2, 3]))
for row in z:
    print(row, [int(v) for v in row])
x = np.arange(5)[::-1]
x[1:3] = x[3:]
print(x, x[-2:], x[10:], x[:-6:-1])
