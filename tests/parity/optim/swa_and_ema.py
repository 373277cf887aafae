# Averaging weights: EMA and SWA.
import torch
from torch import nn
from torch.optim.swa_utils import AveragedModel, SWALR, update_bn, get_ema_multi_avg_fn, get_ema_avg_fn
torch.manual_seed(0)
net = nn.Linear(2, 1)
with torch.no_grad():
    net.weight.fill_(1.0); net.bias.fill_(0.0)
swa = AveragedModel(net)
ema = AveragedModel(net, multi_avg_fn=get_ema_multi_avg_fn(0.9))
ema2 = AveragedModel(net, avg_fn=lambda a, p, n: 0.5 * a + 0.5 * p)
opt = torch.optim.SGD(net.parameters(), lr=0.1)
sched = SWALR(opt, swa_lr=0.02, anneal_epochs=4, anneal_strategy='linear')
x = torch.tensor([[1., 2.], [3., 4.]])
y = torch.tensor([[1.], [2.]])
for step in range(5):
    loss = nn.functional.mse_loss(net(x), y)
    opt.zero_grad()
    loss.backward()
    opt.step()
    swa.update_parameters(net)
    ema.update_parameters(net)
    ema2.update_parameters(net)
    print(step, f'{loss.item():.2f}', opt.param_groups[0]['lr'], swa.n_averaged.item())
    sched.step()
print(swa)
print(swa.module.weight, ema.module.weight, ema2.module.bias)
print(list(swa.state_dict()))
print(swa(x))
bn = nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2))
update_bn([x, x * 2], bn)
print(bn[1].running_mean.shape, bn[1].num_batches_tracked)
