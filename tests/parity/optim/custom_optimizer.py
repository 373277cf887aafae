import torch
from torch.optim import Optimizer
class SignSGD(Optimizer):
    def __init__(self, params, lr=0.1):
        super().__init__(params, {'lr': lr})

    @torch.no_grad()
    def step(self, closure=None):
        for group in self.param_groups:
            for p in group['params']:
                if p.grad is not None:
                    p.add_(p.grad.sign(), alpha=-group['lr'])
                    self.state[p]['count'] = self.state[p].get('count', 0) + 1

w = torch.tensor([1.0, -3.0], requires_grad=True)
opt = SignSGD([w], lr=0.5)
for _ in range(3):
    opt.zero_grad()
    (w ** 2).sum().backward()
    opt.step()
print(w, opt.state[w], opt)
print(opt.state_dict())
sched = torch.optim.lr_scheduler.ExponentialLR(opt, 0.5)
opt.step()
sched.step()
print(sched.get_last_lr())
