# torch.optim.radam: Adam that takes plain momentum steps until its second moment can be trusted.
import torch
from torch.optim.optimizer import Optimizer, _check_betas, _check_lr, _check_not_negative, _number

__all__ = ['RAdam']


class RAdam(Optimizer):
    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0, decoupled_weight_decay=False, *,
                 foreach=None, maximize=False, capturable=False, differentiable=False):
        _check_lr(lr)
        if not 0.0 <= eps:
            raise ValueError(f'Invalid epsilon value: {eps}')
        _check_betas(betas)
        _check_not_negative(weight_decay, 'weight_decay')
        super().__init__(params, dict(lr=lr, betas=betas, eps=eps, weight_decay=weight_decay, maximize=maximize,
                                      foreach=foreach, capturable=capturable,
                                      decoupled_weight_decay=decoupled_weight_decay, differentiable=differentiable))

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
                state['exp_avg_sq'] = torch.zeros_like(p)
            exp_avg, exp_avg_sq = state['exp_avg'], state['exp_avg_sq']
            if group['maximize']:
                grad = -grad
            state['step'] += 1
            count = state['step'].item()
            if weight_decay != 0:
                if group['decoupled_weight_decay']:
                    p.mul_(1 - lr * weight_decay)
                else:
                    grad = grad.add(p, alpha=weight_decay)
            exp_avg.lerp_(grad, 1 - beta1)
            exp_avg_sq.mul_(beta2).addcmul_(grad, grad, value=1 - beta2)
            correction2 = 1 - beta2 ** count
            mean = exp_avg / (1 - beta1 ** count)
            # length of the simple moving average that the second moment amounts to, at the end and now
            longest = 2 / (1 - beta2) - 1
            length = longest - 2 * count * (beta2 ** count) / correction2
            if length > 5.0:
                rect = ((length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length)) ** 0.5
                adaptive = (correction2 ** 0.5) / exp_avg_sq.sqrt().add_(eps)
                p.add_(mean * lr * adaptive * rect, alpha=-1.0)
            else:
                p.add_(mean * lr, alpha=-1.0)
