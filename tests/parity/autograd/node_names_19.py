import torch
import torch.nn.functional as F
x = torch.tensor([0.5, 1.5, 2.5], requires_grad=True)
s = torch.tensor(2.0, requires_grad=True)
m = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.5]], requires_grad=True)
def name(r):
    for v in (r if isinstance(r, (tuple, list)) else [r]):
        if v.grad_fn is not None:
            return v.grad_fn.name()
print('F.gelu(x)', name(F.gelu(x)))
print('F.gelu(x, approximate="tanh")', name(F.gelu(x, approximate='tanh')))
print('F.silu(x)', name(F.silu(x)))
print('F.mish(x)', name(F.mish(x)))
print('F.softplus(x)', name(F.softplus(x)))
print('F.softsign(x)', name(F.softsign(x)))
print('F.logsigmoid(x)', name(F.logsigmoid(x)))
print('F.hardtanh(x)', name(F.hardtanh(x)))
print('F.hardsigmoid(x)', name(F.hardsigmoid(x)))
print('F.hardswish(x)', name(F.hardswish(x)))
print('F.hardshrink(x)', name(F.hardshrink(x)))
print('F.softshrink(x)', name(F.softshrink(x)))
print('F.tanhshrink(x)', name(F.tanhshrink(x)))
print('F.threshold(x, 1.0, 0.0)', name(F.threshold(x, 1.0, 0.0)))
print('F.glu(m[:, :2])', name(F.glu(m[:, :2])))
print('F.prelu(x, s.reshape(1))', name(F.prelu(x, s.reshape(1))))
print('F.sigmoid(x)', name(F.sigmoid(x)))
print('F.tanh(x)', name(F.tanh(x)))
