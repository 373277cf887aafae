# What a node keeps, and what its parts are called.
import torch
x = torch.tensor([1., 2., 3.], requires_grad=True)
y = torch.tensor([4., 5., 6.], requires_grad=True)
m = torch.ones(2, 3, requires_grad=True)
print(x.exp().grad_fn._saved_result)
print(x.pow(2).grad_fn._saved_self)
print((x * y).grad_fn._saved_self, (x * y).grad_fn._saved_other)
print((x / y).grad_fn._saved_self, (x / y).grad_fn._saved_other)
print(x.sin().grad_fn._saved_self is x, x.tanh().grad_fn._saved_result, x.sigmoid().grad_fn._saved_result)
print((m @ x).grad_fn.name(), x.log().grad_fn._saved_self)
print((m @ torch.ones(3, 2)).grad_fn._saved_mat2 if m.requires_grad else None)
print(x.relu().grad_fn._saved_result, x.abs().grad_fn._saved_self)
print(x.sqrt().grad_fn._saved_result)
print(torch.equal(x.pow(3).grad_fn._saved_self, x))
s = x.exp()
node = s.grad_fn
s.sum().backward()
try:
    node._saved_result
except RuntimeError as e:
    print(str(e)[:75])
print([type(f).__name__ for f, _ in (x * y + m).grad_fn.next_functions])
def walk(fn, depth=0):
    if fn is None: return
    print('  ' * depth + fn.name())
    for f, i in fn.next_functions:
        walk(f, depth + 1)
walk((torch.softmax(m @ y, 0) * 2 - x[:2]).mean().grad_fn)
class Exp(torch.autograd.Function):
    @staticmethod
    def forward(ctx, i):
        result = i.exp()
        ctx.save_for_backward(result)
        ctx.constant = 7
        return result
    @staticmethod
    def backward(ctx, g):
        result, = ctx.saved_tensors
        return g * result
o = Exp.apply(x)
print(o, o.grad_fn.name(), o.grad_fn.constant, o.grad_fn.saved_tensors[0].shape)
