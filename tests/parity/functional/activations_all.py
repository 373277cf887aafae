import torch
import torch.nn.functional as F
x = torch.tensor([-2., -0.5, 0., 0.5, 2.])
for f in [F.relu, F.relu6, F.leaky_relu, F.elu, F.selu, F.celu, F.silu, F.mish, F.softplus, F.softsign, F.logsigmoid, F.hardtanh,
          F.hardsigmoid, F.hardswish, F.hardshrink, F.softshrink, F.tanhshrink, F.sigmoid, F.tanh]:
    y = x.clone().requires_grad_()
    out = f(y)
    out.sum().backward()
    print(out.detach(), y.grad)
print(F.elu(x, 0.5), F.leaky_relu(x, negative_slope=0.3), F.softplus(x, beta=2, threshold=1), F.threshold(x, 0.1, -1), F.hardtanh(x, -1, 0.7), F.celu(x, 2.))
print(F.prelu(x, torch.tensor([0.2])), F.glu(torch.tensor([1., 2., 0., -1.])), F.hardshrink(x, 1.), F.softshrink(x, 1.))
print(F.gelu(torch.tensor([-1., 0.5])), F.gelu(torch.tensor([-1., 0.5]), approximate='tanh'))
y = x.clone()
F.relu(y, inplace=True)
F.relu_(x.clone())
print(y, torch.relu(x), x.relu(), x.sigmoid(), x.tanh(), torch.softmax(x, 0), torch.selu(x), torch.celu(x))
