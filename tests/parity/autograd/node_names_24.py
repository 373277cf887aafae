import torch
import torch.nn.functional as F
x = torch.tensor([0.5, 1.5, 2.5], requires_grad=True)
y = torch.tensor([1.0, 2.0, 0.25], requires_grad=True)
m = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.5]], requires_grad=True)
i = torch.tensor([0, 2])
k = torch.tensor([True, False, True])
def name(r):
    for v in (r if isinstance(r, (tuple, list)) else [r]):
        if v.grad_fn is not None:
            return v.grad_fn.name()
print('x.clone().fill_(3)', name(x.clone().fill_(3)))
print('x.clone().copy_(y)', name(x.clone().copy_(y)))
print('x.clone().masked_fill_(k, 0.0)', name(x.clone().masked_fill_(k, 0.0)))
print('x.clone().scatter_(0, i, 1.0)', name(x.clone().scatter_(0, i, 1.0)))
print('x.clone().index_add_(0, i, y[:2])', name(x.clone().index_add_(0, i, y[:2])))
print('x.clone().unsqueeze_(0)', name(x.clone().unsqueeze_(0)))
print('x.clone().t_()', name(x.clone().t_()))
print('m.clone().transpose_(0, 1)', name(m.clone().transpose_(0, 1)))
print('F.relu(x.clone(), inplace=True)', name(F.relu(x.clone(), inplace=True)))
print('F.leaky_relu(x.clone(), 0.1, inplace=True)', name(F.leaky_relu(x.clone(), 0.1, inplace=True)))
print('torch.zeros(3).index_put((i,), y[:2])', name(torch.zeros(3).index_put((i,), y[:2])))
print('torch.zeros(3).copy_(x)', name(torch.zeros(3).copy_(x)))
print('x.type_as(torch.zeros(1, dtype=torch.float64))', name(x.type_as(torch.zeros(1, dtype=torch.float64))))
print('torch.special.logsumexp(m, 1)', name(torch.special.logsumexp(m, 1)))
print('torch.sinc(x)', name(torch.sinc(x)))
print('torch.vander(x)', name(torch.vander(x)))
print('torch.fix(x)', name(torch.fix(x)))
print('torch.negative(x)', name(torch.negative(x)))
