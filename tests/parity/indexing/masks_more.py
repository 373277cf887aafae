import torch
x = torch.tensor([[1., -2., 3.], [-4., 5., -6.]])
m = x > 0
print(x[m], x[~m], x[m & (x < 4)], m.sum(), x[m].shape, x[x > 100], x[:, torch.tensor([True, False, True])], x[m.any(1)])
y = x.clone()
y[y < 0] = 0
print(y)
y[m] = torch.tensor([10., 20., 30.])
print(y)
y[m] += 1
print(y, y.masked_fill(m, -1), y.masked_select(m))
print(torch.where(m, x, torch.zeros(2, 3)), torch.where(m, x, 0.), torch.where(m), torch.where(x > 0, 1, -1))
print(torch.nonzero(m), m.nonzero(as_tuple=True), torch.argwhere(x > 2), x.nonzero().shape)
y.masked_fill_(m, 7)
print(y, x.masked_scatter(m, torch.tensor([0.1, 0.2, 0.3])))
print(torch.masked_select(x, torch.tensor([True, False, True])), x[0, x[0] > 0], x[torch.tensor(True)].shape)
for bad in [lambda: x[torch.tensor([True, False, True])], lambda: x[torch.tensor([[True]])], lambda: y.__setitem__(m, torch.ones(2))]:
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, str(e)[:100])
