# Every activation: module, its printed form, values and gradients at a few points.
import torch
from torch import nn
import torch.nn.functional as F
x = torch.tensor([-3.5, -1.0, -0.25, 0.0, 0.5, 1.0, 2.5], requires_grad=True)
for m in (nn.ReLU(), nn.ReLU6(), nn.LeakyReLU(0.1), nn.PReLU(), nn.ELU(1.5), nn.SELU(), nn.CELU(2.0), nn.SiLU(), nn.Mish(), nn.GELU(),
          nn.Sigmoid(), nn.LogSigmoid(), nn.Hardsigmoid(), nn.Tanh(), nn.Hardtanh(-2, 2), nn.Tanhshrink(), nn.Softshrink(0.3), nn.Hardshrink(0.6),
          nn.Softplus(beta=2), nn.Softsign(), nn.Hardswish(), nn.Threshold(0.1, -7.0), nn.Softmin(dim=0), nn.Softmax(dim=0), nn.LogSoftmax(dim=0)):
    x.grad = None
    y = m(x)
    y.backward(torch.arange(1., 8.))
    print(m, '\n  ', [f'{v:.3f}' for v in y.tolist()], '\n  ', [f'{v:.3f}' for v in x.grad.tolist()], y.grad_fn.name())
z = torch.tensor([[1., 2., 3., 4.], [0., -1., 5., 2.]])
print(F.glu(z), nn.GLU(dim=0)(z), F.softmax(z, dim=1), F.softmax(z, dim=0, dtype=torch.float64), F.log_softmax(z, -1), F.softmin(z, 1), nn.Softmax2d()(z.reshape(2, 2, 2)))
print(F.relu(z), F.relu_(z.clone()), F.elu(z, alpha=0.5), F.leaky_relu(z, 0.2), F.threshold(z, 1.5, 0.0), F.hardtanh(z, -0.5, 2.0), F.logsigmoid(z), F.normalize(z), F.normalize(z, p=1, dim=0))
inplace = nn.ReLU(inplace=True)
w = torch.tensor([-1., 1.])
print(inplace(w), w, inplace, nn.Dropout(0.3), nn.Identity(), nn.Flatten(), nn.Unflatten(1, (2, 2)), nn.MultiheadAttention(4, 2).out_proj)
print(torch.relu(torch.tensor([-1, 2])), F.gelu(torch.zeros(1)), torch.sigmoid(torch.tensor([0, 1])), nn.functional.tanh(torch.tensor(0.5)), torch.special.softmax(z, 0)[0])
