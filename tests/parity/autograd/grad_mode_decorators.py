import torch
x = torch.ones(2, requires_grad=True)
@torch.no_grad()
def double(t):
    return t * 2
@torch.no_grad
def triple(t):
    return t * 3
@torch.enable_grad()
def quad(t):
    return t * 4
print(double(x).requires_grad, triple(x).requires_grad, double.__name__)
with torch.no_grad():
    print(quad(x).requires_grad, (x * 2).requires_grad)
    with torch.enable_grad():
        print((x * 2).requires_grad)
    print(torch.is_grad_enabled())
with torch.set_grad_enabled(False):
    print((x * 2).requires_grad)
torch.set_grad_enabled(False)
print(torch.is_grad_enabled())
torch.set_grad_enabled(True)
@torch.no_grad()
def gen():
    yield torch.is_grad_enabled()
    yield torch.is_grad_enabled()
print(list(gen()), torch.is_grad_enabled())
for flag in [True, False]:
    with torch.set_grad_enabled(flag):
        print((x + 1).requires_grad, end=' ')
print()
try:
    with torch.no_grad():
        raise ValueError('inside')
except ValueError:
    print(torch.is_grad_enabled())
