import torch
class Wrong(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, y):
        return x + y

    @staticmethod
    def backward(ctx, g):
        return g
class NoBackward(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x * 2
x = torch.ones(2, requires_grad=True)
try:
    Wrong.apply(x, x).sum().backward()
except RuntimeError as e:
    print(e)
try:
    NoBackward.apply(x).sum().backward()
except NotImplementedError as e:
    print(e)
class Twice(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * x

    @staticmethod
    def backward(ctx, g):
        return 2 * g * ctx.saved_tensors[0]
y = Twice.apply(x).sum()
y.backward()
try:
    y.backward()
except RuntimeError as e:
    print(str(e)[:60])
g, = torch.autograd.grad(Twice.apply(x).sum(), x, create_graph=True)
print(torch.autograd.grad(g.sum(), x))
