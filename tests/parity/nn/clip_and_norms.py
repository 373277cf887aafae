# Clipping gradients, norms of parameters, vectors of parameters, parametrizations.
import torch
from torch import nn
from torch.nn.utils import clip_grad_norm_, clip_grad_value_, parameters_to_vector, vector_to_parameters
net = nn.Linear(2, 2)
with torch.no_grad():
    net.weight.copy_(torch.tensor([[1., 2.], [3., 4.]])); net.bias.zero_()
def grads():
    net.zero_grad()
    (net(torch.tensor([[3., 4.]])) ** 2).sum().backward()
grads()
print(net.weight.grad, net.bias.grad)
total = clip_grad_norm_(net.parameters(), max_norm=1.0)
print(total, net.weight.grad)
print(clip_grad_norm_(net.parameters(), max_norm=100.0))
grads()
print(clip_grad_norm_(net.parameters(), 2.0, norm_type=float('inf')), net.bias.grad)
grads()
print(clip_grad_norm_(net.parameters(), 2.0, norm_type=1), net.bias.grad)
grads()
clip_grad_value_(net.parameters(), clip_value=50)
print(net.weight.grad, net.bias.grad)
net.weight.grad[0, 0] = float('nan')
try:
    clip_grad_norm_(net.parameters(), 1.0, error_if_nonfinite=True)
except RuntimeError as e:
    print(e)
print(torch.nn.utils.get_total_norm([torch.tensor([3., 4.]), torch.tensor([12.])]))
v = parameters_to_vector(net.parameters())
print(v)
vector_to_parameters(v * 2, net.parameters())
print(net.weight, net.bias)
p = nn.Linear(1, 1)
print(sum(q.norm() ** 2 for q in net.parameters()).sqrt(), sum(q.abs().sum() for q in net.parameters()))
