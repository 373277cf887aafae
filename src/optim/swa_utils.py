# torch.optim.swa_utils: averages of a model's weights over training, equal (SWA) or fading (EMA).
import math
from copy import deepcopy

import torch
from torch.nn import Module
from torch.optim.lr_scheduler import LRScheduler

__all__ = ['AveragedModel', 'update_bn', 'SWALR', 'get_ema_multi_avg_fn', 'get_swa_multi_avg_fn', 'get_ema_avg_fn',
           'get_swa_avg_fn']


def get_ema_multi_avg_fn(decay=0.999):
    if decay < 0.0 or decay > 1.0:
        raise ValueError(f'Invalid decay value {decay} provided. Please provide a value in [0,1] range.')

    @torch.no_grad()
    def ema_update(ema_param_list, current_param_list, _):
        for average, current in zip(ema_param_list, current_param_list):
            average.lerp_(current, 1 - decay)
    return ema_update


def get_swa_multi_avg_fn():
    @torch.no_grad()
    def swa_update(averaged_param_list, current_param_list, num_averaged):
        for average, current in zip(averaged_param_list, current_param_list):
            average.lerp_(current, 1 / (float(num_averaged) + 1))
    return swa_update


def get_ema_avg_fn(decay=0.999):
    if decay < 0.0 or decay > 1.0:
        raise ValueError(f'Invalid decay value {decay} provided. Please provide a value in [0,1] range.')

    @torch.no_grad()
    def ema_update(ema_param, current_param, num_averaged):
        return decay * ema_param + (1 - decay) * current_param
    return ema_update


def get_swa_avg_fn():
    @torch.no_grad()
    def swa_update(averaged_param, current_param, num_averaged):
        return averaged_param + (current_param - averaged_param) / (num_averaged + 1)
    return swa_update


class AveragedModel(Module):
    'A copy of a model whose weights are the average of what update_parameters was shown.'

    def __init__(self, model, device=None, avg_fn=None, multi_avg_fn=None, use_buffers=False):
        super().__init__()
        if avg_fn is not None and multi_avg_fn is not None:
            raise AssertionError('Only one of avg_fn and multi_avg_fn should be provided')
        self.module = deepcopy(model)
        if device is not None:
            self.module = self.module.to(device)
        self.register_buffer('n_averaged', torch.tensor(0, dtype=torch.long))
        self.avg_fn = avg_fn
        self.multi_avg_fn = multi_avg_fn
        self.use_buffers = use_buffers

    def forward(self, *args, **kwargs):
        return self.module(*args, **kwargs)

    def update_parameters(self, model):
        def averaged(module):
            return list(module.parameters()) + (list(module.buffers()) if self.use_buffers else [])
        averages = averaged(self.module)
        currents = [p.detach() for p in averaged(model)]
        with torch.no_grad():
            if self.n_averaged == 0:
                for average, current in zip(averages, currents):
                    average.copy_(current)
            elif self.avg_fn is not None:
                for average, current in zip(averages, currents):
                    average.copy_(self.avg_fn(average.detach(), current, self.n_averaged))
            else:
                floating = [(a.detach(), c) for a, c in zip(averages, currents) if a.is_floating_point()]
                (self.multi_avg_fn or get_swa_multi_avg_fn())([a for a, _ in floating], [c for _, c in floating],
                                                              self.n_averaged)
                for average, current in zip(averages, currents):
                    if not average.is_floating_point():
                        average.copy_(current)
            if not self.use_buffers:
                for average, current in zip(self.module.buffers(), model.buffers()):
                    average.copy_(current.detach())
            self.n_averaged += 1


@torch.no_grad()
def update_bn(loader, model, device=None):
    'Computes the running statistics of batch norm layers anew, in one pass over the data.'
    momenta = {}
    for module in model.modules():
        if isinstance(module, torch.nn.modules.batchnorm._BatchNorm):
            module.reset_running_stats()
            momenta[module] = module.momentum
    if not momenta:
        return
    was_training = model.training
    model.train()
    for module in momenta:
        module.momentum = None
    for input in loader:
        if isinstance(input, (list, tuple)):
            input = input[0]
        model(input if device is None else input.to(device))
    for module, momentum in momenta.items():
        module.momentum = momentum
    model.train(was_training)


class SWALR(LRScheduler):
    'Goes from the learning rate of the moment to swa_lr in anneal_epochs steps and stays there.'

    def __init__(self, optimizer, swa_lr, anneal_epochs=10, anneal_strategy='cos', last_epoch=-1):
        rates = swa_lr if isinstance(swa_lr, (list, tuple)) else [swa_lr] * len(optimizer.param_groups)
        if len(rates) != len(optimizer.param_groups):
            raise ValueError(f'swa_lr must have the same length as optimizer.param_groups: swa_lr has {len(rates)}, '
                             f'optimizer.param_groups has {len(optimizer.param_groups)}')
        for rate, group in zip(rates, optimizer.param_groups):
            group['swa_lr'] = rate
        if anneal_strategy not in ('cos', 'linear'):
            raise ValueError(f"anneal_strategy must by one of 'cos' or 'linear', instead got {anneal_strategy}")
        if not isinstance(anneal_epochs, int) or anneal_epochs < 0:
            raise ValueError(f'anneal_epochs must be equal or greater than 0, got {anneal_epochs}')
        self._anneal_strategy = anneal_strategy
        self.anneal_epochs = anneal_epochs
        super().__init__(optimizer, last_epoch)

    def _annealed(self, t):
        return (1 - math.cos(math.pi * t)) / 2 if self._anneal_strategy == 'cos' else t

    def get_lr(self):
        step = self._step_count - 1
        if self.anneal_epochs == 0:
            step = max(1, step)
        before = self._annealed(max(0, min(1, (step - 1) / max(1, self.anneal_epochs))))
        now = self._annealed(max(0, min(1, step / max(1, self.anneal_epochs))))
        rates = []
        for group in self.optimizer.param_groups:
            start = group['swa_lr'] if before == 1 else (group['lr'] - before * group['swa_lr']) / (1 - before)
            rates.append(group['swa_lr'] * now + start * (1 - now))
        return rates
