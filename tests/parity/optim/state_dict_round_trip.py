import torch
def make():
    w = torch.tensor([1.0, 2.0], requires_grad=True)
    b = torch.tensor([0.5], requires_grad=True)
    return [w, b], torch.optim.SGD([{'params': [w]}, {'params': [b], 'lr': 0.5}], lr=0.1, momentum=0.9)
def train(params, opt, n):
    for _ in range(n):
        opt.zero_grad()
        sum((p ** 2).sum() for p in params).backward()
        opt.step()
params, opt = make()
train(params, opt, 2)
saved = opt.state_dict()
print(sorted(saved), saved['state'])
print([g['params'] for g in saved['param_groups']], [g['lr'] for g in saved['param_groups']])
other, opt2 = make()
with torch.no_grad():
    for p, q in zip(other, params):
        p.copy_(q)
opt2.load_state_dict(saved)
train(params, opt, 2)
train(other, opt2, 2)
print(params[0], other[0], torch.equal(params[1], other[1]))
adam = torch.optim.Adam([params[0]])
print(adam.state_dict()['state'], len(adam.state), adam.defaults['lr'], adam.defaults['betas'])
