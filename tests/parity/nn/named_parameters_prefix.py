import torch
from torch import nn
net = nn.Sequential(nn.Linear(2, 2), nn.Sequential(nn.ReLU(), nn.Linear(2, 1)))
print([n for n, _ in net.named_parameters()])
print([n for n, _ in net.named_parameters(prefix='net')])
print([n for n, _ in net.named_parameters(recurse=False)])
print([n for n, _ in net[0].named_parameters()])
print([(n, type(m).__name__) for n, m in net.named_modules(prefix='top')])
shared = nn.Linear(2, 2)
tied = nn.Sequential(shared, nn.ReLU(), shared)
print(len(list(tied.parameters())), [n for n, _ in tied.named_parameters()])
print([n for n, _ in tied.named_parameters(remove_duplicate=False)])
print(len(list(tied.modules())), len(list(tied.children())), list(tied.state_dict()))
