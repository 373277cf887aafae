import torch
from torch import nn
features = {}
def keep(name):
    def hook(module, args, output):
        features[name] = output.detach()
    return hook
net = nn.Sequential(nn.Linear(2, 2), nn.ReLU(), nn.Linear(2, 1))
with torch.no_grad():
    for p in net.parameters():
        p.fill_(0.5)
for name, module in net.named_children():
    module.register_forward_hook(keep(name))
net(torch.tensor([[1., -3.], [2., 2.]]))
print(features)
order = []
lin = nn.Linear(1, 1)
lin.register_forward_hook(lambda *a: order.append('first'))
lin.register_forward_hook(lambda *a: order.append('second'))
lin.register_forward_hook(lambda *a: order.append('prepended'), prepend=True)
lin(torch.ones(1))
print(order)
