# torch.optim.rmsprop: steps divided by the root of a running mean of squared gradients.
import torch
from torch.optim.optimizer import Optimizer, _check_lr, _check_not_negative, _number

__all__ = ['RMSprop']


class RMSprop(Optimizer):
    def __init__(self, params, lr=1e-2, alpha=0.99, eps=1e-8, weight_decay=0, momentum=0, centered=False, capturable=False,
                 foreach=None, maximize=False, differentiable=False):
        _check_lr(lr)
        if not 0.0 <= eps:
            raise ValueError(f'Invalid epsilon value: {eps}')
        _check_not_negative(momentum, 'momentum')
        _check_not_negative(weight_decay, 'weight_decay')
        _check_not_negative(alpha, 'alpha')
        super().__init__(params, dict(lr=lr, momentum=momentum, alpha=alpha, eps=eps, centered=centered,
                                      weight_decay=weight_decay, capturable=capturable, foreach=foreach, maximize=maximize,
                                      differentiable=differentiable))

    def _update(self, group):
        alpha, eps, momentum = group['alpha'], group['eps'], group['momentum']
        lr, weight_decay = _number(group['lr']), group['weight_decay']
        for p in group['params']:
            grad = p.grad
            if grad is None:
                continue
            state = self.state[p]
            if not state:
                state['step'] = torch.zeros(())
                state['square_avg'] = torch.zeros_like(p)
                if momentum > 0:
                    state['momentum_buffer'] = torch.zeros_like(p)
                if group['centered']:
                    state['grad_avg'] = torch.zeros_like(p)
            if group['maximize']:
                grad = -grad
            state['step'] += 1
            if weight_decay != 0:
                grad = grad.add(p, alpha=weight_decay)
            square_avg = state['square_avg']
            square_avg.mul_(alpha).addcmul_(grad, grad, value=1 - alpha)
            if group['centered']:
                grad_avg = state['grad_avg']
                grad_avg.lerp_(grad, 1 - alpha)
                root = square_avg.addcmul(grad_avg, grad_avg, value=-1).sqrt_()
            else:
                root = square_avg.sqrt()
            root.add_(eps)
            if momentum > 0:
                buffer = state['momentum_buffer']
                buffer.mul_(momentum).addcdiv_(grad, root)
                p.add_(buffer, alpha=-lr)
            else:
                p.addcdiv_(grad, root, value=-lr)
