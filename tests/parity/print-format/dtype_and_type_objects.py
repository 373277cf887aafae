import torch
from torch import nn
print(torch.float32, torch.float, torch.double, torch.long, torch.int, torch.bool, torch.half)
print(type(torch.ones(1)), type(torch.float32), type(torch.ones(1).shape), type(torch.device('cpu')), type(nn.Parameter(torch.ones(1))))
print(type(nn.Linear(1, 1)), type(nn.Sequential()), type(nn.ReLU()), type(torch.optim.SGD([torch.ones(1, requires_grad=True)], lr=1)))
print(torch.device('cpu'), repr(torch.device('cpu')), torch.device('cpu', 0), torch.device('cpu') == torch.device('cpu'), torch.device('cpu').type)
print(torch.float32 == torch.float, str(torch.int64), {torch.float32: 1}, torch.get_default_dtype())
print(torch.strided, torch.ones(1).layout, torch.contiguous_format)
print(type(nn.CrossEntropyLoss()), type(nn.Module()), nn.Module, torch.Tensor, torch.nn.modules.linear.Linear)
print(isinstance(torch.ones(1), torch.Tensor), isinstance(nn.Parameter(torch.ones(1)), torch.Tensor), issubclass(nn.Linear, nn.Module))
print(type(torch.utils.data.DataLoader([1])), type(torch.utils.data.TensorDataset(torch.ones(1))))
print(torch.inf, torch.nan, torch.pi, -torch.inf, torch.e)
