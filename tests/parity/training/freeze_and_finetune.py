import torch
from torch import nn
torch.manual_seed(2)
body, head = nn.Linear(2, 3), nn.Linear(3, 1)
net = nn.Sequential(body, nn.Tanh(), head)
for p in body.parameters():
    p.requires_grad = False
before = body.weight.clone()
opt = torch.optim.SGD([p for p in net.parameters() if p.requires_grad], lr=0.1, momentum=0.9)
X = torch.tensor([[0., 1.], [1., 0.], [1., 1.]])
y = torch.tensor([[0.], [1.], [0.5]])
for _ in range(30):
    opt.zero_grad()
    nn.functional.mse_loss(net(X), y).backward()
    opt.step()
print(torch.equal(before, body.weight), body.weight.grad, head.weight.grad is not None)
print(sum(p.numel() for p in net.parameters()), sum(p.numel() for p in net.parameters() if p.requires_grad))
body.requires_grad_(True)
opt.add_param_group({'params': body.parameters(), 'lr': 0.01})
opt.zero_grad()
nn.functional.mse_loss(net(X), y).backward()
opt.step()
print(torch.equal(before, body.weight), [g['lr'] for g in opt.param_groups])
