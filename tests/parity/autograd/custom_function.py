import torch
class Exp(torch.autograd.Function):
    @staticmethod
    def forward(ctx, i):
        result = i.exp()
        ctx.save_for_backward(result)
        return result

    @staticmethod
    def backward(ctx, grad_output):
        result, = ctx.saved_tensors
        return grad_output * result

x = torch.tensor([0.0, 1.0], requires_grad=True)
y = Exp.apply(x)
print(y, y.grad_fn.name())
y.sum().backward()
print(x.grad)
class Scale(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, factor):
        ctx.factor = factor
        print(ctx.needs_input_grad)
        return x * factor

    @staticmethod
    def backward(ctx, g):
        return g * ctx.factor, None

z = Scale.apply(x, 3.0)
print(z, Scale.apply(torch.ones(1), 2))
z.sum().backward()
print(x.grad, torch.autograd.gradcheck(Exp.apply, torch.randn(2, dtype=torch.float64, requires_grad=True)))
