import torch
from torch import nn
net = nn.Sequential(nn.Linear(2, 1), nn.BatchNorm1d(1))
print(net[0].weight.dtype)
net.double()
print(net[0].weight.dtype, net[1].running_mean.dtype, net[1].num_batches_tracked.dtype)
net.to(torch.float32)
print(next(net.parameters()).dtype, next(net.parameters()).device)
net.to('cpu')
same = net[0].weight
net.to(torch.float64)
print(same is net[0].weight, same.dtype)
print(nn.Linear(2, 1, dtype=torch.float64).bias.dtype)
try:
    net.to(torch.int64)
except TypeError as e:
    print(e)
try:
    nn.Linear(2, 1)(torch.ones(1, 2, dtype=torch.float64))
except RuntimeError as e:
    print(e)
torch.set_default_dtype(torch.float64)
print(nn.Linear(1, 1).weight.dtype)
