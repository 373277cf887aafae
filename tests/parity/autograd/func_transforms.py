# torch.func: functions made of functions.
import torch
from torch.func import grad, vmap, jacrev, jacfwd, hessian, vjp, jvp, grad_and_value, functional_call
from torch import nn
f = lambda x: (x ** 3).sum()
x = torch.tensor([1., 2., 3.])
print(grad(f)(x), grad(grad(lambda t: t.sin()))(torch.tensor(0.5)), grad_and_value(f)(x))
print(jacrev(lambda t: t ** 2)(x), jacfwd(torch.sin)(torch.tensor([0., 1.])), hessian(f)(x))
out, fn = vjp(torch.sin, x)
print(out, fn(torch.ones(3)), jvp(torch.sin, (x,), (torch.ones(3),)))
print(vmap(torch.dot)(torch.ones(2, 3), torch.arange(6.).reshape(2, 3)), torch.vmap(lambda a, b: a * b, in_dims=(0, None))(x, torch.tensor(2.)))
print(vmap(lambda t: t.sum(), in_dims=1)(torch.arange(6.).reshape(2, 3)), vmap(vmap(lambda t: t * 2))(torch.ones(2, 2)), vmap(lambda t: (t, t + 1), out_dims=(0, 0))(x))
def loss(w, xb, yb): return ((xb @ w - yb) ** 2).mean()
w, xb, yb = torch.tensor([1., -1.]), torch.tensor([[1., 2.], [3., 4.]]), torch.tensor([0., 1.])
print(grad(loss)(w, xb, yb), grad(loss, argnums=(0, 1))(w, xb, yb), vmap(grad(loss), in_dims=(None, 0, 0))(w, xb, yb))
net = nn.Linear(2, 1)
params = {'weight': torch.tensor([[1., 2.]]), 'bias': torch.tensor([0.5])}
print(functional_call(net, params, (xb,)), grad(lambda p: functional_call(net, p, (xb,)).sum())(params))
print(grad(lambda t: (t ** 2, t + 1), has_aux=True)(torch.tensor(3.)))
for g in (lambda: grad(lambda t: t)(x), lambda: grad(lambda t: 3)(x), lambda: vmap(lambda t: t)(torch.tensor(1.)), lambda: vmap(lambda a, b: a)(torch.ones(2), torch.ones(3))):
    try: print(g())
    except Exception as e: print(type(e).__name__, str(e)[:120])
from torch.autograd import functional as AF
print(AF.jacobian(lambda a, b: a * b, (x, x * 2)), AF.hessian(lambda t: t.prod(), x), AF.jacobian(f, x, vectorize=True))
