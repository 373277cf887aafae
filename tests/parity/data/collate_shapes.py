import torch
from collections import namedtuple
from torch.utils.data import default_collate, DataLoader
print(default_collate([1, 2, 3]), default_collate([1.5, 2.5]), default_collate([True, False]), default_collate(['a', 'b']))
print(default_collate([torch.tensor([1, 2]), torch.tensor([3, 4])]))
print(default_collate([(1, 2.0), (3, 4.0)]), default_collate([[1, 2], [3, 4]]))
print(default_collate([{'a': 1, 'b': (1, 2)}, {'a': 2, 'b': (3, 4)}]))
Point = namedtuple('Point', ['x', 'y'])
print(default_collate([Point(0, 1), Point(2, 3)]))
print(default_collate([torch.tensor(1.), torch.tensor(2.)]))
for bad in [[(1, 2), (3,)], [torch.ones(2), torch.ones(3)], [None, None], [object()]]:
    try:
        default_collate(bad)
    except Exception as e:
        print(type(e).__name__, str(e).split(' object at')[0])
print(next(iter(DataLoader([(torch.ones(2), 'x'), (torch.zeros(2), 'y')], batch_size=2))))
