# torch.optim.adam: Adam, with weight decay in the gradient or beside it (AdamW), optionally with the largest second moment so far (amsgrad).
import torch
from torch import _C
from torch.optim.optimizer import Optimizer, _check_betas, _check_lr, _check_not_negative, _check_speedups, _number

__all__ = ['Adam']


def _adam_step(params, grads, exp_avgs, exp_avg_sqs, max_exp_avg_sqs, steps, beta1, beta2, lr, weight_decay, eps, amsgrad,
               decoupled, maximize):
    'One step; the lists have one tensor per parameter (max_exp_avg_sqs only with amsgrad), and `steps` is counted up.'
    for i, (param, grad) in enumerate(zip(params, grads)):
        exp_avg, exp_avg_sq, step = exp_avgs[i], exp_avg_sqs[i], steps[i]
        if maximize:
            grad = -grad
        step.add_(1)
        count = step.item()
        if weight_decay != 0:
            if decoupled:
                param.mul_(1 - lr * weight_decay)
            else:
                grad = grad.add(param, alpha=weight_decay)
        exp_avg.lerp_(grad, 1 - beta1)
        exp_avg_sq.mul_(beta2).addcmul_(grad, grad, value=1 - beta2)
        step_size = lr / (1 - beta1 ** count)
        root = (1 - beta2 ** count) ** 0.5
        if amsgrad:
            largest = max_exp_avg_sqs[i]
            largest.copy_(torch.maximum(largest, exp_avg_sq))
            exp_avg_sq = largest
        denom = (exp_avg_sq.sqrt() / root).add_(eps)
        param.addcdiv_(exp_avg, denom, value=-step_size)


_step = getattr(_C, '_adam_step', None) or _adam_step


class Adam(Optimizer):
    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0, amsgrad=False, *, foreach=None,
                 maximize=False, capturable=False, differentiable=False, fused=None, decoupled_weight_decay=False):
        _check_lr(lr)
        if not 0.0 <= eps:
            raise ValueError(f'Invalid epsilon value: {eps}')
        _check_betas(betas)
        _check_not_negative(weight_decay, 'weight_decay')
        _check_speedups(foreach, fused)
        super().__init__(params, dict(lr=lr, betas=betas, eps=eps, weight_decay=weight_decay, amsgrad=amsgrad,
                                      maximize=maximize, foreach=foreach, capturable=capturable,
                                      differentiable=differentiable, fused=fused,
                                      decoupled_weight_decay=decoupled_weight_decay))

    def _update(self, group):
        amsgrad = group['amsgrad']
        params, grads, exp_avgs, exp_avg_sqs, largest, steps = [], [], [], [], [], []
        for p in group['params']:
            grad = p.grad
            if grad is None:
                continue
            state = self.state[p]
            if not state:
                state['step'] = torch.tensor(0.0)
                state['exp_avg'] = torch.zeros_like(p)
                state['exp_avg_sq'] = torch.zeros_like(p)
                if amsgrad:
                    state['max_exp_avg_sq'] = torch.zeros_like(p)
            params.append(p)
            grads.append(grad)
            exp_avgs.append(state['exp_avg'])
            exp_avg_sqs.append(state['exp_avg_sq'])
            if amsgrad:
                largest.append(state['max_exp_avg_sq'])
            steps.append(state['step'])
        beta1, beta2 = group['betas']
        _step(params, grads, exp_avgs, exp_avg_sqs, largest, steps, _number(beta1), _number(beta2), _number(group['lr']),
              group['weight_decay'], group['eps'], amsgrad, group['decoupled_weight_decay'], group['maximize'])
