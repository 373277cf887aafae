# torch.optim.optimizer: Optimizer, the base of all optimizers: parameter groups, state per parameter, saving and printing.
# A subclass writes _update(group), one step for the parameters of one group; step() calls it with recording off.
from collections import defaultdict as _defaultdict
import warnings as _warnings

import torch
from torch import _C
from torch.utils.hooks import RemovableHandle

__all__ = ['Optimizer', 'required']


class _Required:
    'The default of a setting that every group must have.'

    def __repr__(self):
        return '<required parameter>'


required = _Required()


def _number(value):
    'A setting that may be a number or a tensor with one element, as a number.'
    return value.item() if isinstance(value, torch.Tensor) else value


def _check_lr(lr):
    if isinstance(lr, torch.Tensor) and lr.numel() != 1:
        raise ValueError('Tensor lr must be 1-element')
    if not 0.0 <= lr:
        raise ValueError(f'Invalid learning rate: {lr}')


def _check_not_negative(value, name):
    if not 0.0 <= value:
        raise ValueError(f'Invalid {name} value: {value}')


def _check_betas(betas):
    for index in range(2):
        if not 0.0 <= betas[index] < 1.0:
            raise ValueError(f'Invalid beta parameter at index {index}: {betas[index]}')


def _check_speedups(foreach, fused):
    # Both are accepted: they choose how PyTorch computes a step, not what.
    if fused and foreach:
        raise RuntimeError('`fused` and `foreach` cannot be `True` together.')


def _with_grads_of(params):
    'The parameters that have a gradient, and their gradients.'
    with_grad = [p for p in params if p.grad is not None]
    return with_grad, [p.grad for p in with_grad]


def _forget_grads_of(params):
    for p in params:
        p.grad = None


_with_grads = getattr(_C, '_with_grads', None) or _with_grads_of
_forget_grads = getattr(_C, '_forget_grads', None) or _forget_grads_of


