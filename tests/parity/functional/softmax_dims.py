import torch
import torch.nn.functional as F
x = torch.tensor([[1., 2.], [3., 5.]])
print(F.softmax(x, dim=0), F.softmax(x, dim=1), F.softmax(x, -1), x.softmax(0), torch.softmax(x, 1))
print(F.log_softmax(x, dim=1), torch.log_softmax(x, 0), torch.logsumexp(x, 1))
print(F.softmax(torch.tensor([1000., 1000.]), 0), F.softmax(torch.tensor([-float('inf'), 0.]), 0), F.log_softmax(torch.tensor([0., 100.]), 0))
print(F.softmax(torch.tensor(3.), 0), F.softmax(torch.zeros(0, 2), 1).shape, F.softmax(torch.tensor([1, 2]), 0, dtype=torch.float32))
y = torch.tensor([1., 2., 3.], requires_grad=True)
(F.softmax(y, 0) * torch.tensor([1., 2., 5.])).sum().backward()
print(y.grad)
y.grad = None
F.log_softmax(y, 0)[1].backward()
print(y.grad)
J = torch.autograd.functional.jacobian(lambda t: F.softmax(t, 0), torch.tensor([0., 1.]))
print(J)
T = 2.0
print(F.softmax(x / T, dim=1), F.softmax(x, 1).sum(1), F.softmax(x, 1).argmax(1))
