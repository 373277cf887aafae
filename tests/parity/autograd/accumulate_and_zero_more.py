import torch
x = torch.tensor([1., 2.], requires_grad=True)
for _ in range(3):
    (x ** 2).sum().backward()
    print(x.grad)
x.grad.zero_()
print(x.grad)
x.grad = None
y = x.prod()
y.backward(retain_graph=True)
y.backward()
print(x.grad)
x.grad = torch.tensor([100., 100.])
(x * 1).sum().backward()
print(x.grad)
a = torch.tensor(3., requires_grad=True)
b = a * 2
c = b * b + b
c.backward()
print(a.grad, b.requires_grad)
m = torch.ones(2, 2, requires_grad=True)
m[0].sum().backward()
m[:, 1].mul(3).sum().backward()
print(m.grad)
s = torch.ones(2, requires_grad=True)
torch.stack([s, s * 2]).sum().backward()
print(s.grad)
