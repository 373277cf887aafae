import torch
from torch import nn
torch.manual_seed(0)
emb = nn.Embedding(4, 2)
print(emb.weight)
print(emb(torch.tensor([[0, 2], [1, 1]])))
out = emb(torch.tensor([1, 1, 3])).sum()
out.backward()
print(emb.weight.grad)
pad = nn.Embedding(3, 2, padding_idx=1)
print(pad.weight[1], pad(torch.tensor([1])))
pad(torch.tensor([0, 1, 1])).sum().backward()
print(pad.weight.grad)
fixed = nn.Embedding.from_pretrained(torch.tensor([[1., 2.], [3., 4.]]))
print(fixed(torch.tensor([1])), fixed.weight.requires_grad)
try:
    emb(torch.tensor([4]))
except IndexError as e:
    print('IndexError', e)
try:
    nn.Embedding(3, 2, padding_idx=7)
except AssertionError as e:
    print(e)
