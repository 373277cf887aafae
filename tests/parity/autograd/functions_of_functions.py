import torch
import torch.nn as nn
from torch.func import functional_call, grad, grad_and_value, hessian, jacfwd, jacrev, jvp, vjp, vmap


def cube(x):
    return (x ** 3).sum()


x = torch.tensor([1., 2., 3.])
print(grad(cube)(x), grad_and_value(cube)(x))
print(grad(grad(torch.sin))(torch.tensor(1.)), grad(torch.sin)(torch.tensor(0.)))
print(hessian(cube)(x))
print(hessian(lambda t: t[0] ** 2 * t[1])(torch.tensor([1., 2.])))
print(jacrev(lambda t: t ** 2)(x), jacfwd(lambda t: t ** 2)(x))
print(jacrev(lambda a, b: a * b, argnums=(0, 1))(x[:2], x[1:]))
print(grad(lambda a, b: (a * b).sum(), argnums=(0, 1))(x, x * 2))
print(grad(lambda t: ((t ** 2).sum(), t + 1), has_aux=True)(x))
value, pull_back = vjp(lambda t: t * 2, x)
print(value, pull_back(torch.ones(3)))
print(jvp(lambda t: t ** 2, (x,), (torch.ones(3),)))
print(vmap(grad(lambda t: t ** 2))(x), vmap(torch.dot)(torch.ones(2, 3), torch.ones(2, 3)))
print(vmap(lambda a, b: a + b, in_dims=(0, None))(torch.ones(2, 3), x), vmap(lambda a: a.sum(), in_dims=1)(torch.ones(2, 3)))
layer = nn.Linear(2, 1)
parameters = {name: torch.ones_like(p) for name, p in layer.named_parameters()}
print(functional_call(layer, parameters, (torch.ones(1, 2),)))
print(grad(lambda p: functional_call(layer, p, (torch.ones(1, 2),)).sum())(parameters))
print(grad(cube)(x).requires_grad)
