import torch
from torch.utils.data import Dataset, IterableDataset, ConcatDataset, ChainDataset, Subset, StackDataset, TensorDataset, DataLoader
a = TensorDataset(torch.arange(3.), torch.tensor([0, 1, 0]))
st = StackDataset(a, torch.arange(3) * 10)
print(len(st), st[1])
sd = StackDataset(x=torch.arange(3), y=[7, 8, 9])
print(sd[2], len(sd))
c = ConcatDataset([[1, 2], (3,), range(4, 6)])
print([c[i] for i in range(len(c))], c[-1], c.cumulative_sizes)
sub = Subset(a, [2, 0])
print(sub[0], len(sub), list(DataLoader(sub, batch_size=2)))
class Count(IterableDataset):
    def __init__(self, n):
        self.n = n
    def __iter__(self):
        return iter(range(self.n))
print(list(DataLoader(Count(5), batch_size=2)), list(DataLoader(Count(3), batch_size=None)))
print(list(DataLoader(Count(2) + Count(3), batch_size=4)), list(DataLoader(Count(5), batch_size=2, drop_last=True)))
for bad in [lambda: c[-9], lambda: ConcatDataset([]), lambda: StackDataset(), lambda: StackDataset([1], [1, 2]),
            lambda: Dataset()[0], lambda: len(Dataset()), lambda: DataLoader(Count(3), shuffle=True), lambda: len(DataLoader(Count(3)))]:
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)
