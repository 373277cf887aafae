import torch
from torch import nn
net = nn.Sequential()
net.add_module('body', nn.Sequential(nn.Linear(2, 3), nn.Linear(3, 3)))
net.add_module('head', nn.Linear(3, 1))
print(net.get_submodule('body.0'))
print(net.get_parameter('head.weight').shape)
print(nn.Sequential(nn.BatchNorm1d(2)).get_buffer('0.running_mean'))
print(net.get_submodule('') is net)
print(net.body[1], net.head, len(net))
print(net)
