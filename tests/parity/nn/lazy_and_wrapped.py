# Lazy layers, DataParallel, alpha dropout outside training, old tensor types.
import torch
from torch import nn
import torch.nn.functional as F
torch.manual_seed(0)
lazy = nn.LazyLinear(3)
print(lazy, lazy.weight, lazy.has_uninitialized_params())
net = nn.Sequential(nn.LazyConv2d(2, 3), nn.ReLU(), nn.Flatten(), nn.LazyLinear(4), nn.LazyBatchNorm1d())
print(net)
out = net(torch.ones(2, 1, 4, 4))
print(out.shape, net)
print([(n, tuple(p.shape)) for n, p in net.named_parameters()], type(net[0]).__name__)
torch.manual_seed(1)
a = nn.LazyLinear(2)
ya = a(torch.ones(1, 3))
torch.manual_seed(1)
b = nn.Linear(3, 2)
print(torch.equal(a.weight, b.weight), torch.equal(ya, b(torch.ones(1, 3))), type(a).__name__, a)
opt = torch.optim.SGD(a.parameters(), lr=0.1)
ya.sum().backward(); opt.step(); print(a.bias.grad)
wrapped = nn.DataParallel(b)
print(wrapped, list(wrapped.state_dict()), torch.equal(wrapped(torch.ones(1, 3)), b(torch.ones(1, 3))), wrapped.module is b)
drop = nn.AlphaDropout(0.3); drop.eval(); print(drop, drop(torch.ones(3)), F.alpha_dropout(torch.ones(2), 0.5, training=False), nn.FeatureAlphaDropout(0.2))
x = torch.tensor([1, 2])
print(x.type(torch.FloatTensor), x.type(torch.LongTensor).dtype, x.type('torch.DoubleTensor'), isinstance(x, torch.LongTensor), isinstance(x, torch.FloatTensor), torch.FloatTensor([1, 2]), torch.LongTensor(2).shape)
print(torch.eye(2).norm('nuc'), torch.eye(2).norm('fro'), torch.norm(torch.eye(2), p='fro'))
for f in (lambda: F.cross_entropy(torch.ones(2, 3, 4), torch.zeros(2, dtype=torch.long)), lambda: F.cross_entropy(torch.ones(2, 3, 4, 4), torch.zeros(2, dtype=torch.long)), lambda: nn.LazyLinear(2)(torch.ones(())), lambda: nn.LazyConv1d(1, 2)(torch.ones(3))):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
