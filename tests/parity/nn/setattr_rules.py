import torch
from torch import nn
m = nn.Module()
m.w = nn.Parameter(torch.ones(2))
m.register_buffer('count', torch.zeros(1))
m.child = nn.ReLU()
m.plain = 3
print(list(m._parameters), list(m._buffers), list(m._modules), m.plain)
for name, value in [('w', torch.ones(2)), ('w', 'text'), ('child', 5), ('count', 'x')]:
    try:
        setattr(m, name, value)
    except TypeError as e:
        print(e)
m.count = torch.ones(1)
m.w = None
print(m.count, m.w, list(m.parameters()), list(m._parameters))
m.child = None
print(m.child, m)
m.plain = nn.Parameter(torch.zeros(1))
print('plain' in m.__dict__, [n for n, _ in m.named_parameters()])
del m.plain
print(hasattr(m, 'plain'))
m.w = nn.Parameter(torch.full((1,), 2.))
print(m.w)
m.tensor = torch.ones(1)
print('tensor' in m.state_dict(), m.tensor)
