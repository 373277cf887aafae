import torch
from torch import nn
class Tied(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(2, 2, bias=False)
        self.b = nn.Linear(2, 2, bias=False)
        self.b.weight = self.a.weight

    def forward(self, x):
        return self.b(self.a(x))

net = Tied()
with torch.no_grad():
    net.a.weight.copy_(torch.tensor([[1., 2.], [0., 1.]]))
net(torch.ones(1, 2)).sum().backward()
print(net.a.weight.grad, net.b.weight is net.a.weight)
print(list(net.state_dict()), len(list(net.parameters())))
opt = torch.optim.SGD(net.parameters(), lr=0.1)
opt.step()
print(net.b.weight)
