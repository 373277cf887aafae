# One training workload, timed: step.py WORKLOAD WARM_UP STEPS. Trains for WARM_UP seconds, so that compilers have done their work, then
# prints JSON: microseconds per step over STEPS more, and the parameters at the end. The same file runs in logit and in real PyTorch. Data and first weights are formulas, so that every
# library starts from the same numbers.
import json
import math
import sys
import time

import torch
import torch.nn.functional as F
from torch.utils.data import DataLoader, TensorDataset

workload, warm_up, steps = sys.argv[1], float(sys.argv[2]), int(sys.argv[3])
torch.set_num_threads(1)


def data(rows, features):
    x = torch.tensor([math.sin(0.7 * i) for i in range(rows * features)]).reshape(rows, features)
    y = torch.tensor([[1.0 if (i * 7) % 3 == 0 else 0.0] for i in range(rows)])
    return x, y


def linear(features):
    model = torch.nn.Linear(features, 1)
    with torch.no_grad():
        model.weight.zero_()
        model.bias.zero_()
    return model


def batch(rows, features):
    x, y = data(rows, features)
    model = linear(features)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    loss_of = torch.nn.BCEWithLogitsLoss()

    def run(n):
        for _ in range(n):
            optimizer.zero_grad()
            loss = loss_of(model(x), y)
            loss.backward()
            optimizer.step()
    return run, lambda: model.weight.flatten().tolist() + model.bias.tolist()


def scalar():
    w = torch.tensor([0.5], requires_grad=True)
    b = torch.tensor([0.0], requires_grad=True)
    x, y = torch.tensor([1.1]), torch.tensor([1.0])

    def run(n):
        for _ in range(n):
            a = torch.sigmoid(x * w + b)
            loss = F.binary_cross_entropy(a, y)
            w.grad = b.grad = None
            loss.backward()
    return run, lambda: w.grad.tolist() + b.grad.tolist()


def loader():
    x, y = data(1000, 2)
    model = linear(2)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    batches = DataLoader(TensorDataset(x, y), batch_size=10)

    def run(n):
        for _ in range(max(1, n // 100)):
            for xb, yb in batches:
                optimizer.zero_grad()
                loss = F.binary_cross_entropy_with_logits(model(xb), yb)
                loss.backward()
                optimizer.step()
    return run, lambda: model.weight.flatten().tolist() + model.bias.tolist()


if workload == 'scalar':
    run, parameters = scalar()
elif workload == 'loader':
    run, parameters = loader()
else:
    run, parameters = batch(*[int(n) for n in workload.split('x')])
warm = time.perf_counter() + warm_up
while time.perf_counter() < warm:
    run(10)
start = time.perf_counter()
run(steps)
seconds = time.perf_counter() - start
print(json.dumps({'us': seconds / steps * 1e6, 'parameters': parameters()}))
