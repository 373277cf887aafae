import torch
from torch import nn
layer = nn.Linear(2, 1, bias=False)
with torch.no_grad():
    layer.weight.fill_(1.)
def after(module, args, output):
    print('after', type(module).__name__, args, output)
def before(module, args):
    print('before', args)
    return (args[0] * 2,)
h1 = layer.register_forward_hook(after)
h2 = layer.register_forward_pre_hook(before)
print(layer(torch.tensor([[1., 2.]])))
h2.remove()
layer(torch.tensor([[1., 2.]]))
h1.remove()
print(layer(torch.tensor([[1., 2.]])))
with layer.register_forward_hook(lambda m, a, out: out + 100):
    print(layer(torch.ones(1, 2)))
print(layer(torch.ones(1, 2)))
def kwhook(module, args, kwargs, output):
    print(len(args), sorted(kwargs))
layer.register_forward_hook(kwhook, with_kwargs=True)
layer(input=torch.ones(2))
