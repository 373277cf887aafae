import torch
from torch import nn
torch.manual_seed(1)
w = torch.empty(3, 4)
print(nn.init.xavier_uniform_(w, gain=nn.init.calculate_gain('relu')))
print(nn.init.kaiming_uniform_(w, mode='fan_out', nonlinearity='relu'))
print(nn.init.kaiming_uniform_(w, a=0.1, nonlinearity='leaky_relu'))
print(nn.init.normal_(torch.empty(2, 2), 1.0, 0.1))
print(nn.init.uniform_(torch.empty(5)))
print(nn.init.dirac_(torch.empty(2, 2, 3)))
for name in ['linear', 'sigmoid', 'tanh', 'relu', 'leaky_relu', 'selu', 'conv2d']:
    print(name, nn.init.calculate_gain(name))
print(nn.init.calculate_gain('leaky_relu', 0.2))
for bad in [lambda: nn.init.xavier_uniform_(torch.empty(3)), lambda: nn.init.calculate_gain('x'), lambda: nn.init.eye_(torch.empty(2)),
            lambda: nn.init.kaiming_normal_(w, mode='in')]:
    try:
        bad()
    except ValueError as e:
        print(e)
p = nn.Parameter(torch.zeros(2))
print(nn.init.ones_(p), p.grad_fn)
