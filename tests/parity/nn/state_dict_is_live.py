import torch
from torch import nn
a = nn.Linear(2, 1, bias=False)
with torch.no_grad():
    a.weight.fill_(1.)
sd = a.state_dict()
with torch.no_grad():
    a.weight.add_(1)
print(sd['weight'], sd['weight'].requires_grad, sd['weight'].data_ptr() == a.weight.data_ptr())
print(type(a.state_dict(keep_vars=True)['weight']).__name__)
print(list(a.state_dict(prefix='x.')))
copy = {k: v.clone() for k, v in sd.items()}
sd['weight'].zero_()
print(a.weight, copy)
import copy as cp
b = cp.deepcopy(a)
with torch.no_grad():
    b.weight.fill_(7.)
print(a.weight, b.weight, b.weight.requires_grad, b.weight.is_leaf)
print(len(nn.Sequential().state_dict()), nn.ReLU().state_dict())
