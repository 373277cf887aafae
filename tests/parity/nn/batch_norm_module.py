import torch
from torch import nn
bn = nn.BatchNorm1d(2)
x = torch.tensor([[1., 10.], [3., 30.], [6., 25.]])
print(bn(x))
print(bn.running_mean, bn.running_var, bn.num_batches_tracked)
bn(x + 1)
print(bn.running_mean, bn.running_var, bn.num_batches_tracked)
bn.eval()
print(bn(x))
print(list(bn.state_dict()))
print(nn.BatchNorm1d(2, momentum=None)(x).detach())
print(nn.BatchNorm1d(2, affine=False)(x))
free = nn.BatchNorm1d(2, track_running_stats=False)
print(free.running_mean, free.eval()(x).detach())
try:
    bn(torch.ones(3))
except ValueError as e:
    print(e)
try:
    nn.BatchNorm1d(2)(torch.ones(1, 2))
except ValueError as e:
    print(e)
