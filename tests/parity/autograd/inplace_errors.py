# In-place operations that autograd refuses, in its own words.
import torch
def attempt(label, f):
    try:
        r = f()
        print(label, 'ok', r)
    except Exception as e:
        print(label, type(e).__name__, e)
w = torch.ones(3, requires_grad=True)
def leaf_add(): w.add_(1)
def leaf_iadd():
    global w
    w += 1
def leaf_set(): w[0] = 5
def view_of_leaf(): w.view(3)[0] = 1
def fill(): w.fill_(0)
attempt('add_', leaf_add)
attempt('iadd', leaf_iadd)
attempt('setitem', leaf_set)
attempt('view', view_of_leaf)
attempt('fill', fill)
def saved(op):
    def run():
        x = torch.tensor([0.5, 1.0, 1.5], requires_grad=True)
        y = op(x)
        y.add_(1)
        y.sum().backward()
        return x.grad
    return run
for name in ('exp', 'sigmoid', 'tanh', 'sqrt', 'relu', 'softmax', 'reciprocal', 'rsqrt'):
    attempt(name, saved(lambda t, name=name: getattr(t, name)(0) if name == 'softmax' else getattr(t, name)()))
for name in ('sin', 'log', 'abs', 'neg', 'square'):
    attempt(name, saved(lambda t, name=name: getattr(t, name)()))
def product():
    a = torch.ones(2, requires_grad=True); b = a * 1; c = b * b; b.mul_(2); c.sum().backward()
def matmul():
    a = torch.ones(2, 2, requires_grad=True); b = a + 0; c = b @ b; b[0, 0] = 3; c.sum().backward()
def unbound():
    a = torch.ones(2, 2, requires_grad=True) * 1; p, q = a.unbind(0); p.mul_(2)
def chunked():
    a = torch.ones(4, requires_grad=True) * 1; p, q = a.chunk(2); p.add_(2)
def nograd_view():
    a = torch.ones(2, requires_grad=True)
    with torch.no_grad(): v = a[:1]
    v.mul_(2)
def no_grad_update():
    a = torch.ones(2, requires_grad=True)
    with torch.no_grad(): a.sub_(0.5)
    return a, a._version
for f in (product, matmul, unbound, chunked, nograd_view, no_grad_update): attempt(f.__name__, f)
def version():
    a = torch.zeros(3); a.add_(1); a[0] = 2; a.data.add_(1); return a._version, a.detach().add_(1)._version
attempt('version', version)
