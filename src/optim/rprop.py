# torch.optim.rprop: a step size per weight, which grows while the gradient keeps its sign and shrinks when it changes.
import torch
from torch.optim.optimizer import Optimizer, _check_lr, _number

__all__ = ['Rprop']


class Rprop(Optimizer):
    def __init__(self, params, lr=1e-2, etas=(0.5, 1.2), step_sizes=(1e-6, 50), *, capturable=False, foreach=None,
                 maximize=False, differentiable=False):
        _check_lr(lr)
        if not 0.0 < etas[0] < 1.0 < etas[1]:
            raise ValueError(f'Invalid eta values: {etas[0]}, {etas[1]}')
        super().__init__(params, dict(lr=lr, etas=etas, step_sizes=step_sizes, foreach=foreach, maximize=maximize,
                                      differentiable=differentiable, capturable=capturable))

    def _update(self, group):
        shrink, grow = group['etas']
        smallest, largest = group['step_sizes']
        for p in group['params']:
            grad = p.grad
            if grad is None:
                continue
            state = self.state[p]
            if not state:
                state['step'] = torch.zeros(())
                state['prev'] = torch.zeros_like(p)
                state['step_size'] = torch.full_like(grad, _number(group['lr']))
            prev, step_size = state['prev'], state['step_size']
            if group['maximize']:
                grad = -grad
            state['step'] += 1
            factor = grad.mul(prev).sign()
            factor[factor.gt(0)] = grow
            factor[factor.lt(0)] = shrink
            factor[factor.eq(0)] = 1
            step_size.mul_(factor).clamp_(smallest, largest)
            grad = grad.clone()
            grad[factor.eq(shrink)] = 0  # a weight that jumped over the minimum waits for one step
            p.addcmul_(grad.sign(), step_size, value=-1)
            prev.copy_(grad)
