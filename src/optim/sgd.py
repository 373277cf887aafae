# torch.optim.sgd: stochastic gradient descent, with momentum, Nesterov's variant and weight decay.
import torch
from torch import _C
from torch.optim.optimizer import Optimizer, _check_lr, _check_not_negative, _check_speedups, _number, _with_grads

__all__ = ['SGD', 'sgd']


def _sgd_step(params, grads, buffers, weight_decay, momentum, lr, dampening, nesterov, maximize):
    'One step. buffers has a momentum buffer or None per parameter; new ones are put into it.'
    for i, (param, grad) in enumerate(zip(params, grads)):
        if maximize:
            grad = -grad
        if weight_decay != 0:
            grad = grad.add(param, alpha=weight_decay)
        if momentum != 0:
            buffer = buffers[i]
            if buffer is None:
                buffer = buffers[i] = grad.clone().detach()
            else:
                buffer.mul_(momentum).add_(grad, alpha=1 - dampening)
            grad = grad.add(buffer, alpha=momentum) if nesterov else buffer
        param.add_(grad, alpha=-lr)


_step = getattr(_C, '_sgd_step', None) or _sgd_step


def sgd(params, d_p_list, momentum_buffer_list, has_sparse_grad=False, foreach=None, fused=None, grad_scale=None,
        found_inf=None, *, weight_decay, momentum, lr, dampening, nesterov, maximize):
    'One step as a function.'
    _step(params, d_p_list, momentum_buffer_list, weight_decay, momentum, lr, dampening, nesterov, maximize)


class SGD(Optimizer):
    def __init__(self, params, lr=1e-3, momentum=0, dampening=0, weight_decay=0, nesterov=False, *, maximize=False,
                 foreach=None, differentiable=False, fused=None):
        _check_lr(lr)
        _check_not_negative(momentum, 'momentum')
        _check_not_negative(weight_decay, 'weight_decay')
        if nesterov and (momentum <= 0 or dampening != 0):
            raise ValueError('Nesterov momentum requires a momentum and zero dampening')
        _check_speedups(foreach, fused)
        super().__init__(params, dict(lr=lr, momentum=momentum, dampening=dampening, weight_decay=weight_decay,
                                      nesterov=nesterov, maximize=maximize, foreach=foreach, differentiable=differentiable,
                                      fused=fused))

    def _update(self, group):
        momentum = group['momentum']
        params, grads = _with_grads(group['params'])
        if momentum == 0:
            _step(params, grads, None, group['weight_decay'], 0, _number(group['lr']), 0, False, group['maximize'])
            return
        state = self.state
        buffers = [state[p].get('momentum_buffer') for p in params]
        _step(params, grads, buffers, group['weight_decay'], momentum, _number(group['lr']), group['dampening'],
              group['nesterov'], group['maximize'])
        for p, buffer in zip(params, buffers):
            state[p]['momentum_buffer'] = buffer
