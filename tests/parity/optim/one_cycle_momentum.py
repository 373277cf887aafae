import torch
from torch.optim.lr_scheduler import OneCycleLR
opt = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1, momentum=0.9)
sch = OneCycleLR(opt, max_lr=0.5, total_steps=6)
for _ in range(5):
    print(f"{opt.param_groups[0]['lr']:.5f} {opt.param_groups[0]['momentum']:.5f}")
    opt.step()
    sch.step()
adam = torch.optim.Adam([torch.zeros(1, requires_grad=True)])
sch = OneCycleLR(adam, max_lr=0.01, total_steps=4)
for _ in range(3):
    adam.step()
    sch.step()
    print([round(b, 4) for b in adam.param_groups[0]['betas']], f'{sch.get_last_lr()[0]:.6f}')
try:
    sch.step()
    sch.step()
except ValueError as e:
    print(e)
for kw in [dict(), dict(total_steps=-1), dict(total_steps=5, pct_start=2.0), dict(total_steps=5, anneal_strategy='x')]:
    try:
        OneCycleLR(opt, 0.1, **kw)
    except ValueError as e:
        print(e)
