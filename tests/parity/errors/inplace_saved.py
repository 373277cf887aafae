import torch
x = torch.tensor([1., 2.], requires_grad=True)
y = x * 1
z = y * y
y.add_(1)
try:
    z.sum().backward()
except RuntimeError as e:
    print(str(e)[:120])
a = torch.tensor([1., 2.], requires_grad=True)
b = a.exp()
b += 1
try:
    b.sum().backward()
except RuntimeError as e:
    print(str(e).split(' Hint')[0][:100])
c = (a * 2)
c[0] = 10.
c.sum().backward()
print(a.grad)
