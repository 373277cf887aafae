import torch
import math
x, y = torch.tensor([1.0, 2.0]), torch.tensor(1.0)
w = torch.tensor([0.5, -0.25], requires_grad=True)
b = torch.tensor(0.1, requires_grad=True)
z = w @ x + b
a = torch.sigmoid(z)
loss = -(y * torch.log(a) + (1 - y) * torch.log(1 - a))
loss.backward()
dz = a.item() - y.item()
print(f'{loss.item():.6f} {w.grad} {b.grad}')
print([round(dz * v.item(), 4) for v in x], round(dz, 4))
lr = 0.5
with torch.no_grad():
    for p in (w, b):
        p -= lr * p.grad
        p.grad = None
print(w, b, w.grad)
def numeric(f, p, i, eps=1e-3):
    q = p.detach().clone()
    q[i] += eps
    hi = f(q)
    q[i] -= 2 * eps
    return (hi - f(q)) / (2 * eps)
f = lambda q: -torch.log(torch.sigmoid(q @ x + b.detach()))
g, = torch.autograd.grad(f(w), w)
print([f'{numeric(f, w, i).item():.3f} {g[i]:.3f}' for i in range(2)])
