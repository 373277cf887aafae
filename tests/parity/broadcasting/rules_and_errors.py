import torch
a = torch.arange(3.)
b = torch.arange(2.).reshape(2, 1)
print(a + b, (a * b).shape, torch.zeros(5, 1, 4).add(torch.ones(3, 1)).shape, (torch.tensor(2.) * a), torch.ones(1, 3) == a)
print(torch.broadcast_shapes((5, 1), (1, 3)), torch.where(a > 1, a, b), torch.maximum(a, b), a.expand(2, 3) + b)
for s, t in [((2,), (3,)), ((2, 3), (2,)), ((4, 2), (3, 1, 3)), ((0,), (2,))]:
    try:
        torch.zeros(s) + torch.zeros(t)
    except RuntimeError as e:
        print(e)
x = torch.zeros(2, 3)
x += a
x -= torch.tensor([[1.], [2.]])
print(x)
try:
    a += x
except RuntimeError as e:
    print(e)
print((torch.zeros(0, 3) + a).shape, (torch.zeros(2, 0) * torch.zeros(1)).shape)
