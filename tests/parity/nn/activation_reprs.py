from torch import nn
for layer in [nn.ReLU(), nn.ReLU(inplace=True), nn.ReLU6(), nn.LeakyReLU(), nn.LeakyReLU(0.2, True), nn.PReLU(), nn.PReLU(3), nn.RReLU(),
              nn.ELU(), nn.ELU(0.5), nn.CELU(), nn.SELU(), nn.GELU(), nn.GELU(approximate='tanh'), nn.SiLU(), nn.SiLU(inplace=True), nn.Mish(),
              nn.Sigmoid(), nn.Tanh(), nn.Hardtanh(), nn.Hardtanh(-2, 2), nn.Hardsigmoid(), nn.Hardswish(), nn.Hardshrink(),
              nn.Softshrink(), nn.Softplus(), nn.Softplus(beta=2), nn.Softsign(), nn.Tanhshrink(), nn.Threshold(0.1, 20), nn.GLU(),
              nn.LogSigmoid(), nn.Softmax(dim=1), nn.Softmin(dim=0), nn.LogSoftmax(dim=-1), nn.Softmax(), nn.Softmax2d()]:
    print(layer)
