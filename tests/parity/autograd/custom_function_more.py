import torch
from torch.autograd import Function
class TwoOut(Function):
    @staticmethod
    def forward(ctx, a, b):
        ctx.save_for_backward(a, b)
        return a * b, a + b

    @staticmethod
    def backward(ctx, g1, g2):
        a, b = ctx.saved_tensors
        return g1 * b + g2, g1 * a + g2

a = torch.tensor(2., requires_grad=True)
b = torch.tensor(5., requires_grad=True)
p, s = TwoOut.apply(a, b)
print(p, s)
p.backward()
print(a.grad, b.grad)
class Ste(Function):
    @staticmethod
    def forward(ctx, x):
        return (x > 0).float()

    @staticmethod
    def backward(ctx, g):
        return g.clamp(-1, 1)

x = torch.tensor([-1., 2.], requires_grad=True)
(Ste.apply(x) * torch.tensor([5., 0.5])).sum().backward()
print(x.grad)
class Cube(Function):
    @staticmethod
    def forward(x):
        return x ** 3, 3 * x ** 2

    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.save_for_backward(output[1])
        ctx.mark_non_differentiable(output[1])

    @staticmethod
    def backward(ctx, g, _):
        return g * ctx.saved_tensors[0]

y, d = Cube.apply(x)
y.sum().backward()
print(x.grad, d.requires_grad)
