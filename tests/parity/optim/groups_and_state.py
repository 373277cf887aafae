# Parameter groups, state dicts, resuming; add_param_group; errors of construction.
import torch
from torch import nn, optim
torch.manual_seed(0)
model = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2))
opt = optim.SGD([{'params': model[0].parameters()}, {'params': model[2].parameters(), 'lr': 1e-3}], lr=1e-2, momentum=0.9)
print(opt)
decay = [p for n, p in model.named_parameters() if 'bias' not in n]
no_decay = [p for n, p in model.named_parameters() if 'bias' in n]
adam = optim.AdamW([{'params': decay, 'weight_decay': 0.1}, {'params': no_decay, 'weight_decay': 0.0}], lr=1e-3)
print([(len(g['params']), g['weight_decay'], g['lr'], g['betas']) for g in adam.param_groups])
x = torch.ones(2, 3)
for _ in range(3):
    adam.zero_grad()
    model(x).pow(2).sum().backward()
    adam.step()
sd = adam.state_dict()
print(sd.keys(), sd['param_groups'][0]['params'], sd['state'][0].keys(), sd['state'][0]['step'])
print({k: v for k, v in sd['param_groups'][1].items()})
other = optim.AdamW([{'params': decay}, {'params': no_decay}], lr=5.0)
other.load_state_dict(sd)
print(other.param_groups[0]['lr'], len(other.state))
torch.save({'epoch': 3, 'model': model.state_dict(), 'opt': adam.state_dict(), 'loss': 0.25}, 'ckpt.pt')
ck = torch.load('ckpt.pt')
m2 = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2))
print(m2.load_state_dict(ck['model']), ck['epoch'], ck['loss'])
print(all(torch.equal(a, b) for a, b in zip(model.parameters(), m2.parameters())))
opt.add_param_group({'params': nn.Parameter(torch.zeros(2)), 'lr': 0.5})
print(len(opt.param_groups), opt.param_groups[2]['lr'], opt.param_groups[2]['momentum'])
for g in opt.param_groups: g['lr'] *= 0.1
print([g['lr'] for g in opt.param_groups])
def attempt(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
attempt(lambda: optim.SGD([], lr=0.1))
attempt(lambda: optim.SGD(model.parameters(), lr=-1))
attempt(lambda: optim.SGD(torch.zeros(2), lr=0.1))
attempt(lambda: optim.SGD([1, 2], lr=0.1))
attempt(lambda: optim.SGD([torch.zeros(2, requires_grad=True) * 2], lr=0.1))
attempt(lambda: optim.Adam(model.parameters(), betas=(1.0, 0.9)))
attempt(lambda: optim.SGD(model.parameters(), lr=0.1, nesterov=True))
attempt(lambda: optim.SGD([{'params': decay}, {'params': decay}], lr=0.1))
attempt(lambda: opt.load_state_dict(sd))
attempt(lambda: optim.Adam(model.parameters(), learning_rate=0.1))
