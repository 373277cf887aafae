import torch
a = torch.tensor([1.], requires_grad=True)
b = torch.tensor([2.], requires_grad=True)
c = (a * b + a).exp()
def walk(fn, depth=0):
    print('  ' * depth + fn.name())
    for nxt, _ in fn.next_functions:
        if nxt is not None:
            walk(nxt, depth + 1)
walk(c.grad_fn)
acc = (a * 2).grad_fn.next_functions[0][0]
print(acc.name(), acc.variable is a, type(acc).__name__)
print((a + 1).grad_fn.next_functions[0][1], (a * 2).grad_fn.next_functions[1][0], c.grad_fn is c.grad_fn)
parts = torch.ones(4, requires_grad=True).split(2)
print([p.grad_fn.name() for p in parts], (parts[1] * 1).grad_fn.next_functions[0][1])
print(torch.nn.Linear(2, 1)(torch.ones(1, 2)).grad_fn.name(), c.detach().grad_fn, a.grad_fn)
print(c.requires_grad, c.is_leaf, a.is_leaf, c.grad_fn.name())
