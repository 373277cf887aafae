# torch.optim.nadam: Adam with Nesterov's look ahead.
import torch
from torch.optim.optimizer import Optimizer, _check_betas, _check_lr, _check_not_negative, _number

__all__ = ['NAdam']


class NAdam(Optimizer):
    def __init__(self, params, lr=2e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0, momentum_decay=4e-3,
                 decoupled_weight_decay=False, *, foreach=None, maximize=False, capturable=False, differentiable=False):
        _check_lr(lr)
        if not 0.0 <= eps:
            raise ValueError(f'Invalid epsilon value: {eps}')
        _check_betas(betas)
        _check_not_negative(weight_decay, 'weight_decay')
        _check_not_negative(momentum_decay, 'momentum_decay')
        super().__init__(params, dict(lr=lr, betas=betas, eps=eps, weight_decay=weight_decay, momentum_decay=momentum_decay,
                                      decoupled_weight_decay=decoupled_weight_decay, maximize=maximize, foreach=foreach,
                                      capturable=capturable, differentiable=differentiable))

    def _update(self, group):
        beta1, beta2 = group['betas']
        lr, eps, weight_decay, momentum_decay = _number(group['lr']), group['eps'], group['weight_decay'], group['momentum_decay']
        for p in group['params']:
            grad = p.grad
            if grad is None:
                continue
            state = self.state[p]
            if not state:
                state['step'] = torch.tensor(0.0)
                state['mu_product'] = torch.ones(())
                state['exp_avg'] = torch.zeros_like(p)
                state['exp_avg_sq'] = torch.zeros_like(p)
            exp_avg, exp_avg_sq, mu_product = state['exp_avg'], state['exp_avg_sq'], state['mu_product']
            if group['maximize']:
                grad = -grad
            state['step'] += 1
            count = state['step'].item()
            if weight_decay != 0:
                if group['decoupled_weight_decay']:
                    p.mul_(1 - lr * weight_decay)
                else:
                    grad = grad.add(p, alpha=weight_decay)
            mu = beta1 * (1.0 - 0.5 * (0.96 ** (count * momentum_decay)))
            mu_next = beta1 * (1.0 - 0.5 * (0.96 ** ((count + 1) * momentum_decay)))
            mu_product *= mu
            exp_avg.lerp_(grad, 1 - beta1)
            exp_avg_sq.mul_(beta2).addcmul_(grad, grad, value=1 - beta2)
            denom = exp_avg_sq.div(1 - beta2 ** count).sqrt().add_(eps)
            product = mu_product.item()
            p.addcdiv_(grad, denom, value=-lr * (1.0 - mu) / (1.0 - product))
            p.addcdiv_(exp_avg, denom, value=(-lr * mu_next) / (1.0 - product * mu_next))
