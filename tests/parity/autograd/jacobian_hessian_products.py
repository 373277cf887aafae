import torch
from torch.autograd.functional import jacobian, hessian, vjp, jvp, hvp, vhp
def f(x):
    return x.exp().sum(dim=1)
x = torch.tensor([[0., 1.], [2., -1.]])
print(jacobian(f, x))
def g(a, b):
    return 2 * a + b ** 2
print(jacobian(g, (torch.tensor([1., 2.]), torch.tensor([3., 4.]))))
def h(x):
    return x.pow(3).sum()
v = torch.tensor([1., 2., 3.])
print(hessian(h, v))
print(hessian(lambda a, b: (a * b).sum() + (b ** 2).sum(), (torch.ones(2), torch.ones(2))))
print(vjp(lambda t: t ** 2, v, torch.ones(3)))
print(jvp(lambda t: t ** 2, v, torch.tensor([1., 0., 2.])))
print(hvp(h, v, torch.ones(3)), vhp(h, v, torch.ones(3)))
print(jacobian(lambda t: (t, t * 2), torch.ones(1)))
print(jacobian(lambda t: t.sum(), v), jacobian(lambda t: torch.ones(2), v))
try:
    hessian(lambda t: t * 2, v)
except RuntimeError as e:
    print(e)
