import torch
from torch import nn
from torch.nn.utils import clip_grad_norm_, clip_grad_value_, parameters_to_vector, vector_to_parameters
a = nn.Parameter(torch.tensor([3., 4.]))
b = nn.Parameter(torch.tensor([12.]))
(a * torch.tensor([3., 4.])).sum().add((b * 12).sum()).backward()
print(a.grad, b.grad)
print(clip_grad_norm_([a, b], max_norm=6.5))
print(a.grad, b.grad)
print(clip_grad_norm_([a, b], 100.0, norm_type=1))
clip_grad_value_([a, b], 1.0)
print(a.grad, b.grad)
print(clip_grad_norm_(a, 10.0, norm_type=float('inf')))
v = parameters_to_vector([a, b])
print(v)
vector_to_parameters(torch.tensor([1., 2., 3.]), [a, b])
print(a, b)
