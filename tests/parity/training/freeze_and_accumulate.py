# Fine-tuning with frozen layers, gradient accumulation, early stopping, clipping, weight decay by hand.
import torch
from torch import nn
torch.manual_seed(3)
body = nn.Sequential(nn.Linear(4, 8), nn.Tanh())
head = nn.Linear(8, 1)
model = nn.Sequential(body, head)
for p in body.parameters():
    p.requires_grad = False
print([(n, p.requires_grad) for n, p in model.named_parameters()])
print(sum(p.numel() for p in model.parameters() if p.requires_grad), sum(p.numel() for p in model.parameters()))
X = torch.randn(32, 4)
y = X[:, :1] * 2 - X[:, 1:2]
opt = torch.optim.Adam(filter(lambda p: p.requires_grad, model.parameters()), lr=0.05)
before = body[0].weight.clone()
for epoch in range(5):
    for i in range(0, 32, 8):
        loss = nn.functional.mse_loss(model(X[i:i + 8]), y[i:i + 8]) / 4
        loss.backward()
    norm = nn.utils.clip_grad_norm_(model.parameters(), 5.0)
    opt.step()
    opt.zero_grad()
    print(epoch, f'{loss.item():.4f} {norm.item():.3f}')
print(torch.equal(before, body[0].weight), body[0].weight.grad)
body.requires_grad_(True)
opt.add_param_group({'params': body.parameters(), 'lr': 0.01})
best, wait, history = float('inf'), 0, []
for epoch in range(60):
    model.train()
    l2 = sum((p ** 2).sum() for p in model.parameters())
    loss = nn.functional.mse_loss(model(X), y) + 1e-4 * l2
    opt.zero_grad(); loss.backward(); opt.step()
    model.eval()
    with torch.no_grad():
        val = nn.functional.l1_loss(model(X[:8]), y[:8]).item()
    history.append(val)
    if val < best - 1e-2:
        best, wait, state = val, 0, {k: v.clone() for k, v in model.state_dict().items()}
    else:
        wait += 1
        if wait >= 3:
            print('stopped at', epoch)
            break
print(len(history), f'{best:.3f}', len(opt.param_groups), model.load_state_dict(state))
with torch.no_grad():
    acts = [body[1](body[0](X)).std().item(), head.weight.abs().mean().item()]
print([f'{a:.2f}' for a in acts])
