import torch
from torch import nn
class Wrong(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = [nn.Linear(1, 1)]
        self.w = torch.ones(2, requires_grad=True)
print(len(list(Wrong().parameters())), Wrong())
try:
    torch.optim.SGD(Wrong().parameters(), lr=0.1)
except ValueError as e:
    print(e)
class Late(nn.Module):
    def __init__(self):
        self.n = 3
        try:
            self.p = nn.Parameter(torch.ones(1))
        except AttributeError as e:
            print(e)
        try:
            self.register_buffer('b', torch.ones(1))
        except AttributeError as e:
            print(e)
        super().__init__()
        self.p = nn.Parameter(torch.ones(1))
print(len(list(Late().parameters())))
