import torch
from torch import nn
torch.manual_seed(0)
seq = torch.sin(torch.arange(0, 6, 0.5))
X = torch.stack([seq[i:i + 4] for i in range(8)]).unsqueeze(2)
y = torch.stack([seq[i + 4] for i in range(8)]).unsqueeze(1)
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.rnn = nn.RNN(1, 8, batch_first=True)
        self.out = nn.Linear(8, 1)

    def forward(self, x):
        o, h = self.rnn(x)
        return self.out(o[:, -1])

net = Net()
opt = torch.optim.Adam(net.parameters(), lr=0.05)
for step in range(41):
    loss = nn.functional.mse_loss(net(X), y)
    opt.zero_grad()
    loss.backward()
    opt.step()
    if step % 20 == 0:
        print(step, f'{loss.item():.2f}')
print(net)
