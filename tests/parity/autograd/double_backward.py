# Double backward and higher derivatives; what hooks see; gradient penalties.
import torch
x = torch.tensor(2.0, requires_grad=True)
y = x ** 4
g1, = torch.autograd.grad(y, x, create_graph=True)
g2, = torch.autograd.grad(g1, x, create_graph=True)
g3, = torch.autograd.grad(g2, x, create_graph=True)
g4, = torch.autograd.grad(g3, x)
print(g1, g2, g3, g4)
def nth_derivative(f, wrt, n):
    for i in range(n):
        f = torch.autograd.grad(f.sum(), wrt, create_graph=True)[0]
    return f
v = torch.linspace(0.5, 2, 4, requires_grad=True)
print(nth_derivative(v.sin() * v, v, 3))
print(nth_derivative(v.exp().log() ** 3, v, 2))
print(nth_derivative(torch.sigmoid(v), v, 2), nth_derivative(torch.tanh(v), v, 2))
w = torch.tensor([[1., 2.], [3., 4.]], requires_grad=True)
inp = torch.tensor([[1., -1.]], requires_grad=True)
out = torch.tanh(inp @ w).sum()
gi, = torch.autograd.grad(out, inp, create_graph=True)
penalty = (gi.norm() - 1) ** 2
print(gi, penalty)
penalty.backward()
print(w.grad.round(decimals=2))
print(inp.grad)
from torch.autograd.functional import jacobian, hessian, vjp, jvp, vhp, hvp
f = lambda t: (t ** 3).sum()
print(hessian(f, torch.tensor([1., 2.])))
print(jacobian(lambda t: t ** 2, torch.tensor([1., 2., 3.])))
print(hvp(f, torch.tensor([1., 2.]), torch.tensor([1., 0.5])))
print(vhp(f, torch.tensor([1., 2.]), torch.tensor([1., 0.5])))
print(jvp(lambda t: t ** 2, torch.tensor([1., 2.]), torch.tensor([1., 1.])))
print(vjp(lambda t: t ** 2, torch.tensor([1., 2.]), torch.tensor([1., 1.])))
print(hessian(lambda a, b: (a * b).sum(), (torch.tensor([1., 2.]), torch.tensor([3., 4.]))))
print(jacobian(lambda a: a.exp(), torch.tensor([0., 1.]), create_graph=True))
a = torch.tensor(3., requires_grad=True)
h = a.register_hook(lambda g: print('hook', g))
(a * a).backward(create_graph=True)
print(a.grad)
