import torch
from torch import nn
net = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 1))
saved = {k: torch.ones_like(v) for k, v in net.state_dict().items()}
del saved['1.bias']
saved['extra.weight'] = torch.zeros(1)
result = net.load_state_dict(saved, strict=False)
print(result)
print(result.missing_keys, result.unexpected_keys)
print(net[0].weight)
try:
    net.load_state_dict(saved)
except RuntimeError as e:
    print(e)
try:
    net.load_state_dict({'0.weight': torch.ones(3, 2), '0.bias': torch.ones(2), '1.weight': torch.ones(1, 3), '1.bias': torch.ones(1)})
except RuntimeError as e:
    print(e)
try:
    net[0].load_state_dict({'weight': 5, 'bias': torch.ones(2)})
except RuntimeError as e:
    print(e)
