# Several epochs over loaders with generators, samplers and workers; order and shapes.
import torch
from torch.utils.data import DataLoader, TensorDataset, Dataset, Subset, RandomSampler, random_split, ConcatDataset, get_worker_info
torch.manual_seed(42)
ds = TensorDataset(torch.arange(7), torch.arange(7) * 10)
for epoch in range(2):
    print(epoch, [xb.tolist() for xb, _ in DataLoader(ds, batch_size=3, shuffle=True)])
loader = DataLoader(ds, batch_size=2, shuffle=True, generator=torch.Generator().manual_seed(0))
for epoch in range(2):
    print(epoch, [xb.tolist() for xb, yb in loader])
print(len(loader), len(loader.dataset), loader.batch_size, loader.drop_last, loader.num_workers, type(loader.sampler).__name__)
it = iter(loader)
xb, yb = next(it)
print(xb, yb, xb.shape, yb.dtype)
train, val, test = random_split(ds, [4, 2, 1], generator=torch.Generator().manual_seed(1))
print(train.indices, val.indices, test.indices, len(train), train[0])
class Words(Dataset):
    words = ['a', 'bb', 'ccc', 'dd']
    def __len__(self): return len(self.words)
    def __getitem__(self, i): return self.words[i], len(self.words[i]), {'k': float(i)}, [i, i + 1]
for batch in DataLoader(Words(), batch_size=3): print(batch)
print(Words()[1], [w for w in Words()] if hasattr(Words, '__iter__') else 'no iter', get_worker_info())
def collate(batch):
    words, lens, *_ = zip(*batch)
    return list(words), torch.tensor(lens)
print(list(DataLoader(Words(), batch_size=2, collate_fn=collate, shuffle=False)))
print([b for b in DataLoader(list(range(5)), batch_size=2, drop_last=True)], [b for b in DataLoader([[1., 2.], [3., 4.]], batch_size=2)], list(DataLoader(range(3))), list(DataLoader(range(3), batch_size=None)))
print(list(DataLoader(Subset(ds, [1, 3]), batch_size=2)), list(DataLoader(ConcatDataset([Subset(ds, [0]), Subset(ds, [6])]), batch_size=2)))
print([i for i in RandomSampler(ds, generator=torch.Generator().manual_seed(5))], list(DataLoader(ds, sampler=RandomSampler(ds, replacement=True, num_samples=4, generator=torch.Generator().manual_seed(5)), batch_size=4)))
mean = sum(xb.float().sum() for xb, _ in DataLoader(ds, batch_size=4)) / len(ds)
print(mean, ds[:], ds[torch.tensor([1, 2])], ds.tensors[1])
