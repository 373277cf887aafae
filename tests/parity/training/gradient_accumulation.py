import torch
from torch import nn
torch.manual_seed(3)
X, y = torch.randn(8, 3), torch.randn(8, 1)
def fit(parts):
    torch.manual_seed(0)
    model = nn.Linear(3, 1)
    opt = torch.optim.SGD(model.parameters(), lr=0.1)
    for _ in range(3):
        opt.zero_grad()
        for xb, yb in zip(X.chunk(parts), y.chunk(parts)):
            (nn.functional.mse_loss(model(xb), yb) / parts).backward()
        opt.step()
    return model
a, b = fit(1), fit(4)
print(torch.allclose(a.weight, b.weight, atol=1e-6), [f'{v:.4f}' for v in a.weight[0].tolist()])
m = nn.Linear(1, 1, bias=False)
with torch.no_grad():
    m.weight.fill_(1.)
for _ in range(3):
    m(torch.ones(1, 1)).sum().backward()
print(m.weight.grad)
torch.nn.utils.clip_grad_norm_(m.parameters(), 1.0)
print(m.weight.grad)
