import torch
from torch import nn
x = torch.tensor([[1., 2., 3., 4.], [2., 5., 2., 10.]])
ln = nn.LayerNorm(4)
print(ln(x))
print(ln.weight, ln.bias)
with torch.no_grad():
    ln.weight.fill_(2.)
    ln.bias.fill_(1.)
print(ln(x).detach())
print(nn.LayerNorm(4, elementwise_affine=False)(x))
print(nn.LayerNorm((2, 4), elementwise_affine=False)(x))
print(nn.LayerNorm(4, eps=1.0, elementwise_affine=False)(x))
y = x.clone().requires_grad_()
(nn.LayerNorm(4)(y) * torch.tensor([1., 0., 3., 4.])).sum().backward()
print(y.grad)
