import torch
from torch import nn
layer = nn.Linear(2, 1)
with torch.no_grad():
    layer.weight.copy_(torch.tensor([[1., 3.]]))
    layer.bias.zero_()
def hook(module, grad_input, grad_output):
    print(type(module).__name__, grad_input, grad_output)
handle = layer.register_full_backward_hook(hook)
x = torch.tensor([[1., 2.]], requires_grad=True)
y = layer(x)
print(y)
(y * 2).sum().backward()
print(x.grad, layer.weight.grad)
handle.remove()
def scale(module, grad_input, grad_output):
    return (grad_input[0] * 10,)
layer.register_full_backward_hook(scale)
x.grad = None
layer(x).sum().backward()
print(x.grad)
