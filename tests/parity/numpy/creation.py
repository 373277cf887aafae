import numpy as np

print(np.ones((2, 3)), np.full((2, 2), 7), np.zeros_like([1, 2]), np.ones_like([1.5]), np.full_like([1.5, 2], 3), np.zeros(2, dtype=int))
print(np.arange(0, 1, 0.1), np.arange(5, 0, -2), np.arange(3.0), np.arange(2, 5), np.arange(1, 2, 0.25), np.arange(0))
print(np.linspace(0, 1, 5), np.linspace(2, 3, 4, endpoint=False), np.linspace(0, 10, 3, dtype=int), np.logspace(0, 2, 3), np.geomspace(1, 8, 4))
print(np.array([1, 2.]).dtype, np.array([True, 2]).dtype, np.array([1, 2], dtype=np.float32), np.array((1, 2)), np.array(range(3)))
print(np.array([[1, 2], [3, 4]], dtype='float32'), np.asarray([1, 2]), np.array([np.array([1, 2]), np.array([3, 4])]), np.array([np.float32(1), 2]))
print(np.array(5), np.array(5).shape, np.array([1, 2], ndmin=2), np.array([]).dtype, np.array([[]]).shape, np.float32([1, 2]), np.int64([1.9]))
print(np.fromiter((i * i for i in range(4)), int), np.fromfunction(lambda i, j: i + j, (2, 2)), np.indices((2, 2)).shape, np.vander([1, 2], 3))
print(np.random.rand(0).shape, np.empty((2, 0)).shape, np.copy([1, 2]), np.array([1, 2]) is np.asarray([1, 2]), np.array([1.5, -1.5]).astype(int))
