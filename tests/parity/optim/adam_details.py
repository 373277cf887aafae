import torch
w = torch.tensor([1.0, -1.0], requires_grad=True)
opt = torch.optim.Adam([w], lr=0.5, amsgrad=True)
for g in [1.0, 0.1, 10.0]:
    opt.zero_grad()
    (w * g).sum().backward()
    opt.step()
    s = opt.state[w]
    print(w.detach(), s['step'], s['exp_avg'], s['max_exp_avg_sq'])
print(sorted(s))
v = torch.tensor([1.0], dtype=torch.float64, requires_grad=True)
o = torch.optim.AdamW([v], lr=0.1, weight_decay=0.1)
(v ** 2).backward()
o.step()
print(v, o.state[v]['exp_avg'].dtype)
up = torch.tensor([1.0], requires_grad=True)
o = torch.optim.Adam([up], lr=0.1, maximize=True)
(up * 2).backward()
o.step()
print(up)
o.param_groups[0]['lr'] = 1.0
o.step()
print(up, isinstance(torch.optim.AdamW([v]), torch.optim.Optimizer))
