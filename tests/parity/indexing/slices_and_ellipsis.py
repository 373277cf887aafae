import torch
x = torch.arange(24).reshape(2, 3, 4)
print(x[0], x[-1, 0], x[1, 2, 3], x[:, 1], x[..., 0], x[0, ..., -1], x[:, :, 1:3])
print(x[None].shape, x[:, None].shape, x[..., None].shape, x[0, None, 1].shape, x[::2].shape, x[:, ::2, 1::2])
print(x[1:0].shape, x[5:].shape, x[:, -2:].shape, x[0][1][2], x[(0, 1)], x[0, slice(1, 3)])
v = torch.arange(10)
print(v[2:8:3], v[-3:], v[:-7], v[3], v[torch.tensor(2)], v[slice(None, None, 4)])
v[2:5] = torch.tensor([20, 30, 40])
v[-1] = 99
v[::5] = 0
print(v)
x[0, :, 0] = -1
x[1] = torch.tensor([1, 2, 3, 4])
print(x)
y = torch.zeros(2, 2)
y[:, 0] = torch.tensor([1., 2.])
y[0, 1] += 5
y[1] *= 10
print(y)
for row in y:
    print(row)
print(len(x), [t.shape for t in x], 20 in v, 55 in v, list(torch.tensor([1, 2])))
