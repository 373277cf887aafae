import torch
from torch import nn
from torch.utils.data import TensorDataset, DataLoader
torch.manual_seed(0)
X = torch.randn(60, 2)
y = (X @ torch.tensor([2., -1.]) + 0.3).unsqueeze(1)
model = nn.Linear(2, 1)
loss_fn = nn.MSELoss()
opt = torch.optim.SGD(model.parameters(), lr=0.1)
loader = DataLoader(TensorDataset(X, y), batch_size=20, shuffle=True)
for epoch in range(8):
    total = 0.0
    for xb, yb in loader:
        loss = loss_fn(model(xb), yb)
        opt.zero_grad()
        loss.backward()
        opt.step()
        total += loss.item() * len(xb)
    print(f'{epoch} {total / len(X):.3f}')
print([round(v, 2) for v in model.weight[0].tolist()], round(model.bias.item(), 2))
