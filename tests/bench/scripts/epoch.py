# An epoch of logistic regression over ROWS rows of 10 features in batches of 1000: epoch.py ROWS. Prints JSON: seconds, and the
# loss after the epoch. The same file runs in logit and in real PyTorch.
import json
import sys
import time

import torch
import torch.nn.functional as F

rows = int(sys.argv[1])
torch.set_num_threads(1)
torch.manual_seed(0)
x = torch.randn(rows, 10)
y = (x.sum(1, keepdim=True) > 0).float()
model = torch.nn.Linear(10, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.5)


def epoch():
    for i in range(0, rows, 1000):
        optimizer.zero_grad()
        loss = F.binary_cross_entropy_with_logits(model(x[i:i + 1000]), y[i:i + 1000])
        loss.backward()
        optimizer.step()
    return loss.item()


epoch()
start = time.perf_counter()
loss = epoch()
print(json.dumps({'seconds': time.perf_counter() - start, 'loss': loss}))
