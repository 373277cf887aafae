# LBFGS with a closure, on a quadratic, on Rosenbrock's function and on a tiny regression.
import torch
x = torch.tensor([3.0, -2.0], requires_grad=True)
opt = torch.optim.LBFGS([x], lr=1, max_iter=10, history_size=5)
def closure():
    opt.zero_grad()
    loss = ((x - torch.tensor([1.0, 2.0])) ** 2).sum()
    loss.backward()
    return loss
for i in range(3):
    print(i, opt.step(closure), x.data)
print(opt)
def rosenbrock(p):
    return (1 - p[0]) ** 2 + 100 * (p[1] - p[0] ** 2) ** 2
p = torch.tensor([-1.2, 1.0], dtype=torch.float64, requires_grad=True)
opt = torch.optim.LBFGS([p], line_search_fn='strong_wolfe', max_iter=50)
calls = 0
def closure():
    global calls
    calls += 1
    opt.zero_grad()
    loss = rosenbrock(p)
    loss.backward()
    return loss
first = opt.step(closure)
print(first, [f'{v:.4f}' for v in p.tolist()], calls)
torch.manual_seed(0)
X = torch.linspace(0, 1, 20).unsqueeze(1)
Y = 3 * X + 1
net = torch.nn.Linear(1, 1)
opt = torch.optim.LBFGS(net.parameters(), lr=0.5)
def closure():
    opt.zero_grad()
    loss = torch.nn.functional.mse_loss(net(X), Y)
    loss.backward()
    return loss
for epoch in range(3):
    loss = opt.step(closure)
print(f'{net.weight.item():.3f} {net.bias.item():.3f}')
print(opt.state_dict()['state'][0]['n_iter'])
try:
    opt.step()
except TypeError as e:
    print(e)
try:
    torch.optim.LBFGS([{'params': [x]}, {'params': [p]}])
except ValueError as e:
    print(e)
