import torch
from torch import nn
net = nn.Sequential(nn.Linear(2, 2), nn.Sequential(nn.Dropout(0.5), nn.BatchNorm1d(2)))
print([m.training for m in net.modules()])
print(net.eval() is net, [m.training for m in net.modules()])
net[1].train()
print([m.training for m in net.modules()])
net.train(False)
print(net.training, net[1][0].training)
net.requires_grad_(False)
print([p.requires_grad for p in net.parameters()])
net[0].requires_grad_()
print([p.requires_grad for p in net.parameters()])
print(sum(p.numel() for p in net.parameters() if p.requires_grad))
