import torch
from torch.utils.data import Dataset, DataLoader
class Polynomial(Dataset):
    def __init__(self, n, transform=None):
        self.x = torch.linspace(-1, 1, n)
        self.y = self.x ** 2
        self.transform = transform

    def __len__(self):
        return len(self.x)

    def __getitem__(self, idx):
        sample = {'x': self.x[idx], 'y': self.y[idx], 'id': idx}
        if self.transform:
            sample = self.transform(sample)
        return sample

ds = Polynomial(5, transform=lambda s: {**s, 'y': s['y'] * 100})
print(ds[0], len(ds))
for i, batch in enumerate(DataLoader(ds, batch_size=2)):
    print(i, batch['id'], batch['x'], batch['y'])
both = ds + Polynomial(2)
print(len(both), both[5]['y'])
print([len(b['id']) for b in DataLoader(both, batch_size=4, drop_last=True)])
