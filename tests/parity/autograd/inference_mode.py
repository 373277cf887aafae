import torch
x = torch.ones(2, requires_grad=True)
with torch.inference_mode():
    y = x * 2
    print(y.requires_grad, y.is_inference(), torch.is_inference_mode_enabled())
print(y, torch.is_inference_mode_enabled())
try:
    y.requires_grad_()
except RuntimeError as e:
    print(e)
try:
    (x * y).sum().backward()
except RuntimeError as e:
    print(str(e)[:48])
@torch.inference_mode()
def predict(t):
    return t + 1
print(predict(x).is_inference(), (x + 1).is_inference(), y.clone().is_inference())
z = y.clone()
z.add_(1)
print(z)
