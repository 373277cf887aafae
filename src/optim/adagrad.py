# torch.optim.adagrad: steps divided by the root of the sum of all squared gradients so far.
import torch
from torch.optim.optimizer import Optimizer, _check_lr, _check_not_negative, _check_speedups, _number

__all__ = ['Adagrad']


class Adagrad(Optimizer):
    def __init__(self, params, lr=1e-2, lr_decay=0, weight_decay=0, initial_accumulator_value=0, eps=1e-10, foreach=None, *,
                 maximize=False, differentiable=False, fused=None):
        _check_lr(lr)
        _check_not_negative(lr_decay, 'lr_decay')
        _check_not_negative(weight_decay, 'weight_decay')
        _check_not_negative(initial_accumulator_value, 'initial_accumulator_value')
        if not 0.0 <= eps:
            raise ValueError(f'Invalid epsilon value: {eps}')
        _check_speedups(foreach, fused)
        super().__init__(params, dict(lr=lr, lr_decay=lr_decay, eps=eps, weight_decay=weight_decay,
                                      initial_accumulator_value=initial_accumulator_value, foreach=foreach,
                                      maximize=maximize, differentiable=differentiable, fused=fused))
        for group in self.param_groups:
            for p in group['params']:
                state = self.state[p]
                state['step'] = torch.tensor(0.0)
                state['sum'] = torch.full_like(p, group['initial_accumulator_value'])

    def share_memory(self):
        pass

    def _update(self, group):
        lr, lr_decay, weight_decay, eps = _number(group['lr']), group['lr_decay'], group['weight_decay'], group['eps']
        for p in group['params']:
            grad = p.grad
            if grad is None:
                continue
            state = self.state[p]
            total = state['sum']
            state['step'] += 1
            count = state['step'].item()
            if group['maximize']:
                grad = -grad
            if weight_decay != 0:
                grad = grad.add(p, alpha=weight_decay)
            total.addcmul_(grad, grad, value=1)
            p.addcdiv_(grad, total.sqrt().add_(eps), value=-lr / (1 + (count - 1) * lr_decay))
