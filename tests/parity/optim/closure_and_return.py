import torch
w = torch.tensor([4.0], requires_grad=True)
opt = torch.optim.SGD([w], lr=0.25)
def closure():
    opt.zero_grad()
    loss = (w ** 2).sum()
    loss.backward()
    print('evaluated', torch.is_grad_enabled())
    return loss
print(opt.step(closure))
print(opt.step(closure), w)
print(opt.step())
with torch.no_grad():
    print(opt.step(closure))
print(w.requires_grad, w.is_leaf, w.grad)
opt.zero_grad(set_to_none=False)
print(w.grad)
opt.zero_grad()
print(w.grad)
