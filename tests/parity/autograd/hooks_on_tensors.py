import torch
x = torch.tensor([1., 2.], requires_grad=True)
y = x * 3
h = y.register_hook(lambda g: print('y', g))
x.register_hook(lambda g: g * 10)
(y ** 2).sum().backward()
print(x.grad)
h.remove()
x.grad = None
(x * 3).sum().backward()
print(x.grad)
w = torch.tensor([1.], requires_grad=True)
w.register_post_accumulate_grad_hook(lambda p: print('done', p.grad))
(w * 2).sum().backward()
try:
    torch.ones(2).register_hook(print)
except RuntimeError as e:
    print(e)
a = x * 2
a.retain_grad()
(a * a).sum().backward()
print(a.grad, a.retains_grad, x.retains_grad)
b = x * 2
b.register_hook(lambda g: torch.zeros_like(g))
x.grad = None
b.sum().backward()
print(x.grad)
