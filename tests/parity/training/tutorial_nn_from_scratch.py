# "What is torch.nn really": from tensors to nn.Module, optim and DataLoader on a tiny made-up data set.
import torch
import torch.nn.functional as F
from torch import nn, optim
from torch.utils.data import TensorDataset, DataLoader
import math
torch.manual_seed(0)
n, c = 60, 16
x_train = torch.rand(n, c)
y_train = (x_train[:, :8].sum(1) > x_train[:, 8:].sum(1)).long()
weights = torch.randn(c, 2) / math.sqrt(c)
weights.requires_grad_()
bias = torch.zeros(2, requires_grad=True)
def log_softmax(x):
    return x - x.exp().sum(-1).log().unsqueeze(-1)
def model(xb):
    return log_softmax(xb @ weights + bias)
def nll(input, target):
    return -input[range(target.shape[0]), target].mean()
def accuracy(out, yb):
    preds = torch.argmax(out, dim=1)
    return (preds == yb).float().mean()
bs = 16
xb, yb = x_train[0:bs], y_train[0:bs]
preds = model(xb)
print(preds[0], preds.shape)
print(nll(preds, yb), accuracy(preds, yb))
for epoch in range(2):
    for i in range((n - 1) // bs + 1):
        xb = x_train[i * bs:i * bs + bs]
        yb = y_train[i * bs:i * bs + bs]
        loss = nll(model(xb), yb)
        loss.backward()
        with torch.no_grad():
            weights -= weights.grad * 0.5
            bias -= bias.grad * 0.5
            weights.grad.zero_()
            bias.grad.zero_()
print(nll(model(xb), yb), accuracy(model(xb), yb))
class Logistic(nn.Module):
    def __init__(self):
        super().__init__()
        self.lin = nn.Linear(c, 2)
    def forward(self, xb):
        return self.lin(xb)
def loss_batch(model, loss_func, xb, yb, opt=None):
    loss = loss_func(model(xb), yb)
    if opt is not None:
        loss.backward()
        opt.step()
        opt.zero_grad()
    return loss.item(), len(xb)
net = Logistic()
opt = optim.SGD(net.parameters(), lr=0.5, momentum=0.9)
dl = DataLoader(TensorDataset(x_train, y_train), batch_size=bs)
for epoch in range(3):
    net.train()
    losses, nums = zip(*[loss_batch(net, F.cross_entropy, xb, yb, opt) for xb, yb in dl])
    net.eval()
    with torch.no_grad():
        valid = sum(F.cross_entropy(net(xb), yb) for xb, yb in dl) / len(dl)
    print(epoch, f'{sum(l * k for l, k in zip(losses, nums)) / sum(nums):.4f}', valid, nums)
