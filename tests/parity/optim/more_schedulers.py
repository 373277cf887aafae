import torch
from torch.optim import lr_scheduler as ls
def lrs(make, n=8, momentum=0.9):
    opt = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1, momentum=momentum)
    sch = make(opt)
    out = []
    for _ in range(n):
        out.append(round(opt.param_groups[0]['lr'], 6))
        opt.step()
        sch.step()
    print(type(sch).__name__, out)
lrs(lambda o: ls.ConstantLR(o, factor=0.5, total_iters=3))
lrs(lambda o: ls.LinearLR(o, start_factor=0.25, total_iters=4))
lrs(lambda o: ls.PolynomialLR(o, total_iters=5, power=2.0))
lrs(lambda o: ls.MultiplicativeLR(o, lambda e: 0.9))
lrs(lambda o: ls.CosineAnnealingLR(o, T_max=3, eta_min=0.01))
lrs(lambda o: ls.CosineAnnealingWarmRestarts(o, T_0=2, T_mult=2))
lrs(lambda o: ls.OneCycleLR(o, max_lr=1.0, total_steps=8), 7)
lrs(lambda o: ls.OneCycleLR(o, max_lr=1.0, epochs=4, steps_per_epoch=2, anneal_strategy='linear', pct_start=0.5), 7)
lrs(lambda o: ls.OneCycleLR(o, max_lr=1.0, total_steps=10, three_phase=True), 9)
lrs(lambda o: ls.CyclicLR(o, 0.1, 0.5, step_size_up=2))
lrs(lambda o: ls.CyclicLR(o, 0.1, 0.5, step_size_up=2, step_size_down=1, mode='triangular2'))
lrs(lambda o: ls.CyclicLR(o, 0.1, 0.5, step_size_up=2, mode='exp_range', gamma=0.9, cycle_momentum=False))
lrs(lambda o: ls.SequentialLR(o, [ls.ConstantLR(o, 0.1, 2), ls.ExponentialLR(o, 0.5)], milestones=[3]))
lrs(lambda o: ls.ChainedScheduler([ls.ConstantLR(o, 0.1, 2), ls.ExponentialLR(o, 0.9)]))
