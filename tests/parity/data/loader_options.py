import torch
from torch.utils.data import DataLoader, SequentialSampler, RandomSampler, BatchSampler, SubsetRandomSampler
data = list(range(7))
print(list(DataLoader(data, 3, drop_last=True)), len(DataLoader(data, 3)), len(DataLoader(data, 3, drop_last=True)))
print(list(DataLoader(data, batch_sampler=[[0, 6], [3]])), len(DataLoader(data, batch_sampler=[[0, 6], [3]])))
print(list(DataLoader(data, sampler=[5, 1, 2], batch_size=2)))
print(list(DataLoader(data, batch_sampler=BatchSampler(SequentialSampler(data), 4, True))))
dl = DataLoader(data, 2, num_workers=0, pin_memory=False)
print(dl.batch_size, dl.drop_last, dl.num_workers, type(dl.sampler).__name__, type(dl.batch_sampler).__name__, dl.dataset is data)
print(type(DataLoader(data, shuffle=True).sampler).__name__, DataLoader(data, batch_size=None).batch_size)
for bad in [lambda: DataLoader(data, 2, shuffle=True, sampler=[1]), lambda: DataLoader(data, 2, batch_sampler=[[1]]),
            lambda: DataLoader(data, 0), lambda: DataLoader(data, -1), lambda: DataLoader(data, batch_size=None, drop_last=True),
            lambda: DataLoader(data, num_workers=-1), lambda: RandomSampler([]), lambda: RandomSampler(data, num_samples=0),
            lambda: RandomSampler(data, replacement=3), lambda: BatchSampler(data, 1.5, False)]:
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)
