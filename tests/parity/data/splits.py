import torch
from torch.utils.data import random_split, Subset, TensorDataset, DataLoader
torch.manual_seed(0)
ds = TensorDataset(torch.arange(10) * 10)
parts = random_split(ds, [0.7, 0.2, 0.1])
print([len(p) for p in parts], [p.indices for p in parts])
print([v.item() for (v,) in parts[1]])
train, val = random_split(range(11), [0.5, 0.5], generator=torch.Generator().manual_seed(1))
print(len(train), len(val), list(train))
for xb, in DataLoader(parts[0], batch_size=3):
    print(xb)
print([len(p) for p in random_split(range(10), [0.33, 0.33, 0.34])])
print(len(Subset(range(10), range(0, 10, 3))), Subset([5, 6, 7], [2, 0])[1])
for lengths in [[1, 2], [0.5, 0.7], [-0.5, 1.5]]:
    try:
        random_split(range(10), lengths)
    except ValueError as e:
        print(e)
