import torch
import torch.nn.functional as F

x1, x2, x3 = torch.ones(4, 4, 4), torch.ones(4, 4, 4, 4), torch.ones(2, 2, 4, 4, 4)
flat = torch.ones(4)


def show(f, *args, **kwargs):
    try:
        print(f.__name__, tuple(f(*args, **kwargs).shape))
    except Exception as error:
        print(f.__name__, type(error).__name__, error)


for x, pool in ((x1, F.max_pool1d), (x1, F.avg_pool1d), (x2, F.max_pool2d), (x2, F.avg_pool2d), (x3, F.max_pool3d)):
    show(pool, flat, 2)
    for arguments in ((0,), (-1,), (2, 0), (2, -1), (2, 2, 2), (9,), (2,)):
        show(pool, x, *arguments)
for pool in (F.adaptive_max_pool1d, F.adaptive_avg_pool1d, F.adaptive_max_pool2d, F.adaptive_avg_pool2d, F.adaptive_max_pool3d):
    show(pool, flat, 2)
show(F.max_pool2d, x2, 2, 1, 0, 0)
for x, conv in ((x1, F.conv1d), (x2, F.conv2d)):
    for settings in ({'stride': 0}, {'stride': -1}, {'dilation': 0}, {'padding': -1}, {'groups': 0}, {'stride': [1, 1, 1, 1]}, {}):
        show(conv, x, x, **settings)
for arguments in ((0,), (-1,), (2, 0), (2, 1, 0, 0), (2, 1, -1), (2,)):
    show(F.unfold, torch.ones(1, 1, 4, 4), *arguments)
    show(F.fold, torch.ones(1, 4, 9), (4, 4), *arguments)
show(F.fold, torch.ones(1, 4, 5), (4, 4), 2)
show(F.fold, torch.ones(1, 5, 9), (4, 4), 2)
show(F.fold, flat, (4, 4), 2)
