import torch
from torch import nn
net = nn.Linear(2, 1)
net(torch.ones(1, 2)).sum().backward()
print(net.weight.grad, net.bias.grad)
net.zero_grad()
print(net.weight.grad, net.bias.grad)
net(torch.ones(1, 2)).sum().backward()
net(torch.ones(1, 2)).sum().backward()
print(net.weight.grad)
net.zero_grad(set_to_none=False)
print(net.weight.grad, net.bias.grad)
with torch.no_grad():
    out = net(torch.ones(1, 2))
print(out.requires_grad, out.grad_fn)
