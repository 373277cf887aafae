# A linear layer, timed: linear.py MxKxN forward|both SECONDS. Prints JSON: microseconds per call and a few elements of the
# results. The same file runs in logit and in real PyTorch. Numbers are formulas, so that every library has the same.
import json
import sys
import time

import torch
import torch.nn.functional as F

m, k, n = map(int, sys.argv[1].split('x'))
both, limit = sys.argv[2] == 'both', float(sys.argv[3])
torch.set_num_threads(1)


def numbers(function, step, count, shift=0.0):
    return function(torch.arange(count, dtype=torch.float64) * step + shift).float()


x = numbers(torch.sin, 0.37, m * k).reshape(m, k).requires_grad_(both)
w = numbers(torch.cos, 0.11, n * k).reshape(n, k).requires_grad_(both)
b = (0.5 - 0.01 * torch.arange(n, dtype=torch.float64)).float().requires_grad_(both)
dy = numbers(torch.sin, 0.05, m * n, 1.0).reshape(m, n)


def call():
    y = F.linear(x, w, b)
    if both:
        x.grad = w.grad = b.grad = None
        y.backward(dy)
    return y


y = call()
places = [(0, 0), (1, 1), (2, 3)]
checked = [y[i % m, o % n].item() for i, o in places]
if both:
    checked += [x.grad[i % m, j % k].item() for i, j in places]
    checked += [w.grad[o % n, j % k].item() for o, j in places]
    checked += [b.grad[o % n].item() for o in (0, 1, 2)]

us = 0.0
if limit > 0:
    calls, seconds = 1, 0.0
    while True:  # twice as many until they fill the time
        start = time.perf_counter()
        for _ in range(calls):
            call()
        seconds = time.perf_counter() - start
        if seconds >= limit / 2:
            break
        calls *= 2
    us = seconds / calls * 1e6
print(json.dumps({'us': us, 'checked': checked}))
