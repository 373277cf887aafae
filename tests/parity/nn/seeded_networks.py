import torch
from torch import nn
torch.manual_seed(42)
net = nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 2))
for name, p in net.named_parameters():
    print(name, p)
print(net(torch.tensor([[1., 2., 3.]])))
print(torch.rand(1))
torch.manual_seed(42)
print(nn.Linear(3, 4).weight.equal(net[0].weight))
emb = nn.Embedding(3, 2)
conv = nn.Conv1d(1, 2, 3)
print(conv.weight, conv.bias)
bil = nn.Bilinear(2, 2, 1)
print(bil.weight, bil.bias)
print(nn.LayerNorm(2).weight, torch.rand(1))
