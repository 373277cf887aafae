import torch
from torch import nn
for cls, kw in [(torch.optim.SGD, dict(lr=0.1, weight_decay=0.1)), (torch.optim.Adam, dict(lr=0.1, weight_decay=0.1)),
                (torch.optim.AdamW, dict(lr=0.1, weight_decay=0.1)), (torch.optim.RMSprop, dict(lr=0.05, weight_decay=0.1)),
                (torch.optim.Adadelta, dict(lr=1.0)), (torch.optim.Adamax, dict(lr=0.1)), (torch.optim.NAdam, dict(lr=0.1)), (torch.optim.RAdam, dict(lr=0.1))]:
    w = torch.tensor([2.0, -1.5], requires_grad=True)
    opt = cls([w], **kw)
    for _ in range(25):
        opt.zero_grad()
        ((w - 1) ** 2).sum().backward()
        opt.step()
    print(cls.__name__, [f'{v:.3f}' for v in w.tolist()])
w = nn.Parameter(torch.tensor([5.0]))
opt = torch.optim.SGD([w], lr=1.0)
sched = torch.optim.lr_scheduler.LambdaLR(opt, lambda e: 0.5 ** e)
for _ in range(4):
    w.grad = torch.ones(1)
    opt.step()
    sched.step()
print(w, opt.param_groups[0]['lr'])
