import torch
a, b = torch.tensor([[1, 2]]), torch.tensor([[3, 4]])
print(torch.cat([a, b]), torch.cat((a, b), dim=1), torch.cat([a, b], -1), torch.concat([a, b]), torch.cat([torch.ones(1), torch.tensor([2])]))
print(torch.stack([a, b]), torch.stack([a, b], dim=2), torch.stack([torch.tensor(1), torch.tensor(2)]))
x, y = torch.tensor([1, 2]), torch.tensor([3, 4])
print(torch.hstack([x, y]), torch.vstack([x, y]), torch.dstack([x, y]), torch.column_stack([x, y]), torch.row_stack([x, y]))
t = torch.arange(10).reshape(5, 2)
print(t.split(2), t.split([1, 4]), torch.split(t, 1, dim=1)[1].shape, t.chunk(3), torch.tensor_split(torch.arange(7), 3), torch.tensor_split(torch.arange(5), [1, 3]))
print(torch.hsplit(torch.arange(4).reshape(2, 2), 2), torch.vsplit(torch.arange(4).reshape(2, 2), 2), t.unbind(1), torch.unbind(x))
print(torch.cat([torch.zeros(0), torch.ones(2)]), torch.cat([torch.tensor([1.], dtype=torch.float64), torch.tensor([1])]).dtype)
for bad in [lambda: torch.cat([a, torch.ones(2, 3)]), lambda: torch.stack([a, x]), lambda: torch.cat([torch.tensor(1)]), lambda: torch.cat([a, x]), lambda: t.split([1, 1]), lambda: a.cat([b])]:
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, str(e)[:110])
