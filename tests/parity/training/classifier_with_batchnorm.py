import torch
from torch import nn
torch.manual_seed(1)
X = torch.cat([torch.randn(20, 2) + 2, torch.randn(20, 2) - 2])
y = torch.cat([torch.zeros(20), torch.ones(20)]).long()
net = nn.Sequential(nn.Linear(2, 6), nn.BatchNorm1d(6), nn.ReLU(), nn.Linear(6, 2))
opt = torch.optim.Adam(net.parameters(), lr=0.05)
sched = torch.optim.lr_scheduler.CosineAnnealingLR(opt, T_max=20)
for step in range(20):
    net.train()
    loss = nn.functional.cross_entropy(net(X), y)
    opt.zero_grad()
    loss.backward()
    opt.step()
    sched.step()
    if step % 5 == 4:
        net.eval()
        with torch.no_grad():
            acc = (net(X).argmax(1) == y).float().mean()
        print(f'{step + 1} {loss.item():.2f} {acc:.2f} {sched.get_last_lr()[0]:.4f}')
print(net[1].num_batches_tracked)
