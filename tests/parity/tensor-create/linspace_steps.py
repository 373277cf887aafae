import torch

print(torch.linspace(-2, 2, 5), torch.linspace(0, 1, 11), torch.linspace(0, 1, 1), torch.linspace(3, 3, 3))
print(torch.linspace(-1, 1, 9, dtype=torch.float64).tolist())
print(torch.linspace(10, 0, 6), torch.linspace(0, 10, 4, dtype=torch.int64))
print(torch.logspace(0, 3, 4), torch.logspace(0, 3, 4, base=2))
import copy
a = torch.tensor([1., 2.], requires_grad=True)
b = copy.copy(a)
with torch.no_grad():
    b[0] = 5
print(a, b, copy.deepcopy(a) is a, b.requires_grad)
print(torch.renorm(torch.tensor([[1., 1.], [3., 4.]]), 2, 0, 2.))
print(torch.vander(torch.tensor([1, 2, 3])))
