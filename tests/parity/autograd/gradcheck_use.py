import torch
from torch.autograd import gradcheck, gradgradcheck
torch.manual_seed(0)
x = torch.randn(3, 2, dtype=torch.float64, requires_grad=True)
w = torch.randn(2, 2, dtype=torch.float64, requires_grad=True)
print(gradcheck(lambda a, b: (a @ b).tanh(), (x, w)))
print(gradcheck(torch.sigmoid, x), gradgradcheck(torch.sin, x))
print(gradcheck(torch.nn.functional.softplus, (x,), eps=1e-6, atol=1e-4))
class Bad(torch.autograd.Function):
    @staticmethod
    def forward(ctx, t):
        return t * 2
    @staticmethod
    def backward(ctx, g):
        return g * 3
print(gradcheck(Bad.apply, x, raise_exception=False))
try:
    gradcheck(Bad.apply, x)
except RuntimeError as e:
    print(str(e).split('\n')[0])
try:
    gradcheck(torch.sin, torch.ones(2, dtype=torch.float64))
except ValueError as e:
    print(str(e)[:70])
