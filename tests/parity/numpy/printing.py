# How arrays print: columns, exponents, wrapping, summaries.
import numpy as np

arrays = [np.array([1.0, 2.5]), np.array([1e-5, 1.0]), np.array([1e10, 1.0]), np.array([1, 2, 3]), np.arange(1500),
          np.array([np.nan, 1, np.inf]), np.linspace(0, 1, 7), np.random.RandomState(0).randn(3, 4),
          np.array([[True, False]]), np.zeros((2, 2), np.float32), np.array([]), np.array(3.5), np.zeros((0, 3)),
          np.array([1.123456789012, 100000.5]), np.arange(10, dtype=np.int32), np.array([1e-300, 1e300]),
          np.array([0.1, 1e8, 3], dtype=np.float32), np.random.RandomState(1).rand(2, 2, 3), np.ones((1, 1, 1)),
          np.arange(2000.).reshape(40, 50), np.arange(3000).reshape(10, 20, 15), np.array([-np.inf, 1.5]),
          np.array([-0.0, 0.1]), np.array([123456789.123, 0.5]), np.float16([0.1, 2000])]
for a in arrays:
    print(a)
    print(repr(a))
