# torch.optim.adamax: Adam with the largest gradient so far (decaying) instead of the second moment.
import torch
from torch.optim.optimizer import Optimizer, _check_betas, _check_lr, _check_not_negative, _number

__all__ = ['Adamax']


class Adamax(Optimizer):
    def __init__(self, params, lr=2e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0, foreach=None, *, maximize=False,
                 differentiable=False, capturable=False):
        _check_lr(lr)
        if not 0.0 <= eps:
            raise ValueError(f'Invalid epsilon value: {eps}')
        _check_betas(betas)
        _check_not_negative(weight_decay, 'weight_decay')
        super().__init__(params, dict(lr=lr, betas=betas, eps=eps, weight_decay=weight_decay, foreach=foreach,
                                      maximize=maximize, differentiable=differentiable, capturable=capturable))

    def _update(self, group):
        beta1, beta2 = group['betas']
        lr, eps, weight_decay = _number(group['lr']), group['eps'], group['weight_decay']
        for p in group['params']:
            grad = p.grad
            if grad is None:
                continue
            state = self.state[p]
            if not state:
                state['step'] = torch.tensor(0.0)
                state['exp_avg'] = torch.zeros_like(p)
                state['exp_inf'] = torch.zeros_like(p)
            exp_avg, exp_inf = state['exp_avg'], state['exp_inf']
            if group['maximize']:
                grad = -grad
            state['step'] += 1
            if weight_decay != 0:
                grad = grad.add(p, alpha=weight_decay)
            exp_avg.lerp_(grad, 1 - beta1)
            exp_inf.copy_(torch.maximum(exp_inf.mul_(beta2), grad.abs().add_(eps)))
            p.addcdiv_(exp_avg, exp_inf, value=-(lr / (1 - beta1 ** state['step'].item())))
