import torch
from torch.optim.lr_scheduler import StepLR, LambdaLR, MultiStepLR
opt = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1)
s = StepLR(opt, step_size=2, gamma=0.5)
for _ in range(3):
    opt.step()
    s.step()
saved = s.state_dict()
print(saved['last_epoch'], saved['step_size'], saved['gamma'], saved['base_lrs'], saved['_last_lr'])
opt2 = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1)
s2 = StepLR(opt2, step_size=10, gamma=0.9)
s2.load_state_dict(saved)
print(s2.last_epoch, s2.gamma, s2.get_last_lr())
two = torch.optim.SGD([{'params': [torch.zeros(1, requires_grad=True)]}, {'params': [torch.zeros(1, requires_grad=True)], 'lr': 1.0}], lr=0.1)
lam = LambdaLR(two, [lambda e: 0.5 ** e, lambda e: 1.0 / (1 + e)])
for _ in range(3):
    two.step()
    lam.step()
    print(lam.get_last_lr())
print(two.param_groups[0]['initial_lr'], lam.base_lrs)
m = MultiStepLR(opt, milestones=[2, 2, 5])
print(m.milestones, m.gamma)
try:
    LambdaLR(two, [lambda e: 1])
except ValueError as e:
    print(e)
