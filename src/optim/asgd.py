# torch.optim.asgd: gradient descent that also keeps the average of the parameters it went through.
import torch
from torch.optim.optimizer import Optimizer, _check_lr, _check_not_negative, _number

__all__ = ['ASGD']


class ASGD(Optimizer):
    def __init__(self, params, lr=1e-2, lambd=1e-4, alpha=0.75, t0=1e6, weight_decay=0, foreach=None, maximize=False,
                 differentiable=False, capturable=False):
        _check_lr(lr)
        _check_not_negative(weight_decay, 'weight_decay')
        super().__init__(params, dict(lr=lr, lambd=lambd, alpha=alpha, t0=t0, weight_decay=weight_decay, foreach=foreach,
                                      maximize=maximize, differentiable=differentiable, capturable=capturable))

    def _update(self, group):
        lr, lambd, weight_decay = _number(group['lr']), group['lambd'], group['weight_decay']
        for p in group['params']:
            grad = p.grad
            if grad is None:
                continue
            state = self.state[p]
            if not state:
                state['step'] = torch.zeros(())
                state['eta'] = torch.as_tensor(lr, dtype=torch.float32).clone()
                state['mu'] = torch.ones(())
                state['ax'] = torch.zeros_like(p)
            ax, mu, eta = state['ax'], state['mu'], state['eta']
            if group['maximize']:
                grad = -grad
            state['step'] += 1
            count = state['step'].item()
            if weight_decay != 0:
                grad = grad.add(p, alpha=weight_decay)
            p.mul_(1 - lambd * eta.item())
            p.add_(grad, alpha=-eta.item())
            if mu.item() != 1:
                ax.add_(p.sub(ax).mul_(mu.item()))
            else:
                ax.copy_(p)
            eta.copy_(torch.tensor(lr / ((1 + lambd * lr * count) ** group['alpha'])))
            mu.copy_(torch.tensor(1 / max(1, count - group['t0'])))
