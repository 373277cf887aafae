import numpy as np

g = np.random.default_rng(42)
print(g.random(3), g.integers(0, 10, 5), g.permutation(5), g.random(), g.integers(100), g.uniform(-1, 1, 2))
print(g.standard_normal(5), g.normal(1, 2, 3), g.choice(5, 3), g.integers(0, 2 ** 40, 2), g.exponential(1.0, 3))
y = np.arange(5)
g.shuffle(y)
print(y)
g = np.random.default_rng(0)
print(round(g.standard_normal(1000).sum(), 6), round(g.exponential(size=1000).sum(), 6), g.random(1000).sum(), g.integers(0, 7, 1000).sum())
print(np.random.default_rng(12345678901234567890).random(), np.random.default_rng([1, 2]).random(), g.permutation([3, 1, 2]), g.normal(size=(2, 2)))
