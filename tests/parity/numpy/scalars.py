import numpy as np

x, a = np.linspace(-2, 2, 9), np.arange(4).reshape(2, 2)
print(np.int32(5) / 2, np.int64(7) // 2, np.int64(7) % 3, -np.int64(3), abs(np.float32(-2)), np.float32(1) / 3, np.float64(1) / 3)
print(np.float32(2) * np.float64(3), 5 - np.float32(2), np.float32(0.1) + np.float32(0.2), 3 ** np.int64(2), np.float64(1) / 4 + 1)
for value in (np.float32(1) * 2, np.float32(1) * np.float64(2), np.int64(1) * 2.0, np.int64(1) * 2, x[0], a[0, 0], (x > 0)[0],
              x.sum(), x[0] + 1, a.mean(), np.exp(1), np.sqrt(4), a.max(), np.argmax(x), np.float32(2) > 1):
    print(type(value), repr(value), value)
print(f'{x[0]:.3f} {np.float32(0.5):.2f} {np.int64(3):d} {np.mean(x):8.4f} {a.sum()} {x[:2]}', str(np.float64(0.1)))
print('%.2f' % np.float32(1.5), '%d' % np.int64(4), '%s' % np.float32(0.1), '{:5.1f}|{}'.format(np.float64(2.25), np.float32(2.5)))
print(list(range(np.int64(3))), isinstance(np.float64(1), float), isinstance(np.int64(1), int), isinstance(np.int64(1), np.integer))
print(isinstance(np.float64(2), np.floating), {np.int64(1): 'a'}[1], int(np.float64(3.7)), float(np.float32(0.5)), bool(np.int64(0)))
print(np.float32(16777217), np.float32(1e10), np.float32(1e20), np.float32(1.5e-7), np.float64(1e22), np.float64(123456789.0), np.float32(0.3))
print([np.float64(1.5), np.int64(2), np.bool_(True), np.float32(0.1)], (np.True_, np.False_), {'loss': np.float64(0.25)})
print(np.float64(2).item(), type(np.int64(2).item()), np.float64(1.5).dtype, np.int32(3).astype(float), np.float32(2).shape, np.round(np.float64(2.567), 1))
print(sum([np.float64(0.5), 1]), max(np.float64(1), 2), round(np.float64(2.567), 2), np.float64(3) == 3, np.int64(3) != 3, hash(np.int64(5)) == hash(5))
print(np.finfo(np.float32).eps, np.iinfo(np.int32).max, np.isscalar(3), np.issubdtype(x.dtype, np.floating), np.dtype('f4'), repr(np.dtype(float)))
print(x.dtype == np.float64, x.dtype == 'float64', a.dtype == int, x.dtype.name, np.dtype(np.int64).itemsize, np.promote_types('int64', 'float32'))
