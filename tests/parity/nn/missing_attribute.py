import torch
from torch import nn
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(1, 1)
net = Net()
for name in ['layers', 'weight', 'forwards']:
    try:
        getattr(net, name)
    except AttributeError as e:
        print(e)
try:
    net.layer.wight
except AttributeError as e:
    print(e)
try:
    net(torch.ones(1))
except NotImplementedError as e:
    print(e)
print(getattr(net, 'nope', 'default'), hasattr(net, 'layer'))
print('layer' in dir(net), 'weight' in dir(net.layer), 'training' in dir(net))
del net.layer
print(hasattr(net, 'layer'), net)
