import torch
from torch import nn
x = torch.tensor([-3.0, -1.0, -0.25, 0.0, 0.5, 1.0, 2.0])
for act in [nn.ReLU6(), nn.LeakyReLU(), nn.ELU(0.5), nn.CELU(2.0), nn.SELU(), nn.Hardtanh(-2, 1), nn.Hardsigmoid(), nn.Hardswish(),
            nn.Hardshrink(), nn.Softshrink(), nn.Softplus(beta=2), nn.Softsign(), nn.Tanhshrink(), nn.Threshold(0.1, 20), nn.Mish(),
            nn.SiLU(), nn.LogSigmoid(), nn.PReLU(), nn.Softmin(dim=0)]:
    print(type(act).__name__, act(x))
print(nn.GLU()(torch.tensor([1., 2., 0., 1.])), nn.Softmax2d()(torch.zeros(2, 1, 1)))
print(nn.GELU(approximate='tanh')(torch.tensor([-1., 0.5])))
y = torch.tensor([-1., 2.])
nn.ReLU(inplace=True)(y)
print(y)
