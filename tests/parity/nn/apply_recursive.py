import torch
from torch import nn
visited = []
net = nn.Sequential(nn.Linear(1, 1), nn.Sequential(nn.ReLU(), nn.Linear(1, 1)))
net.apply(lambda m: visited.append(type(m).__name__))
print(visited)
@torch.no_grad()
def init_weights(m):
    if type(m) == nn.Linear:
        m.weight.fill_(1.0)
        m.bias.zero_()
print(net.apply(init_weights) is net)
print(net(torch.tensor([[2.]])))
print([n for n, m in net.named_modules()], [n for n, m in net.named_children()])
