import torch
x = torch.tensor([1., 2., 3.], requires_grad=True)
y = x * 2
y.add_(1)
y[0] = 0
print(y)
y.sum().backward()
print(x.grad)
t = torch.zeros(3)
t[1:] = x[:2] * 5
print(t, t._version)
t.sum().backward()
print(x.grad)
v = torch.zeros(2, 2)
row = v[0]
row += x[:2]
print(v)
v.sum().backward()
print(x.grad)
for bad in ['x.add_(1)', 'x.exp_()', 'x[0] = 1']:
    try:
        if bad == 'x.add_(1)':
            x.add_(1)
        elif bad == 'x.exp_()':
            x.exp_()
        else:
            x[0] = 1
    except RuntimeError as e:
        print(e)
