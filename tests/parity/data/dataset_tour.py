# A Dataset of one's own with transforms, DataLoader options, collate functions, samplers, splits.
import torch
from torch.utils.data import (Dataset, DataLoader, TensorDataset, ConcatDataset, Subset, random_split, IterableDataset,
                              WeightedRandomSampler, SubsetRandomSampler, SequentialSampler, RandomSampler, BatchSampler, ChainDataset, StackDataset, default_collate)
class FaceLandmarks(Dataset):
    def __init__(self, n, transform=None):
        self.n, self.transform = n, transform
    def __len__(self):
        return self.n
    def __getitem__(self, idx):
        if torch.is_tensor(idx):
            idx = idx.tolist()
        sample = {'image': torch.full((2, 2), float(idx)), 'landmarks': torch.tensor([idx, idx + 1]), 'name': f'face{idx}', 'id': idx}
        return self.transform(sample) if self.transform else sample
class Compose:
    def __init__(self, fs): self.fs = fs
    def __call__(self, s):
        for f in self.fs: s = f(s)
        return s
ds = FaceLandmarks(5, Compose([lambda s: {**s, 'image': s['image'] * 2}]))
for i, sample in enumerate(ds):
    print(i, sample['image'].size(), sample['landmarks'])
    if i == 2: break
for i, batch in enumerate(DataLoader(ds, batch_size=2, shuffle=False, num_workers=0)):
    print(i, batch['image'].shape, batch['landmarks'], batch['name'], batch['id'])
class Count(IterableDataset):
    def __init__(self, a, b): self.a, self.b = a, b
    def __iter__(self): return iter(range(self.a, self.b))
print(list(DataLoader(Count(3, 8), batch_size=2)), list(DataLoader(ChainDataset([Count(0, 2), Count(5, 7)]), batch_size=None)))
x, y = torch.arange(10.).reshape(5, 2), torch.arange(5)
td = TensorDataset(x, y)
print(len(td), td[1], td[1:3], ConcatDataset([td, td])[6], Subset(td, [4, 0])[0], StackDataset(x, y)[2])
torch.manual_seed(7)
for xb, yb in DataLoader(td, batch_size=2, shuffle=True, drop_last=True): print(yb)
a, b = random_split(td, [3, 2], generator=torch.Generator().manual_seed(42))
print(a.indices, b.indices, [len(p) for p in random_split(range(10), [0.5, 0.3, 0.2])])
def pad(batch):
    return torch.nn.utils.rnn.pad_sequence([torch.ones(n) * n for n in batch], batch_first=True)
print(next(iter(DataLoader([1, 3, 2], batch_size=3, collate_fn=pad))))
print(list(BatchSampler(SequentialSampler(range(7)), batch_size=3, drop_last=False)), list(SubsetRandomSampler([5, 6, 7])))
print(list(WeightedRandomSampler([0.1, 0.9, 0.4, 0.7, 3.0, 0.6], 5, replacement=True)), list(RandomSampler(range(4), num_samples=2)))
print(default_collate([{'a': 1, 'b': 2.5}, {'a': 3, 'b': 4.5}]), default_collate([(1, 'x'), (2, 'y')]), default_collate(['a', 'b']))
loader = DataLoader(td, batch_sampler=[[0, 1], [4]])
print(len(loader), [yb for _, yb in loader], loader.dataset is td, loader.batch_size)
def attempt(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
attempt(lambda: TensorDataset(x, torch.ones(3)))
attempt(lambda: random_split(td, [3, 3]))
attempt(lambda: DataLoader(td, batch_size=0))
attempt(lambda: DataLoader(td, shuffle=True, sampler=SequentialSampler(td)))
attempt(lambda: next(iter(DataLoader([torch.ones(1), torch.ones(2)], batch_size=2))))
attempt(lambda: td[9])
attempt(lambda: next(iter(DataLoader([None, None], batch_size=2))))
attempt(lambda: len(DataLoader(Count(0, 3))))
