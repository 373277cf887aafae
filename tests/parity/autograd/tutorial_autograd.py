# The autograd tutorial: history, gradients, switching off, in-place, functional Jacobian.
import torch
import math
a = torch.linspace(0., 2. * math.pi, steps=25, requires_grad=True)
print(a)
b = torch.sin(a)
print(b[:12])
c = 2 * b
d = c + 1
print(d[:6])
out = d.sum()
print(out)
print('d:')
fn = d.grad_fn
while fn is not None:
    print(fn.name(), type(fn).__name__, len(fn.next_functions))
    fn = fn.next_functions[0][0] if fn.next_functions else None
print('a:', a.grad_fn)
out.backward()
print(a.grad[:5], b.is_leaf, a.is_leaf)
x = torch.rand(1, 5, requires_grad=True) * 0 + 1
y = x
with torch.no_grad():
    z = x * 2
print(z, z.requires_grad)
@torch.no_grad()
def add_tensors2(x, y):
    return x + y
p = torch.ones(2, 3, requires_grad=True)
q = torch.ones(2, 3, requires_grad=True)
print(add_tensors2(p, q), p + q)
r = p.detach()
print(r, r.requires_grad, p.requires_grad)
s = torch.linspace(0., 1., steps=5, requires_grad=True)
try:
    torch.sin_(s)
except RuntimeError as e:
    print(e)
x = torch.tensor([0.5, -1.0, 2.0], requires_grad=True)
y = x * 2
while y.data.norm() < 1000:
    y = y * 2
print(y)
v = torch.tensor([0.1, 1.0, 0.0001], dtype=torch.float)
y.backward(v)
print(x.grad)
def exp_adder(x, y):
    return 2 * x.exp() + 3 * y
inputs = (torch.tensor([0.1, 0.7]), torch.tensor([1.0, 2.0]))
print(torch.autograd.functional.jacobian(exp_adder, inputs))
def do_some_doubling(x):
    y = x * 2
    while y.data.norm() < 1000:
        y = y * 2
    return y
print(torch.autograd.functional.vjp(do_some_doubling, torch.tensor([0.5, -1.0, 2.0]), v=v))
