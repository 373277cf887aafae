import torch
from torch import nn
torch.manual_seed(4)
words = {w: i for i, w in enumerate(['good', 'bad', 'film', 'nice', 'awful'])}
texts = [('good film', 1), ('bad film', 0), ('nice good', 1), ('awful bad', 0)]
X = torch.tensor([[words[w] for w in t.split()] for t, _ in texts])
y = torch.tensor([float(l) for _, l in texts])
class Bag(nn.Module):
    def __init__(self):
        super().__init__()
        self.emb = nn.Embedding(len(words), 4)
        self.fc = nn.Linear(4, 1)

    def forward(self, x):
        return self.fc(self.emb(x).mean(dim=1)).squeeze(1)

net = Bag()
opt = torch.optim.Adagrad(net.parameters(), lr=0.5)
for step in range(30):
    loss = nn.functional.binary_cross_entropy_with_logits(net(X), y)
    opt.zero_grad()
    loss.backward()
    opt.step()
print((net(X) > 0).int().tolist(), loss.item() < 0.1)
print(net(torch.tensor([[words['nice'], words['film']]])).item() > 0)
