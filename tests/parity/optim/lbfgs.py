import torch
def rosenbrock(p):
    return (1 - p[0]) ** 2 + 100 * (p[1] - p[0] ** 2) ** 2
p = torch.tensor([-1.0, 1.5], requires_grad=True)
opt = torch.optim.LBFGS([p], lr=0.5, max_iter=4)
def closure():
    opt.zero_grad()
    loss = rosenbrock(p)
    loss.backward()
    return loss
for _ in range(4):
    print(f'{opt.step(closure).item():.3f}')
q = torch.tensor([3.0, -2.0], requires_grad=True)
lb = torch.optim.LBFGS([q], line_search_fn='strong_wolfe')
def quad():
    lb.zero_grad()
    loss = (q ** 2 * torch.tensor([1.0, 4.0])).sum() + q.sum()
    loss.backward()
    return loss
lb.step(quad)
print([round(v, 4) for v in q.tolist()], lb.state[q]['n_iter'] < 20)
try:
    torch.optim.LBFGS([{'params': [p]}, {'params': [q]}])
except ValueError as e:
    print(e)
