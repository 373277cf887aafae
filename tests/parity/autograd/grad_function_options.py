import torch
from torch.autograd import grad
x = torch.tensor([1., 2., 3.], requires_grad=True)
y = torch.tensor([4., 5., 6.], requires_grad=True)
z = (x * y).sum()
print(grad(z, [x, y]))
print(grad(x * y, x, grad_outputs=torch.tensor([1., 0., 2.])))
print(grad([(x ** 2).sum(), (x * 3).sum()], x))
print(grad(x.sum(), [x, y], allow_unused=True))
print([g.detach() for g in grad(x.sum(), [x, y], materialize_grads=True)])
first = grad((x ** 3).sum(), x, create_graph=True)[0]
print(first, grad(first.sum(), x)[0])
print(x.grad)
for bad in [lambda: grad(x * 2, x), lambda: grad(x.sum(), torch.ones(1)), lambda: grad(x * 2, x, torch.ones(2)), lambda: grad(torch.ones(1), x)]:
    try:
        bad()
    except RuntimeError as e:
        print(e)
torch.autograd.backward([x.sum(), (y * 2).sum()])
print(x.grad, y.grad)
torch.autograd.backward([x * 2], [torch.ones(3)], inputs=[x])
print(x.grad)
