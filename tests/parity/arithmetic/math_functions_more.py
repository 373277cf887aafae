import torch
x = torch.tensor([0.1, 0.5, 0.9])
for name in ['exp', 'exp2', 'expm1', 'log', 'log2', 'log10', 'log1p', 'sqrt', 'rsqrt', 'square', 'reciprocal', 'sin', 'cos', 'tan', 'asin', 'acos',
             'atan', 'sinh', 'cosh', 'tanh', 'asinh', 'atanh', 'sigmoid', 'logit', 'erf', 'erfc', 'erfinv', 'lgamma', 'digamma', 'sinc', 'deg2rad', 'rad2deg', 'i0']:
    print(name, getattr(torch, name)(x))
print(torch.acosh(torch.tensor([1.5, 3.])), torch.arctan2(x, x.flip(0)), torch.atan2(torch.tensor([1., -1.]), torch.tensor([-1., -1.])))
print(torch.hypot(torch.tensor([3.]), torch.tensor([4.])), torch.logaddexp(x, x), torch.logaddexp2(x, x), torch.xlogy(torch.tensor([0., 2.]), torch.tensor([0., 3.])))
print(torch.sqrt(torch.tensor([-1., 4.])), torch.log(torch.tensor([0., -1.])), torch.exp(torch.tensor([100., -200.])))
print(torch.exp(torch.tensor([1, 2])), torch.sqrt(torch.tensor([4, 9])), torch.sin(torch.tensor([True, False])))
print(torch.special.expit(x), torch.special.xlog1py(x, x), torch.special.erf(x))
