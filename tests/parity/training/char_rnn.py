# A character-level recurrent classifier on six made-up names, trained with NLLLoss by hand.
import torch
import torch.nn as nn
import string
torch.manual_seed(1)
letters = string.ascii_lowercase
names = [('anna', 0), ('bob', 1), ('clara', 0), ('otto', 1), ('maria', 0), ('rolf', 1)]
def to_tensor(line):
    tensor = torch.zeros(len(line), 1, len(letters))
    for li, letter in enumerate(line):
        tensor[li][0][letters.find(letter)] = 1
    return tensor
print(to_tensor('ab').size(), to_tensor('ab')[1].argmax())
class RNN(nn.Module):
    def __init__(self, input_size, hidden_size, output_size):
        super(RNN, self).__init__()
        self.hidden_size = hidden_size
        self.i2h = nn.Linear(input_size, hidden_size)
        self.h2h = nn.Linear(hidden_size, hidden_size)
        self.h2o = nn.Linear(hidden_size, output_size)
        self.softmax = nn.LogSoftmax(dim=1)
    def forward(self, input, hidden):
        hidden = torch.tanh(self.i2h(input) + self.h2h(hidden))
        return self.softmax(self.h2o(hidden)), hidden
    def initHidden(self):
        return torch.zeros(1, self.hidden_size)
rnn = RNN(len(letters), 8, 2)
print(rnn)
criterion = nn.NLLLoss()
def train(category, line, lr=0.1):
    hidden = rnn.initHidden()
    rnn.zero_grad()
    for i in range(line.size()[0]):
        output, hidden = rnn(line[i], hidden)
    loss = criterion(output, category)
    loss.backward()
    for p in rnn.parameters():
        p.data.add_(p.grad.data, alpha=-lr)
    return output, loss.item()
for epoch in range(12):
    total = 0.0
    for name, c in names:
        output, loss = train(torch.tensor([c]), to_tensor(name))
        total += loss
    if epoch % 4 == 3:
        print(f'{epoch + 1:3d} {total / len(names):.3f}', output.topk(1)[1][0].item())
with torch.no_grad():
    for name, c in names:
        h = rnn.initHidden()
        for ch in to_tensor(name): out, h = rnn(ch, h)
        print(name, c, out.argmax(1).item(), f'{out.exp()[0, c]:.2f}')
confusion = torch.zeros(2, 2)
for _, c in names: confusion[c, c] += 1
print(confusion / confusion.sum(1, keepdim=True))
