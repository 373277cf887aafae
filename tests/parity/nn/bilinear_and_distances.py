import torch
from torch import nn
b = nn.Bilinear(2, 2, 1)
with torch.no_grad():
    b.weight.copy_(torch.tensor([[[1., 2.], [3., 4.]]]))
    b.bias.fill_(0.5)
print(b(torch.tensor([[1., 2.]]), torch.tensor([[3., 1.]])))
x = torch.tensor([[1., 0.], [3., 4.]])
y = torch.tensor([[0., 1.], [3., 4.]])
print(nn.CosineSimilarity(dim=1)(x, y))
print(nn.PairwiseDistance()(x, y + 1))
print(torch.nn.functional.normalize(torch.tensor([[3., 4.], [0., 2.]])))
print(torch.nn.functional.normalize(torch.tensor([[3., 4.], [1., 2.]]), p=1, dim=0))
