import torch
from torch.utils.data import RandomSampler, SubsetRandomSampler, WeightedRandomSampler, BatchSampler, DataLoader
torch.manual_seed(1)
print(list(RandomSampler(range(5))), list(RandomSampler(range(5))))
print(list(RandomSampler(range(5), replacement=True)), list(RandomSampler(range(3), num_samples=8)))
print(list(RandomSampler(range(4), replacement=True, num_samples=40)))
print(list(SubsetRandomSampler([10, 20, 30, 40])))
print(list(WeightedRandomSampler([0.0, 0.0, 1.0], 4)), len(WeightedRandomSampler([1., 2.], 5)))
print(list(WeightedRandomSampler([0.1, 0.5, 0.4], 8, replacement=True)))
print(list(BatchSampler(SubsetRandomSampler(range(5)), 2, False)))
print([b.tolist() for b in DataLoader(range(6), batch_size=2, sampler=RandomSampler(range(6)))])
print(torch.rand(1))
for bad in [lambda: WeightedRandomSampler([1.], 0), lambda: WeightedRandomSampler([[1.]], 2), lambda: WeightedRandomSampler([1.], 2, replacement=1)]:
    try:
        bad()
    except ValueError as e:
        print(e)
