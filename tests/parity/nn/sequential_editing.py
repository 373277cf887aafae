import torch
from torch import nn
from collections import OrderedDict
net = nn.Sequential(OrderedDict([('fc1', nn.Linear(2, 3)), ('act', nn.Tanh()), ('fc2', nn.Linear(3, 1))]))
print(net)
print(net.fc1, net[1], net[-1].out_features)
print([n for n, _ in net.named_parameters()])
net[1] = nn.ReLU()
print(net.act, net[0:2])
s = nn.Sequential(nn.Linear(1, 1), nn.ReLU(), nn.Linear(1, 1))
del s[1]
print(s)
s.insert(1, nn.Sigmoid())
s.extend([nn.Tanh()])
print([type(m).__name__ for m in s], len(s))
print((nn.Sequential(nn.ReLU()) + nn.Sequential(nn.Tanh())))
print(s.pop(0), len(s))
try:
    s[9]
except IndexError as e:
    print(e)
print(nn.Sequential()(torch.ones(2)), nn.Sequential())
print(nn.Sequential(nn.ReLU()) * 2)
