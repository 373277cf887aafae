import torch
from torch import optim
w = torch.zeros(2, requires_grad=True)
def attempt(f):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
attempt(lambda: optim.SGD([w], lr=-1))
attempt(lambda: optim.SGD([w], lr=0.1, momentum=-0.5))
attempt(lambda: optim.SGD([w], lr=0.1, nesterov=True))
attempt(lambda: optim.SGD([w], lr=0.1, weight_decay=-1))
attempt(lambda: optim.Adam([w], betas=(1.0, 0.9)))
attempt(lambda: optim.Adam([w], betas=(0.9, 1.5)))
attempt(lambda: optim.Adam([w], eps=-1))
attempt(lambda: optim.RMSprop([w], alpha=-0.1))
attempt(lambda: optim.Adagrad([w], lr_decay=-0.1))
attempt(lambda: optim.Adadelta([w], rho=1.5))
attempt(lambda: optim.Rprop([w], etas=(1.5, 1.2)))
attempt(lambda: optim.SGD(w, lr=0.1))
attempt(lambda: optim.SGD([1.0], lr=0.1))
attempt(lambda: optim.SGD({w}, lr=0.1))
attempt(lambda: optim.SGD([{'params': {w}}], lr=0.1))
attempt(lambda: optim.SGD([{'params': [w]}, {'params': [w]}], lr=0.1))
attempt(lambda: optim.SGD([{'params': []}], lr=0.1).add_param_group({'params': ['x']}))
attempt(lambda: optim.SGD([{'w': w}], lr=0.1))
attempt(lambda: optim.Adam([w], lr=0.1).load_state_dict(optim.Adam([torch.zeros(1, requires_grad=True), w]).state_dict()))
attempt(lambda: optim.lr_scheduler.StepLR(3, 1))
attempt(lambda: optim.SGD([w * 2], lr=0.1))
