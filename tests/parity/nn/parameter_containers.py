import torch
from torch import nn
pl = nn.ParameterList([nn.Parameter(torch.ones(2)), torch.zeros(1, 3)])
print(len(pl), pl[0], type(pl[1]).__name__)
pl.append(nn.Parameter(torch.tensor(1.)))
print([tuple(p.shape) for p in pl], [n for n, _ in pl.named_parameters()])
print(pl)
pd = nn.ParameterDict({'left': nn.Parameter(torch.ones(2)), 'right': torch.zeros(3)})
print(list(pd.keys()), 'left' in pd, len(pd), pd['right'])
pd['new'] = nn.Parameter(torch.ones(1))
print([n for n, _ in pd.named_parameters()])
class Poly(nn.Module):
    def __init__(self, degree):
        super().__init__()
        self.coeffs = nn.ParameterList([nn.Parameter(torch.tensor(float(i))) for i in range(degree + 1)])

    def forward(self, x):
        return sum(c * x ** i for i, c in enumerate(self.coeffs))

p = Poly(2)
print(p(torch.tensor(3.)), len(list(p.parameters())))
print(p)
