import torch
x = torch.arange(12).reshape(3, 4)
i = torch.tensor([2, 0])
print(x[i], x[:, i], x[i, i], x[i, 1], x[[0, 2]], x[[0, 2], [1, 3]], x[torch.tensor([[0, 1], [2, 0]])].shape)
print(x[i, :2], x[i[:, None], torch.tensor([0, 3])], x[-1, [0, -1]], x[torch.tensor([], dtype=torch.int64)].shape)
y = x.clone()
y[i] = 0
y[[1, 1], [0, 1]] = torch.tensor([70, 80])
y[:, 3] += 100
print(y)
z = torch.zeros(4)
z[torch.tensor([1, 1, 2])] += 1
print(z)
z.index_put_((torch.tensor([1, 1, 2]),), torch.ones(3), accumulate=True)
print(z)
z.index_add_(0, torch.tensor([0, 0]), torch.tensor([1., 2.]))
print(z, z.index_select(0, i), z.index_fill(0, i, -1), z.index_copy(0, i, torch.tensor([8., 9.])))
print(x.take(torch.tensor([0, 5, 11])), torch.take_along_dim(x, x.argmax(1, keepdim=True), 1), x[x[:, 0] > 0].shape)
print(x[range(2)], x[i.tolist(), 0], x[torch.tensor([True, False, True])], x[None, i].shape)
for bad in [lambda: x[3], lambda: x[i + 5], lambda: x[1.5], lambda: x['a'], lambda: x[0, 0, 0], lambda: x[[0, 1], [0, 1, 2]]]:
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, str(e)[:90])
