# Every optimizer for ten steps on the same small problem, printed to three digits.
import torch
from torch import optim
target = torch.tensor([1.0, -2.0, 0.5])
def run(make, steps=10):
    p = torch.tensor([0.5, 0.5, -0.5], requires_grad=True)
    q = torch.tensor([[0.1, 0.2], [0.3, 0.4]], requires_grad=True)
    opt = make([p, q])
    for _ in range(steps):
        opt.zero_grad()
        loss = ((p - target) ** 2).sum() + (q ** 4).sum() + (p[0] * q[0, 1]) ** 2
        loss.backward()
        opt.step()
    return [round(v, 3) for v in p.tolist() + q.flatten().tolist()], f'{loss.item():.3f}'
for name, make in [
    ('SGD', lambda ps: optim.SGD(ps, lr=0.05)), ('momentum', lambda ps: optim.SGD(ps, lr=0.02, momentum=0.9, dampening=0.1)),
    ('nesterov', lambda ps: optim.SGD(ps, lr=0.02, momentum=0.9, nesterov=True, weight_decay=0.01)),
    ('maximize', lambda ps: optim.SGD(ps, lr=0.01, maximize=True)),
    ('Adam', lambda ps: optim.Adam(ps, lr=0.1)), ('amsgrad', lambda ps: optim.Adam(ps, lr=0.1, amsgrad=True, weight_decay=0.01)),
    ('AdamW', lambda ps: optim.AdamW(ps, lr=0.1, weight_decay=0.1)), ('Adamax', lambda ps: optim.Adamax(ps, lr=0.1)),
    ('NAdam', lambda ps: optim.NAdam(ps, lr=0.1)), ('RAdam', lambda ps: optim.RAdam(ps, lr=0.1)),
    ('RMSprop', lambda ps: optim.RMSprop(ps, lr=0.05)), ('RMSpropC', lambda ps: optim.RMSprop(ps, lr=0.05, centered=True, momentum=0.5)),
    ('Adagrad', lambda ps: optim.Adagrad(ps, lr=0.2, lr_decay=0.01)), ('Adadelta', lambda ps: optim.Adadelta(ps, lr=1.0)),
    ('Rprop', lambda ps: optim.Rprop(ps, lr=0.05)), ('ASGD', lambda ps: optim.ASGD(ps, lr=0.05)),
]:
    print(name, *run(make))
    print(make([torch.zeros(1, requires_grad=True)]))
