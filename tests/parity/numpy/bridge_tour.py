# The NumPy bridge in both directions.
import torch
import numpy as np
t = torch.ones(5)
n = t.numpy()
print(f't: {t}', f'n: {n}')
t.add_(1)
print(t, n)
n = np.ones(3)
t = torch.from_numpy(n)
np.add(n, 1, out=n)
print(f't: {t}')
print(f'n: {n}')
data = [[1, 2], [3, 4]]
np_array = np.array(data)
x_np = torch.from_numpy(np_array)
print(x_np, x_np.dtype, torch.tensor(np_array), torch.as_tensor(np_array.astype(np.float32)))
x_np[0, 0] = 9
print(np_array, torch.tensor(np_array) is np_array)
for dt in (np.float64, np.float32, np.int64, np.int32, np.uint8, np.bool_, np.float16, np.int8, np.int16):
    print(dt.__name__, torch.from_numpy(np.zeros(2, dtype=dt)).dtype, torch.zeros(1, dtype=torch.from_numpy(np.zeros(1, dt)).dtype).numpy().dtype)
w = torch.ones(2, requires_grad=True)
for f in (lambda: w.numpy(), lambda: w.detach().numpy(), lambda: w.data.numpy(), lambda: np.array(w.detach()), lambda: w.numpy(force=True), lambda: np.asarray(torch.arange(3)), lambda: torch.from_numpy(np.float32(1)), lambda: torch.from_numpy([1]), lambda: torch.tensor(np.float32(2.5)), lambda: torch.tensor([np.float64(1), np.float64(2)]), lambda: torch.tensor(np.arange(3)[::-1].copy()), lambda: torch.from_numpy(np.arange(3)[::-1])):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)
a = np.arange(6).reshape(2, 3)
t = torch.from_numpy(a)
print(t.T.numpy(), t.sum(0).numpy(), t.numpy().mean(), t.float().mean().numpy(), t.tolist(), np.array_equal(t.numpy(), a))
print(t.shape == a.shape, torch.tensor(a.shape), t.numpy().dtype, torch.ones(2).double().numpy(), torch.tensor(3).numpy(), torch.tensor([True]).numpy())
print(np.sqrt(torch.tensor([4., 9.]).numpy()), torch.sqrt(torch.from_numpy(np.array([4., 9.]))), torch.tensor([1., 2.]) * torch.from_numpy(np.array([2., 3.])))
X = np.random.RandomState(0).randn(4, 2).astype('float32')
y = (X[:, 0] > 0).astype(np.int64)
Xt, yt = torch.from_numpy(X), torch.from_numpy(y)
print(Xt, yt, Xt.dtype, yt.dtype)
i = np.array([2, 0])
print(torch.arange(3.)[i], torch.arange(3.)[torch.from_numpy(i)], torch.zeros(np.int64(2)), torch.full((np.int64(2),), np.float32(0.5)), torch.tensor(5.0) + np.float64(1.5))
