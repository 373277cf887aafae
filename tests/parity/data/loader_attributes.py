import torch
from torch.utils.data import DataLoader, TensorDataset

loader = DataLoader(TensorDataset(torch.arange(6.), torch.arange(6)), batch_size=4)
print(type(iter(loader)).__name__, len(loader), loader.batch_size, loader.drop_last)
for name, value in (('batch_size', 2), ('dataset', None), ('sampler', None)):
    try:
        setattr(loader, name, value)
    except ValueError as error:
        print(error)
loader.note = 'mine'
print(loader.note, [y.tolist() for _, y in loader])
