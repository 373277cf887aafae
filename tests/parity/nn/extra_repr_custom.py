import torch
from torch import nn
class Scale(nn.Module):
    def __init__(self, factor):
        super().__init__()
        self.factor = factor

    def forward(self, x):
        return x * self.factor

    def extra_repr(self):
        return f'factor={self.factor}'

class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.scale = Scale(2.0)
        self.inner = nn.Sequential(nn.Linear(2, 2), Scale(0.5))

    def extra_repr(self):
        return 'kind=demo'

    def forward(self, x):
        return self.inner(self.scale(x))

print(Scale(3))
print(Block())
print(repr(nn.Sequential(Block())))
class Multi(nn.Module):
    def extra_repr(self):
        return 'a=1\nb=2'
print(Multi())
class Named(nn.Linear):
    pass
print(Named(1, 2))
print(str(type(nn.Linear(1, 1))), nn.Linear)
