import torch
from torch import nn

class MLP(nn.Module):
    def __init__(self, sizes, act=nn.ReLU):
        super().__init__()
        layers = []
        for i in range(len(sizes) - 1):
            layers.append(nn.Linear(sizes[i], sizes[i + 1]))
            if i < len(sizes) - 2:
                layers.append(act())
        self.net = nn.Sequential(*layers)

    @property
    def size(self):
        return sum(p.numel() for p in self.parameters())

    def forward(self, x, scale=1.0):
        return self.net(x) * scale

    @torch.no_grad()
    def predict(self, x):
        self.eval()
        return self(x).argmax(dim=1)

torch.manual_seed(3)
m = MLP([2, 4, 3], act=nn.Tanh)
print(m, m.size)
x = torch.tensor([[1., 2.], [-1., 0.5]])
print(m(x).shape, m(x, scale=2.0).grad_fn.name(), m.predict(x), m.training)
print(m.predict(x).requires_grad)
