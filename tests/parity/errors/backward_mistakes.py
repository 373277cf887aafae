import torch
def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, str(e).split('\n')[0][:130])
x = torch.tensor([1., 2.], requires_grad=True)
attempt(lambda: (x * 2).backward())
attempt(lambda: (x * 2).backward(torch.ones(3)))
attempt(lambda: x.detach().sum().backward())
attempt(lambda: torch.tensor(1.).backward())
attempt(lambda: torch.tensor([1, 2]).requires_grad_())
attempt(lambda: torch.ones(2, dtype=torch.int64, requires_grad=True))
y = (x ** 2).sum()
y.backward()
attempt(lambda: y.backward())
z = torch.sigmoid(x)
w = z * 1
z.data
attempt(lambda: x.add_(1))
attempt(lambda: x.__setitem__(0, 5.0))
attempt(lambda: x.numpy())
attempt(lambda: torch.autograd.grad(x.sum(), [torch.ones(1)]))
attempt(lambda: (x > 1).float().sum().backward())
attempt(lambda: x.argmax().backward())
with torch.no_grad():
    q = (x * 3).sum()
attempt(lambda: q.backward())
x.grad = None
attempt(lambda: x.grad.zero_())
attempt(lambda: setattr(x, 'grad', torch.ones(3)))
attempt(lambda: setattr(x, 'grad', 'no'))
attempt(lambda: setattr(x, 'data', 3))
