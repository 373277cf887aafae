# Detecting anomalies; gradient modes nested, as decorators and as functions.
import torch
from torch import autograd
x = torch.tensor(0.0, requires_grad=True)
try:
    with autograd.detect_anomaly():
        y = torch.sqrt(x) * 0
        y.backward()
except RuntimeError as e:
    print(e)
try:
    with torch.autograd.set_detect_anomaly(True):
        z = torch.log(torch.tensor(-1.0, requires_grad=True))
        (z * 2).backward()
except RuntimeError as e:
    print(e)
print(torch.is_anomaly_enabled())
print(torch.is_grad_enabled())
with torch.no_grad():
    print(torch.is_grad_enabled())
    with torch.enable_grad():
        print(torch.is_grad_enabled(), (x * 2).requires_grad)
    print(torch.is_grad_enabled())
with torch.set_grad_enabled(False):
    print((x * 2).requires_grad)
torch.set_grad_enabled(False)
print((x * 2).requires_grad)
torch.set_grad_enabled(True)
@torch.enable_grad()
def doubler(x): return x * 2
@torch.inference_mode()
def infer(x): return x * 2
@torch.no_grad
def plain(x): return x * 2
with torch.no_grad():
    print(doubler(x).requires_grad)
print(infer(x).requires_grad, infer(x).is_inference(), plain(x).requires_grad)
with torch.inference_mode():
    i = torch.ones(2)
    print(i.is_inference(), torch.is_inference_mode_enabled())
try:
    i.requires_grad_()
except RuntimeError as e:
    print(e)
try:
    i.mul_(1)
except RuntimeError as e:
    print(e)
print(i.clone().requires_grad_())
p = torch.tensor([1., 2.], requires_grad=True)
with torch.no_grad():
    q = p.clone()
print(q.requires_grad, p.detach().requires_grad, p.data.requires_grad, p.clone().requires_grad)
q.requires_grad = True
(q * p).sum().backward()
print(q.grad, p.grad)
try:
    (p * 2).requires_grad = False
except RuntimeError as e:
    print(e)
try:
    torch.tensor([1, 2]).requires_grad_()
except RuntimeError as e:
    print(e)
