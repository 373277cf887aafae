import torch
from torch import nn
p = nn.Parameter(torch.tensor([1., 2.]))
print(p, type(p), isinstance(p, torch.Tensor), p.is_leaf)
print(type(p * 2), type(p.data), type(p.detach()))
print(nn.Parameter(torch.ones(1), requires_grad=False))
t = torch.tensor([1., 2.])
q = nn.Parameter(t)
with torch.no_grad():
    t[0] = 5
print(q, t.requires_grad)
print([p], {'p': p})
p.data = torch.zeros(3)
print(p)
try:
    nn.Parameter(torch.tensor([1, 2]))
except RuntimeError as e:
    print(e)
print(nn.Parameter(torch.tensor([1, 2]), requires_grad=False))
print(p.shape, p.numel(), p.T.shape, nn.Parameter().shape)
import copy
c = copy.deepcopy(q)
print(c, c is q, type(c).__name__)
