# Custom functions of several kinds, checked with gradcheck.
import torch
from torch.autograd import Function, gradcheck, gradgradcheck
class LinearFunction(Function):
    @staticmethod
    def forward(ctx, input, weight, bias=None):
        ctx.save_for_backward(input, weight, bias)
        output = input.mm(weight.t())
        if bias is not None:
            output += bias.unsqueeze(0).expand_as(output)
        return output
    @staticmethod
    def backward(ctx, grad_output):
        input, weight, bias = ctx.saved_tensors
        grad_input = grad_weight = grad_bias = None
        if ctx.needs_input_grad[0]:
            grad_input = grad_output.mm(weight)
        if ctx.needs_input_grad[1]:
            grad_weight = grad_output.t().mm(input)
        if bias is not None and ctx.needs_input_grad[2]:
            grad_bias = grad_output.sum(0)
        return grad_input, grad_weight, grad_bias
linear = LinearFunction.apply
torch.manual_seed(0)
input = (torch.randn(4, 3, dtype=torch.double, requires_grad=True), torch.randn(2, 3, dtype=torch.double, requires_grad=True))
print(gradcheck(linear, input, eps=1e-6, atol=1e-4))
class MulConstant(Function):
    @staticmethod
    def forward(tensor, constant):
        return tensor * constant
    @staticmethod
    def setup_context(ctx, inputs, output):
        tensor, constant = inputs
        ctx.set_materialize_grads(False)
        ctx.constant = constant
    @staticmethod
    def backward(ctx, grad_output):
        if grad_output is None:
            return None, None
        return grad_output * ctx.constant, None
t = torch.tensor([1., 2.], requires_grad=True)
MulConstant.apply(t, 5.5).sum().backward()
print(t.grad)
class Bad(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x ** 2
    @staticmethod
    def backward(ctx, g):
        x, = ctx.saved_tensors
        return g * x
x = torch.tensor([1., 2.], dtype=torch.double, requires_grad=True)
try:
    gradcheck(Bad.apply, (x,))
except Exception as e:
    print(type(e).__name__, str(e)[:70])
print(gradcheck(Bad.apply, (x,), raise_exception=False))
print(gradgradcheck(lambda t: (t ** 3).sum(), (x,)))
class Split(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.mark_non_differentiable(idx := x.argsort())
        return x.sort()[0], idx
    @staticmethod
    def backward(ctx, g, gi):
        print(g, gi)
        return g
out, idx = Split.apply(torch.tensor([3., 1.], requires_grad=True))
print(out, idx)
out.sum().backward()
class Wrong(Function):
    @staticmethod
    def forward(ctx, x, y): return x + y
    @staticmethod
    def backward(ctx, g): return g
try:
    Wrong.apply(t, t).sum().backward()
except RuntimeError as e:
    print(e)
