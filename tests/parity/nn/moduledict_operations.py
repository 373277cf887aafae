import torch
from torch import nn
acts = nn.ModuleDict({'relu': nn.ReLU(), 'tanh': nn.Tanh()})
acts['lin'] = nn.Linear(1, 1)
print(list(acts.keys()), len(acts), 'tanh' in acts, 'x' in acts)
x = torch.tensor([-1., 1.])
print(acts['relu'](x), acts['tanh'](x))
for name, module in acts.items():
    print(name, module)
print([type(m).__name__ for m in acts.values()])
acts.update([('sig', nn.Sigmoid())])
print(acts.pop('relu'), list(acts))
del acts['tanh']
print(acts)
print([n for n, _ in acts.named_parameters()])
try:
    acts['gone']
except KeyError as e:
    print('KeyError', e)
acts.clear()
print(acts, len(acts))
