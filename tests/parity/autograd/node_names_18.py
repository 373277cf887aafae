import torch
import torch.nn.functional as F
x = torch.tensor([0.5, 1.5, 2.5], requires_grad=True)
y = torch.tensor([1.0, 2.0, 0.25], requires_grad=True)
m = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.5]], requires_grad=True)
n = torch.tensor([[1.0, 0.5], [2.0, -1.0], [0.0, 3.0]], requires_grad=True)
q = torch.tensor([[2.0, 1.0], [1.0, 3.0]], requires_grad=True)
def name(r):
    for v in (r if isinstance(r, (tuple, list)) else [r]):
        if v.grad_fn is not None:
            return v.grad_fn.name()
print('torch.linalg.cross(x, y)', name(torch.linalg.cross(x, y)))
print('torch.cdist(m, m)', name(torch.cdist(m, m)))
print('torch.linalg.multi_dot([m, n, q])', name(torch.linalg.multi_dot([m, n, q])))
print('torch.chain_matmul(m, n)', name(torch.chain_matmul(m, n)))
print('torch.cov(m)', name(torch.cov(m)))
print('torch.softmax(x, 0)', name(torch.softmax(x, 0)))
print('torch.log_softmax(x, 0)', name(torch.log_softmax(x, 0)))
print('x.softmax(0)', name(x.softmax(0)))
print('F.softmax(m, dim=1)', name(F.softmax(m, dim=1)))
print('F.log_softmax(m, dim=1)', name(F.log_softmax(m, dim=1)))
print('F.softmin(x, dim=0)', name(F.softmin(x, dim=0)))
print('F.relu(x)', name(F.relu(x)))
print('F.relu6(x)', name(F.relu6(x)))
print('F.leaky_relu(x)', name(F.leaky_relu(x)))
print('F.leaky_relu(x, 0.1)', name(F.leaky_relu(x, 0.1)))
print('F.elu(x)', name(F.elu(x)))
print('F.celu(x)', name(F.celu(x)))
print('F.selu(x)', name(F.selu(x)))
