# Hooks of every kind on a small network, and features collected through them.
import torch
from torch import nn
torch.manual_seed(0)
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(2, 3)
        self.act = nn.ReLU()
        self.fc2 = nn.Linear(3, 1)
    def forward(self, x, scale=1.0):
        return self.fc2(self.act(self.fc1(x))) * scale
net = Net()
for p in net.parameters(): nn.init.constant_(p, 0.5)
feats = {}
def save(name):
    def hook(module, args, output):
        feats[name] = output.detach()
    return hook
handles = [m.register_forward_hook(save(n)) for n, m in net.named_modules() if n]
x = torch.tensor([[1.0, -2.0]], requires_grad=True)
out = net(x)
print({k: v.shape for k, v in feats.items()}, feats['fc1'])
for h in handles: h.remove()
def pre(module, args):
    print('pre', type(module).__name__, args)
    return (args[0] + 1,)
def pre_kw(module, args, kwargs):
    print('pre_kw', kwargs)
    return args, {'scale': 2.0}
def post(module, args, output):
    print('post', output)
    return output * 10
def post_kw(module, args, kwargs, output):
    print('post_kw', kwargs)
h1 = net.register_forward_pre_hook(pre)
h2 = net.register_forward_pre_hook(pre_kw, with_kwargs=True)
h3 = net.register_forward_hook(post)
h4 = net.register_forward_hook(post_kw, with_kwargs=True)
print(net(x, scale=5.0))
for h in (h1, h2, h3, h4): h.remove()
def bw(module, gi, go):
    print('bw', type(module).__name__, gi, go)
def bw_pre(module, go):
    print('bw_pre', go)
    return tuple(g * 2 for g in go)
h5 = net.fc2.register_full_backward_hook(bw)
h6 = net.fc2.register_full_backward_pre_hook(bw_pre)
net(x).sum().backward()
print(x.grad, net.fc2.bias.grad)
h5.remove(); h6.remove()
h = net.fc1.weight.register_hook(lambda g: g.clamp(-0.1, 0.1))
net.zero_grad()
net(torch.ones(1, 2)).sum().backward()
print(net.fc1.weight.grad)
net.fc1.weight.register_post_accumulate_grad_hook(lambda p: print('accumulated', p.grad.shape))
net(torch.ones(1, 2)).sum().backward()
print(len(net._forward_hooks), type(h).__name__)
