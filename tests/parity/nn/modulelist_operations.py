import torch
from torch import nn
ml = nn.ModuleList([nn.Linear(1, 2), nn.ReLU()])
ml.append(nn.Linear(2, 2))
ml.extend([nn.Tanh(), nn.Linear(2, 1)])
print(len(ml), ml[-1], ml[1:3])
ml.insert(1, nn.Sigmoid())
print([type(m).__name__ for m in ml])
del ml[0]
ml[0] = nn.Identity()
print(ml)
print([n for n, _ in ml.named_parameters()])
print(ml.pop(1), len(ml))
print(nn.ModuleList([nn.Linear(2, 2) for _ in range(3)]))
print(nn.ModuleList())
try:
    ml[10]
except IndexError as e:
    print(e)
try:
    ml(torch.ones(1))
except NotImplementedError as e:
    print(e)
print(len(nn.ModuleList([nn.ReLU()]) + nn.ModuleList([nn.Tanh()])), nn.ReLU() in ml)
