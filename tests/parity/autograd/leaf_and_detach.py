import torch
x = torch.ones(2, requires_grad=True)
y = x + 1
print(x.is_leaf, y.is_leaf, y.detach().is_leaf, torch.ones(1).is_leaf)
d = y.detach()
d[0] = 100
print(y, d.requires_grad)
c = y.clone()
c[0] = 0
print(y, c)
try:
    y.requires_grad = False
except RuntimeError as e:
    print(e)
z = torch.zeros(2)
z.requires_grad_()
print(z.requires_grad, z.requires_grad_(False).requires_grad)
print(x.data.requires_grad, x.grad, y.grad_fn is None)
w = torch.zeros(2, requires_grad=True)
with torch.no_grad():
    w += 5
print(w)
w.data.sub_(1)
print(w, w.is_leaf)
y.detach_()
print(y.requires_grad, y.is_leaf)
try:
    x.detach_()
    print(x.requires_grad)
except RuntimeError as e:
    print(e)
