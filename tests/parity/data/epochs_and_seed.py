import torch
from torch.utils.data import DataLoader, TensorDataset
X = torch.arange(12.).reshape(6, 2)
y = torch.arange(6)
torch.manual_seed(0)
loader = DataLoader(TensorDataset(X, y), batch_size=4, shuffle=True)
for epoch in range(3):
    for xb, yb in loader:
        print(epoch, yb.tolist(), xb[:, 0].tolist(), xb.shape)
print(torch.randint(0, 100, (3,)))
torch.manual_seed(0)
it = iter(loader)
print(torch.rand(1))
print(next(it)[1])
print(torch.rand(1))
a, b = iter(loader), iter(loader)
print(next(a)[1], next(b)[1], next(a)[1])
g = torch.Generator().manual_seed(3)
shuffled = DataLoader(range(5), shuffle=True, generator=g)
print([int(v) for v in shuffled], [int(v) for v in shuffled])
for batch in shuffled:
    break
print(torch.randperm(4, generator=g))
