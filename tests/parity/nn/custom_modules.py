# Modules of one's own: parameters, lists and dicts of them, buffers, containers, introspection.
import torch
from torch import nn
import torch.nn.functional as F
class MyLinear(nn.Module):
    def __init__(self, in_features, out_features):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(in_features, out_features) / 2)
        self.bias = nn.Parameter(torch.zeros(out_features))
        self.register_buffer('calls', torch.tensor(0))
    def forward(self, input):
        self.calls += 1
        return (input @ self.weight) + self.bias
    def extra_repr(self):
        return f'{self.weight.shape[0]} -> {self.weight.shape[1]}'
m = MyLinear(4, 3)
print(m, m(torch.ones(2, 4)), m.calls)
for parameter in m.named_parameters():
    print(parameter)
class DynamicNet(nn.Module):
    def __init__(self, num_layers):
        super().__init__()
        self.linears = nn.ModuleList([MyLinear(4, 4) for _ in range(num_layers)])
        self.activations = nn.ModuleDict({'relu': nn.ReLU(), 'lrelu': nn.LeakyReLU()})
        self.scales = nn.ParameterList([nn.Parameter(torch.tensor(float(i))) for i in range(2)])
        self.table = nn.ParameterDict({'a': nn.Parameter(torch.zeros(2))})
        self.final = MyLinear(4, 1)
    def forward(self, x, act):
        for linear in self.linears:
            x = self.activations[act](linear(x)) * self.scales[1]
        return self.final(x)
net = DynamicNet(2)
print(net)
print(net(torch.ones(4), 'relu'))
print([n for n, _ in net.named_modules()])
print([n for n, _ in net.named_children()], [n for n, _ in net.named_buffers()])
print([(n, tuple(p.shape)) for n, p in net.named_parameters()])
print(list(net.state_dict()), len(list(net.modules())), sum(1 for _ in net.parameters()))
net.eval(); print(net.training, net.linears[0].training)
net.double(); print(net.final.weight.dtype, net.final.calls.dtype); net.float()
net.linears.append(MyLinear(4, 4)); net.linears.extend([MyLinear(4, 4)]); print(len(net.linears), net.linears[-1], net.linears[1:3])
seq = nn.Sequential(); seq.add_module('fc', nn.Linear(2, 2)); seq.add_module('act', nn.ReLU()); print(seq, seq.fc, len(seq), seq[1])
from collections import OrderedDict
od = nn.Sequential(OrderedDict([('conv', nn.Conv2d(1, 2, 3)), ('relu', nn.ReLU())]))
print(od, list(od._modules), isinstance(od.relu, nn.Module), type(net).__name__, net._get_name())
del net.activations['lrelu']; print('lrelu' in net.activations, list(net.activations.keys()))
net.zero_grad(); net(torch.ones(4), 'relu').backward(); print(net.final.bias.grad, net.scales[0].grad, net.scales[1].grad)
shared = nn.Linear(2, 2); tied = nn.Sequential(shared, nn.ReLU(), shared); print(len(list(tied.parameters())), list(tied.state_dict()))
class Bad(nn.Module):
    def __init__(self): self.fc = nn.Linear(1, 1)
for f in (lambda: Bad(), lambda: nn.Module().forward(1), lambda: net.nope, lambda: net('x'), lambda: net.get_submodule('linears.0'), lambda: net.get_parameter('final.bias').shape, lambda: setattr(net, 'final', 3), lambda: delattr(net, 'zzz')):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
