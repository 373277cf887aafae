# Initialising weights: fixed schemes, gains, apply, fan in and out, random ones after a seed.
import torch
from torch import nn
w = torch.empty(3, 5)
for f in (lambda: nn.init.constant_(w, 0.3), lambda: nn.init.ones_(w), lambda: nn.init.zeros_(w), lambda: nn.init.eye_(w),
          lambda: nn.init.uniform_(w), lambda: nn.init.uniform_(w, -2, 2), lambda: nn.init.normal_(w, 1.0, 0.1),
          lambda: nn.init.xavier_uniform_(w, gain=nn.init.calculate_gain('relu')), lambda: nn.init.xavier_normal_(w),
          lambda: nn.init.kaiming_uniform_(w, mode='fan_in', nonlinearity='relu'),
          lambda: nn.init.kaiming_normal_(w, mode='fan_out', nonlinearity='leaky_relu', a=0.1),
          lambda: nn.init.trunc_normal_(w, std=0.5), lambda: nn.init.dirac_(torch.empty(2, 2, 3))):
    torch.manual_seed(5)
    print(f())
torch.manual_seed(0)
q = nn.init.orthogonal_(torch.empty(3, 3))
print(torch.allclose(q @ q.T, torch.eye(3), atol=1e-5))
s = nn.init.sparse_(torch.empty(4, 3), sparsity=0.5)
print((s == 0).sum(0))
for n in ('linear', 'conv2d', 'sigmoid', 'tanh', 'relu', 'leaky_relu', 'selu'):
    print(n, nn.init.calculate_gain(n))
print(nn.init.calculate_gain('leaky_relu', 0.2))
print(nn.init._calculate_fan_in_and_fan_out(torch.empty(4, 3, 5, 5)))
def init_weights(m):
    if isinstance(m, nn.Linear):
        torch.nn.init.xavier_uniform_(m.weight)
        m.bias.data.fill_(0.01)
net = nn.Sequential(nn.Linear(2, 2), nn.Tanh(), nn.Linear(2, 1))
torch.manual_seed(1)
net.apply(init_weights)
print(net[0].weight, net[2].bias)
@torch.no_grad()
def ones(m):
    print(m)
    if type(m) is nn.Linear:
        m.weight.fill_(1.0)
        print(m.weight)
net.apply(ones)
def attempt(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
attempt(lambda: nn.init.xavier_uniform_(torch.empty(3)))
attempt(lambda: nn.init.eye_(torch.empty(3)))
attempt(lambda: nn.init.calculate_gain('foo'))
attempt(lambda: nn.init.kaiming_normal_(w, mode='fan'))
attempt(lambda: nn.init.orthogonal_(torch.empty(2)))
attempt(lambda: nn.init.dirac_(torch.empty(2, 2)))
