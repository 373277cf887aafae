import torch
x = torch.tensor([0.5, 1.5, 2.5], requires_grad=True)
y = torch.tensor([1.0, 2.0, 0.25], requires_grad=True)
u = torch.tensor([0.1, 0.5, 0.9], requires_grad=True)
b = torch.arange(12.0).reshape(2, 2, 3).requires_grad_()
def name(r):
    for v in (r if isinstance(r, (tuple, list)) else [r]):
        if v.grad_fn is not None:
            return v.grad_fn.name()
print('torch.multiply(x, y)', name(torch.multiply(x, y)))
print('torch.subtract(x, y)', name(torch.subtract(x, y)))
print('torch.divide(x, y)', name(torch.divide(x, y)))
print('torch.true_divide(x, y)', name(torch.true_divide(x, y)))
print('torch.floor_divide(x, y)', name(torch.floor_divide(x, y)))
print('torch.arctan(x)', name(torch.arctan(x)))
print('torch.arcsin(u)', name(torch.arcsin(u)))
print('torch.arccos(u)', name(torch.arccos(u)))
print('torch.absolute(x)', name(torch.absolute(x)))
print('b.transpose(0, 2).flatten()', name(b.transpose(0, 2).flatten()))
