# The learning rate that each scheduler gives, epoch by epoch.
import torch
import torch.optim.lr_scheduler as S
def rates(make, epochs=8, lr=0.1, groups=1, momentum=0.9):
    ps = [torch.nn.Parameter(torch.zeros(1)) for _ in range(groups)]
    opt = torch.optim.SGD([{'params': [p], 'lr': lr / (i + 1)} for i, p in enumerate(ps)], lr=lr, momentum=momentum)
    s = make(opt)
    out = []
    for _ in range(epochs):
        opt.step()
        out.append([round(v, 6) for v in s.get_last_lr()])
        s.step()
    return [v[0] for v in out] if groups == 1 else out
print('Step', rates(lambda o: S.StepLR(o, step_size=3, gamma=0.1)))
print('MultiStep', rates(lambda o: S.MultiStepLR(o, milestones=[2, 5], gamma=0.5)))
print('Exponential', rates(lambda o: S.ExponentialLR(o, gamma=0.9)))
print('Cosine', rates(lambda o: S.CosineAnnealingLR(o, T_max=4, eta_min=0.01)))
print('CosineWarm', rates(lambda o: S.CosineAnnealingWarmRestarts(o, T_0=2, T_mult=2)))
print('Lambda', rates(lambda o: S.LambdaLR(o, lr_lambda=lambda e: 0.95 ** e)))
print('Lambda2', rates(lambda o: S.LambdaLR(o, lr_lambda=[lambda e: e // 3, lambda e: 0.5 ** e]), groups=2))
print('Multiplicative', rates(lambda o: S.MultiplicativeLR(o, lr_lambda=lambda e: 0.8)))
print('Linear', rates(lambda o: S.LinearLR(o, start_factor=0.5, total_iters=4)))
print('Constant', rates(lambda o: S.ConstantLR(o, factor=0.5, total_iters=3)))
print('Polynomial', rates(lambda o: S.PolynomialLR(o, total_iters=5, power=2.0)))
print('OneCycle', rates(lambda o: S.OneCycleLR(o, max_lr=0.5, total_steps=8)))
print('OneCycleLin', rates(lambda o: S.OneCycleLR(o, max_lr=0.5, steps_per_epoch=2, epochs=4, anneal_strategy='linear', three_phase=True)))
print('Cyclic', rates(lambda o: S.CyclicLR(o, base_lr=0.01, max_lr=0.1, step_size_up=3)))
print('Cyclic2', rates(lambda o: S.CyclicLR(o, base_lr=0.01, max_lr=0.1, step_size_up=2, mode='triangular2', cycle_momentum=False)))
print('Sequential', rates(lambda o: S.SequentialLR(o, [S.ConstantLR(o, factor=0.1, total_iters=2), S.ExponentialLR(o, gamma=0.9)], milestones=[2])))
print('Chained', rates(lambda o: S.ChainedScheduler([S.ConstantLR(o, factor=0.1, total_iters=2), S.ExponentialLR(o, gamma=0.9)], optimizer=o)))
opt = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
plateau = S.ReduceLROnPlateau(opt, mode='min', factor=0.5, patience=1, threshold=0.01, cooldown=1, min_lr=0.2)
for loss in (1.0, 0.9, 0.899, 0.899, 0.899, 0.899, 0.95, 0.9, 0.9, 0.9):
    plateau.step(loss)
    print(loss, opt.param_groups[0]['lr'], plateau.num_bad_epochs, plateau.best)
print(plateau.get_last_lr())
s = S.StepLR(opt, 2)
print(s.state_dict())
print(s.last_epoch, s.base_lrs)
opt.step(); s.step(); opt.step(); s.step()
print(s.state_dict())
s2 = S.StepLR(torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0), 5)
s2.load_state_dict(s.state_dict())
print(s2.last_epoch, s2.step_size)