class Optimizer:
    'Parameter groups and what is remembered for each parameter.'

    def __init__(self, params, defaults):
        self.defaults = defaults
        self._optimizer_step_pre_hooks = {}
        self._optimizer_step_post_hooks = {}
        self._opt_called = False  # a scheduler warns when it comes before the first step
        if isinstance(params, torch.Tensor):
            raise TypeError('params argument given to the optimizer should be an iterable of Tensors or dicts, but got '
                            + torch.typename(params))
        self.state = _defaultdict(dict)
        self.param_groups = []
        groups = list(params)
        if len(groups) == 0:
            raise ValueError('optimizer got an empty parameter list')
        if not isinstance(groups[0], dict):
            groups = [{'params': groups}]
        for group in groups:
            self.add_param_group(group)

    def __repr__(self):
        text = type(self).__name__ + ' ('
        for i, group in enumerate(self.param_groups):
            text += f'\nParameter Group {i}\n'
            for key in sorted(group):
                if key != 'params':
                    text += f'    {key}: {group[key]}\n'
        return text + ')'

    def add_param_group(self, param_group):
        'Adds parameters with settings of their own; missing settings come from the defaults.'
        if not isinstance(param_group, dict):
            raise TypeError(f'param_group must be a dict, but got {type(param_group)}')
        params = param_group['params']
        if isinstance(params, torch.Tensor):
            params = [params]
        elif isinstance(params, set):
            raise TypeError('optimizer parameters need to be organized in ordered collections, but the ordering of tensors in '
                            'sets will change between runs. Please use a list instead.')
        else:
            params = list(params)
        names = None
        if params and all(isinstance(p, tuple) for p in params):
            names = [name for name, _ in params]
            params = [p for _, p in params]
        param_group['params'] = params
        if names is not None:
            param_group['param_names'] = names
        for param in params:
            if not isinstance(param, torch.Tensor):
                raise TypeError('optimizer can only optimize Tensors, but one of the params is ' + torch.typename(param))
            if not (self.defaults.get('differentiable', None) or param.is_leaf or param.retains_grad):
                raise ValueError("can't optimize a non-leaf Tensor")
        for name, default in self.defaults.items():
            if default is required and name not in param_group:
                raise ValueError(f"parameter group didn't specify a value of required optimization parameter {name}")
            param_group.setdefault(name, default)
        if len(params) != len({id(p) for p in params}):
            _warnings.warn('optimizer contains a parameter group with duplicate parameters; in future, this will cause an '
                           'error; see github.com/pytorch/pytorch/issues/40967 for more information', stacklevel=3)
        known = {id(p) for group in self.param_groups for p in group['params']}
        if any(id(p) in known for p in params):
            raise ValueError('some parameters appear in more than one parameter group')
        self.param_groups.append(param_group)

    # ------------------------------------------------------------ stepping

    def step(self, closure=None):
        'Updates every parameter that has a gradient; closure, if given, computes the loss first.'
        if self._optimizer_step_pre_hooks:
            for hook in list(self._optimizer_step_pre_hooks.values()):
                hook(self, (self,) if closure is None else (self, closure), {})
        loss = None
        if closure is not None:
            with torch.enable_grad():
                loss = closure()
        before = torch.is_grad_enabled()
        _C._set_grad_enabled(False)
        try:
            for group in self.param_groups:
                self._update(group)
        finally:
            _C._set_grad_enabled(before)
        self._opt_called = True
        _C._optimizer_stepped(self.param_groups[0]['lr'])
        if self._optimizer_step_post_hooks:
            for hook in list(self._optimizer_step_post_hooks.values()):
                hook(self, (self,) if closure is None else (self, closure), {})
        return loss

    def _update(self, group):
        raise NotImplementedError

    def zero_grad(self, set_to_none=True):
        'Forgets the gradients, or fills them with zeros.'
        if set_to_none:
            for group in self.param_groups:
                _forget_grads(group['params'])
            return
        for group in self.param_groups:
            for p in group['params']:
                if p.grad is not None:
                    if p.grad.grad_fn is not None:
                        p.grad.detach_()
                    else:
                        p.grad.requires_grad_(False)
                    p.grad.zero_()

    def register_step_pre_hook(self, hook):
        handle = RemovableHandle(self._optimizer_step_pre_hooks)
        self._optimizer_step_pre_hooks[handle.id] = hook
        return handle

    def register_step_post_hook(self, hook):
        handle = RemovableHandle(self._optimizer_step_post_hooks)
        self._optimizer_step_post_hooks[handle.id] = hook
        return handle

    # ------------------------------------------------------------ saving

    def state_dict(self):
        'Settings and state, with parameters as numbers.'
        number = {}
        groups = []
        for group in self.param_groups:
            for p in group['params']:
                number.setdefault(id(p), len(number))
            packed = {key: value for key, value in group.items() if key != 'params'}
            packed['params'] = [number[id(p)] for p in group['params']]
            groups.append(packed)
        state = {number[id(key)] if isinstance(key, torch.Tensor) else key: value for key, value in self.state.items()}
        return {'state': state, 'param_groups': groups}

    def load_state_dict(self, state_dict):
        'Takes over settings and state that state_dict() gave, for parameters in the same order.'
        saved = state_dict['param_groups']
        if len(self.param_groups) != len(saved):
            raise ValueError('loaded state dict has a different number of parameter groups')
        if any(len(mine['params']) != len(other['params']) for mine, other in zip(self.param_groups, saved)):
            raise ValueError("loaded state dict contains a parameter group that doesn't match the size of optimizer's group")
        param_of = {}
        groups = []
        for mine, other in zip(self.param_groups, saved):
            param_of.update(zip(other['params'], mine['params']))
            group = dict(other)
            group['params'] = mine['params']
            groups.append(group)
        state = _defaultdict(dict)
        for key, value in state_dict['state'].items():
            if key in param_of:
                state[param_of[key]] = _fitted(param_of[key], value, None)
            else:
                state[key] = value
        self.__setstate__({'state': state, 'param_groups': groups})

    def __setstate__(self, state):
        self.__dict__.update(state)


def _fitted(param, value, key):
    # State follows its parameter's dtype; counters stay as they are.
    if isinstance(value, torch.Tensor):
        return value.to(param.dtype) if key != 'step' and param.is_floating_point() else value
    if isinstance(value, dict):
        return {k: _fitted(param, v, k) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(_fitted(param, v, key) for v in value)
    return value
