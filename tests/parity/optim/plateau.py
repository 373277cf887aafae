import torch
from torch.optim.lr_scheduler import ReduceLROnPlateau
def run(metrics, **kw):
    opt = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    sch = ReduceLROnPlateau(opt, **kw)
    out = []
    for m in metrics:
        opt.step()
        sch.step(m)
        out.append(opt.param_groups[0]['lr'])
    print(out, sch.num_bad_epochs, sch.best, sch.get_last_lr())
run([1.0, 0.9, 0.9, 0.9, 0.9, 0.9], patience=1)
run([1.0, 1.0, 1.0, 1.0, 1.0, 1.0], patience=0, factor=0.5, cooldown=1)
run([0.1, 0.2, 0.2, 0.1, 0.3, 0.1], mode='max', patience=1, factor=0.1)
run([1.0, 0.95, 0.91, 0.87], patience=0, threshold=0.1, threshold_mode='abs')
run([1.0, 1.0, 1.0, 1.0], patience=0, factor=0.1, min_lr=0.05)
run([torch.tensor(1.0), torch.tensor(2.0), torch.tensor(3.0)], patience=0)
for kw in [dict(factor=1.0), dict(mode='up'), dict(threshold_mode='x')]:
    try:
        run([1.0], **kw)
    except ValueError as e:
        print(e)
