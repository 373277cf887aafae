# torch.nn.modules.module: Module, the base class of every layer and of every student's network.
# It keeps three registers (parameters, buffers, child modules), fills them when attributes are assigned, and walks them
# for named_parameters, state_dict, apply, to, repr and the rest. Behaviour, order and texts: PyTorch's.
# A call costs one look at _hooked and then forward itself; everything about hooks stands in _call_with_hooks.
from collections import OrderedDict as _OrderedDict, namedtuple as _namedtuple

import torch
from torch import _C
from torch.nn.parameter import Parameter
from torch.utils.hooks import RemovableHandle, BackwardHook

__all__ = ['Module', 'register_module_forward_pre_hook', 'register_module_forward_hook']


class StateDict(_OrderedDict):
    'What state_dict() returns: an OrderedDict that prints as {key: value}, as PyTorch users see it.'

    def __repr__(self):
        return 'OrderedDict(' + (repr(dict(self)) if self else '') + ')'

    def copy(self):
        copied = StateDict(self)
        if hasattr(self, '_metadata'):
            copied._metadata = self._metadata
        return copied


StateDict.__name__ = StateDict.__qualname__ = 'OrderedDict'
StateDict.__module__ = 'collections'


class _IncompatibleKeys(_namedtuple('IncompatibleKeys', ['missing_keys', 'unexpected_keys'])):
    __slots__ = ()

    def __repr__(self):
        if not self.missing_keys and not self.unexpected_keys:
            return '<All keys matched successfully>'
        return f'_IncompatibleKeys(missing_keys={self.missing_keys}, unexpected_keys={self.unexpected_keys})'

    __str__ = __repr__


def _addindent(text, spaces):
    first, *rest = text.split('\n')
    pad = ' ' * spaces
    return '\n'.join([first] + [pad + line for line in rest])


_REGISTERS = ('_parameters', '_buffers', '_modules')
_EXTRA_STATE = '_extra_state'
_global_pre_hooks = {}
_global_hooks = {}


def register_module_forward_pre_hook(hook):
    'Calls hook(module, args) before the forward of every module.'
    handle = RemovableHandle(_global_pre_hooks)
    _global_pre_hooks[handle.id] = hook
    return handle


def register_module_forward_hook(hook, *, with_kwargs=False, always_call=False):
    'Calls hook(module, args, output) after the forward of every module.'
    handle = RemovableHandle(_global_hooks)
    _global_hooks[handle.id] = (hook, with_kwargs, always_call)
    return handle


class _Candidates:
    'Has the names that a module answers to, from which a traceback picks its "Did you mean".'

    def __init__(self, module):
        for register in ('_parameters', '_buffers', '_modules'):
            self.__dict__.update(module.__dict__.get(register, {}))
        self.__dict__.update(module.__dict__)
        for kind in type(module).__mro__:
            self.__dict__.update(kind.__dict__)


class Module:
    'Base class of layers and networks.'

    dump_patches = False
    _version = 1
    training: bool
    call_super_init = False
    # Set on an instance by its first hook. While false, calling the module is calling forward.
    _hooked = False

    def __init__(self, *args, **kwargs):
        if kwargs:
            name = next(iter(kwargs))
            raise TypeError(f'{type(self).__name__}.__init__() got an unexpected keyword argument {name!r}')
        if args:
            raise TypeError(f'{type(self).__name__}.__init__() takes 1 positional argument but {len(args) + 1} were given')
        own = self.__dict__
        own['training'] = True
        own['_parameters'] = {}
        own['_buffers'] = {}
        own['_non_persistent_buffers_set'] = set()
        own['_backward_pre_hooks'] = {}
        own['_backward_hooks'] = {}
        own['_is_full_backward_hook'] = None
        own['_forward_hooks'] = {}
        own['_forward_pre_hooks'] = {}
        own['_state_dict_hooks'] = {}
        own['_state_dict_pre_hooks'] = {}
        own['_load_state_dict_pre_hooks'] = {}
        own['_load_state_dict_post_hooks'] = {}
        own['_modules'] = {}

    # ------------------------------------------------------------ calling

    def forward(self, *input):
        raise NotImplementedError(f'Module [{type(self).__name__}] is missing the required "forward" function')

    def __call__(self, *args, **kwargs):
        if self._hooked or _global_hooks or _global_pre_hooks:
            return self._call_with_hooks(args, kwargs)
        return self.forward(*args, **kwargs)

    if hasattr(_C, '_module_call'):
        __call__ = _C._module_call(__call__, _global_hooks, _global_pre_hooks)

    def _call_with_hooks(self, args, kwargs):
        done = False
        result = None
        try:
            for hook in list(_global_pre_hooks.values()):
                args = _replaced_args(hook(self, args), args)
            for hook, with_kwargs in list(self._forward_pre_hooks.values()):
                if with_kwargs:
                    changed = hook(self, args, kwargs)
                    if changed is not None:
                        if not isinstance(changed, tuple) or len(changed) != 2:
                            raise RuntimeError('forward pre-hook must return None or a tuple of (new_args, new_kwargs), '
                                               f'but got {changed}.')
                        args, kwargs = changed
                else:
                    args = _replaced_args(hook(self, args), args)
            gate = None
            if self._backward_hooks or self._backward_pre_hooks:
                gate = BackwardHook(self, list(self._backward_hooks.values()), list(self._backward_pre_hooks.values()))
                args = gate.watch_inputs(args)
            result = self.forward(*args, **kwargs)
            for hook, with_kwargs, _ in list(_global_hooks.values()) + list(self._forward_hooks.values()):
                changed = hook(self, args, kwargs, result) if with_kwargs else hook(self, args, result)
                if changed is not None:
                    result = changed
            if gate is not None:
                result = gate.watch_outputs(result)
            done = True
            return result
        finally:
            if not done:
                for hook, with_kwargs, always in list(_global_hooks.values()) + list(self._forward_hooks.values()):
                    if always:
                        hook(self, args, kwargs, result) if with_kwargs else hook(self, args, result)

    # ------------------------------------------------------------ attributes

    def __getattr__(self, name):
        own = self.__dict__
        if '_parameters' in own:
            register = own['_parameters']
            if name in register:
                return register[name]
        if '_buffers' in own:
            register = own['_buffers']
            if name in register:
                return register[name]
        if '_modules' in own:
            register = own['_modules']
            if name in register:
                return register[name]
        self._missing_attribute(name)

    def _missing_attribute(self, name):
        raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'", name=name, obj=_Candidates(self))

    __getattr__ = getattr(_C, '_module_getattr', None) or __getattr__

    def __setattr__(self, name, value):
        own = self.__dict__
        if isinstance(value, Parameter):
            if '_parameters' not in own:
                raise AttributeError('cannot assign parameters before Module.__init__() call')
            self._forget(name, '_parameters')
            self.register_parameter(name, value)
        elif '_parameters' in own and name in own['_parameters']:
            if value is not None:
                raise TypeError(f"cannot assign '{torch.typename(value)}' as parameter '{name}' "
                                '(torch.nn.Parameter or None expected)')
            self.register_parameter(name, value)
        elif isinstance(value, Module):
            if '_modules' not in own:
                raise AttributeError('cannot assign module before Module.__init__() call')
            self._forget(name, '_modules')
            own['_modules'][name] = value
        elif '_modules' in own and name in own['_modules']:
            if value is not None:
                raise TypeError(f"cannot assign '{torch.typename(value)}' as child module '{name}' "
                                '(torch.nn.Module or None expected)')
            own['_modules'][name] = value
        elif isinstance(value, torch.Tensor) and getattr(value, '_is_buffer', False):
            if '_buffers' not in own:
                raise AttributeError('cannot assign buffer before Module.__init__() call')
            self._forget(name, '_buffers')
            self.register_buffer(name, value, value.persistent)
        elif '_buffers' in own and name in own['_buffers']:
            if value is not None and not isinstance(value, torch.Tensor):
                raise TypeError(f"cannot assign '{torch.typename(value)}' as buffer '{name}' "
                                '(torch.nn.Buffer, torch.Tensor or None expected)')
            own['_buffers'][name] = value
        else:
            object.__setattr__(self, name, value)

    def _forget(self, name, kept):
        # A name lives in one place: what it meant before goes when it becomes a parameter, a buffer or a module.
        own = self.__dict__
        own.pop(name, None)
        for register in _REGISTERS:
            if register != kept and register in own:
                own[register].pop(name, None)
        if kept != '_buffers':
            own['_non_persistent_buffers_set'].discard(name)

    def __delattr__(self, name):
        for register in _REGISTERS:
            if name in self.__dict__.get(register, ()):
                del self.__dict__[register][name]
                self._non_persistent_buffers_set.discard(name)
                return
        object.__delattr__(self, name)

    def __dir__(self):
        names = set(dir(type(self)))
        names.update(self.__dict__)
        for register in _REGISTERS:
            names.update(self.__dict__.get(register, ()))
        return sorted(name for name in names if not name[0].isdigit())

    # ------------------------------------------------------------ registering

    def register_parameter(self, name, param):
        'Adds a parameter (or None, for one that is switched off) under a name.'
        if '_parameters' not in self.__dict__:
            raise AttributeError('cannot assign parameter before Module.__init__() call')
        self._check_name('parameter', name, '_parameters')
        if param is not None and not isinstance(param, Parameter):
            raise TypeError(f"cannot assign '{torch.typename(param)}' object to parameter '{name}' "
                            '(torch.nn.Parameter or None required)')
        if param is not None and param.grad_fn is not None:
            raise ValueError(f"Cannot assign non-leaf Tensor to parameter '{name}'. Model parameters must be created "
                             f"explicitly. To express '{name}' as a function of another Tensor, compute the value in the "
                             'forward() method.')
        self._parameters[name] = param

    def register_buffer(self, name, tensor, persistent=True):
        'Adds a tensor that belongs to the state but is not trained.'
        if '_buffers' not in self.__dict__:
            raise AttributeError('cannot assign buffer before Module.__init__() call')
        self._check_name('buffer', name, '_buffers')
        if tensor is not None and not isinstance(tensor, torch.Tensor):
            raise TypeError(f"cannot assign '{torch.typename(tensor)}' object to buffer '{name}' "
                            '(torch Tensor or None required)')
        self._buffers[name] = tensor
        if persistent:
            self._non_persistent_buffers_set.discard(name)
        else:
            self._non_persistent_buffers_set.add(name)

    def add_module(self, name, module):
        'Adds a child module under a name.'
        if module is not None and not isinstance(module, Module):
            raise TypeError(f'{torch.typename(module)} is not a Module subclass')
        if not isinstance(name, str):
            raise TypeError(f'module name should be a string. Got {torch.typename(name)}')
        if hasattr(self, name) and name not in self._modules:
            raise KeyError(f"attribute '{name}' already exists")
        if '.' in name:
            raise KeyError(f'module name can\'t contain ".", got: {name}')
        if name == '':
            raise KeyError('module name can\'t be empty string ""')
        self._modules[name] = module

    def register_module(self, name, module):
        self.add_module(name, module)

    def _check_name(self, what, name, register):
        if not isinstance(name, str):
            raise TypeError(f'{what} name should be a string. Got {torch.typename(name)}')
        if '.' in name:
            raise KeyError(f'{what} name can\'t contain "."')
        if name == '':
            raise KeyError(f'{what} name can\'t be empty string ""')
        if hasattr(self, name) and name not in self.__dict__[register]:
            raise KeyError(f"attribute '{name}' already exists")

    def get_submodule(self, target):
        "The module at a dotted path: get_submodule('layers.0')."
        if target == '':
            return self
        module = self
        for part in target.split('.'):
            if not hasattr(module, part):
                raise AttributeError(f'{type(module).__name__} has no attribute `{part}`')
            module = getattr(module, part)
            if not isinstance(module, Module):
                raise AttributeError(f'`{part}` is not an nn.Module')
        return module

    def get_parameter(self, target):
        path, _, name = target.rpartition('.')
        module = self.get_submodule(path)
        if not hasattr(module, name):
            raise AttributeError(f'{type(module).__name__} has no attribute `{name}`')
        param = getattr(module, name)
        if not isinstance(param, Parameter):
            raise AttributeError(f'`{name}` is not an nn.Parameter')
        return param

    def get_buffer(self, target):
        path, _, name = target.rpartition('.')
        module = self.get_submodule(path)
        if not hasattr(module, name):
            raise AttributeError(f'{type(module).__name__} has no attribute `{name}`')
        buffer = getattr(module, name)
        if name not in module._buffers:
            raise AttributeError(f'`{name}` is not a buffer')
        return buffer

    # ------------------------------------------------------------ walking

    def named_modules(self, memo=None, prefix='', remove_duplicate=True):
        'This module and all below it, each once, with dotted names.'
        if memo is None:
            memo = set()
        if self in memo:
            return
        if remove_duplicate:
            memo.add(self)
        yield prefix, self
        for name, module in self._modules.items():
            if module is not None:
                below = prefix + '.' + name if prefix else name
                yield from module.named_modules(memo, below, remove_duplicate)

    def _named_members(self, register, prefix, recurse, remove_duplicate):
        seen = set()
        modules = self.named_modules(prefix=prefix, remove_duplicate=remove_duplicate) if recurse else [(prefix, self)]
        for path, module in modules:
            for name, member in module.__dict__[register].items():
                if member is None or id(member) in seen:
                    continue
                if remove_duplicate:
                    seen.add(id(member))
                yield path + '.' + name if path else name, member

    def named_parameters(self, prefix='', recurse=True, remove_duplicate=True):
        return self._named_members('_parameters', prefix, recurse, remove_duplicate)

    def parameters(self, recurse=True):
        'Every trainable tensor, each once.'
        for _, param in self._named_members('_parameters', '', recurse, True):
            yield param

    def named_buffers(self, prefix='', recurse=True, remove_duplicate=True):
        return self._named_members('_buffers', prefix, recurse, remove_duplicate)

    def buffers(self, recurse=True):
        for _, buffer in self._named_members('_buffers', '', recurse, True):
            yield buffer

    def named_children(self):
        'The modules directly below, each once.'
        seen = set()
        for name, module in self._modules.items():
            if module is not None and module not in seen:
                seen.add(module)
                yield name, module

    def children(self):
        for _, module in self.named_children():
            yield module

    def modules(self):
        for _, module in self.named_modules():
            yield module

    def apply(self, fn):
        'Calls fn on every module below and then on this one.'
        for module in self.children():
            module.apply(fn)
        fn(self)
        return self

    # ------------------------------------------------------------ modes

    def train(self, mode=True):
        if not isinstance(mode, bool):
            raise ValueError('training mode is expected to be boolean')
        self.training = mode
        for module in self.children():
            module.train(mode)
        return self

    def eval(self):
        return self.train(False)

    def requires_grad_(self, requires_grad=True):
        for param in self.parameters():
            param.requires_grad_(requires_grad)
        return self

    def zero_grad(self, set_to_none=True):
        for param in self.parameters():
            if param.grad is not None:
                if set_to_none:
                    param.grad = None
                else:
                    if param.grad.grad_fn is not None:
                        param.grad.detach_()
                    else:
                        param.grad.requires_grad_(False)
                    param.grad.zero_()

    # ------------------------------------------------------------ dtypes and devices

    def _apply(self, fn, recurse=True):
        if recurse:
            for module in self.children():
                module._apply(fn)
        for param in self._parameters.values():
            if param is None:
                continue
            with torch.no_grad():
                changed = fn(param)
            param.data = changed
            if param.grad is not None:
                with torch.no_grad():
                    grad = fn(param.grad)
                grad.requires_grad_(param.grad.requires_grad)
                param.grad = grad
        for name, buffer in self._buffers.items():
            if buffer is not None:
                self._buffers[name] = fn(buffer)
        return self

    def to(self, *args, **kwargs):
        "Moves or casts everything: to('cpu'), to(torch.float64), to(other_tensor)."
        device, dtype = kwargs.get('device'), kwargs.get('dtype')
        for arg in args:
            if isinstance(arg, torch.dtype):
                dtype = arg
            elif isinstance(arg, torch.Tensor):
                device, dtype = arg.device, arg.dtype
            elif isinstance(arg, (str, torch.device)):
                device = arg
        if dtype is not None and not dtype.is_floating_point:
            raise TypeError('nn.Module.to only accepts floating point or complex dtypes, but got desired '
                            f'dtype={dtype}')

        def convert(t):
            return t.to(device=device, dtype=dtype if t.is_floating_point() else None)

        return self._apply(convert)

    def type(self, dst_type):
        return self._apply(lambda t: t.type(dst_type))

    def float(self):
        return self._apply(lambda t: t.float() if t.is_floating_point() else t)

    def double(self):
        return self._apply(lambda t: t.double() if t.is_floating_point() else t)

    def half(self):
        return self._apply(lambda t: t.half() if t.is_floating_point() else t)

    def bfloat16(self):
        return self._apply(lambda t: t.bfloat16() if t.is_floating_point() else t)

    def cpu(self):
        return self._apply(lambda t: t.cpu())

    def cuda(self, device=None):
        return self._apply(lambda t: t.cuda(device))

    def share_memory(self):
        return self

    def compile(self, *args, **kwargs):
        'Nothing to compile here: a module already runs as it is.'

    # ------------------------------------------------------------ hooks

    def _add_hook(self, register, value, prepend=False):
        handle = RemovableHandle(register)
        register[handle.id] = value
        if prepend:
            rest = [(key, hook) for key, hook in register.items() if key != handle.id]
            register.clear()
            register[handle.id] = value
            register.update(rest)
        self.__dict__['_hooked'] = True
        return handle

    def register_forward_pre_hook(self, hook, *, prepend=False, with_kwargs=False):
        'hook(module, args) runs before forward and may return other arguments.'
        return self._add_hook(self._forward_pre_hooks, (hook, with_kwargs), prepend)

    def register_forward_hook(self, hook, *, prepend=False, with_kwargs=False, always_call=False):
        'hook(module, args, output) runs after forward and may return another output.'
        return self._add_hook(self._forward_hooks, (hook, with_kwargs, always_call), prepend)

    def register_full_backward_hook(self, hook, prepend=False):
        'hook(module, grad_input, grad_output) runs when the gradients of the inputs are known.'
        if self._is_full_backward_hook is False:
            raise RuntimeError('Cannot use both regular backward hooks and full backward hooks on a single Module. '
                               'Please use only one of them.')
        self._is_full_backward_hook = True
        return self._add_hook(self._backward_hooks, hook, prepend)

    def register_full_backward_pre_hook(self, hook, prepend=False):
        'hook(module, grad_output) runs when the gradients of the outputs are known.'
        return self._add_hook(self._backward_pre_hooks, hook, prepend)

    def register_backward_hook(self, hook):
        raise NotImplementedError('logit does not have torch.nn.Module.register_backward_hook yet: '
                                  'use register_full_backward_hook')

    def register_state_dict_post_hook(self, hook):
        return self._add_hook(self._state_dict_hooks, hook)

    _register_state_dict_hook = register_state_dict_post_hook

    def register_state_dict_pre_hook(self, hook):
        return self._add_hook(self._state_dict_pre_hooks, hook)

    def register_load_state_dict_pre_hook(self, hook):
        def with_module(*args):
            return hook(self, *args)
        return self._add_hook(self._load_state_dict_pre_hooks, with_module)

    def _register_load_state_dict_pre_hook(self, hook, with_module=False):
        if with_module:
            return self.register_load_state_dict_pre_hook(hook)
        return self._add_hook(self._load_state_dict_pre_hooks, hook)

    def register_load_state_dict_post_hook(self, hook):
        return self._add_hook(self._load_state_dict_post_hooks, hook)

    # ------------------------------------------------------------ saving and loading

    def get_extra_state(self):
        raise RuntimeError('Reached a code path in Module.get_extra_state() that should never be called.')

    def set_extra_state(self, state):
        raise RuntimeError('Reached a code path in Module.set_extra_state() that should never be called.')

    def state_dict(self, *args, destination=None, prefix='', keep_vars=False):
        'Names and values of all parameters and persistent buffers, here and below.'
        if args:
            destination = args[0]
            prefix = args[1] if len(args) > 1 else prefix
            keep_vars = args[2] if len(args) > 2 else keep_vars
        if destination is None:
            destination = StateDict()
            destination._metadata = StateDict()
        metadata = {'version': self._version}
        if hasattr(destination, '_metadata'):
            destination._metadata[prefix[:-1]] = metadata
        for hook in self._state_dict_pre_hooks.values():
            hook(self, prefix, keep_vars)
        self._save_to_state_dict(destination, prefix, keep_vars)
        for name, module in self._modules.items():
            if module is not None:
                module.state_dict(destination=destination, prefix=prefix + name + '.', keep_vars=keep_vars)
        for hook in self._state_dict_hooks.values():
            changed = hook(self, destination, prefix, metadata)
            if changed is not None:
                destination = changed
        return destination

    def _save_to_state_dict(self, destination, prefix, keep_vars):
        for name, value in self._persistent_state():
            destination[prefix + name] = value if keep_vars else value.detach()
        if type(self).get_extra_state is not Module.get_extra_state:
            destination[prefix + _EXTRA_STATE] = self.get_extra_state()

    def _persistent_state(self):
        state = [(name, param) for name, param in self._parameters.items() if param is not None]
        for name, buffer in self._buffers.items():
            if buffer is not None and name not in self._non_persistent_buffers_set:
                state.append((name, buffer))
        return state

    def load_state_dict(self, state_dict, strict=True, assign=False):
        'Copies saved values into the parameters and buffers of the same names.'
        if not isinstance(state_dict, dict):
            raise TypeError(f'Expected state_dict to be dict-like, got {type(state_dict)}.')
        missing, unexpected, errors = [], [], []
        metadata = getattr(state_dict, '_metadata', None)
        state_dict = StateDict(state_dict)
        if metadata is not None:
            state_dict._metadata = metadata

        def load(module, values, prefix):
            local = {} if metadata is None else metadata.get(prefix[:-1], {})
            if assign:
                local['assign_to_params_buffers'] = assign
            module._load_from_state_dict(values, prefix, local, True, missing, unexpected, errors)
            for name, child in module._modules.items():
                if child is not None:
                    below = prefix + name + '.'
                    load(child, {key: value for key, value in values.items() if key.startswith(below)}, below)
            result = _IncompatibleKeys(missing, unexpected)
            for hook in module._load_state_dict_post_hooks.values():
                if hook(module, result) is not None:
                    raise AssertionError('Hooks registered with ``register_load_state_dict_post_hook`` are not expected '
                                         'to return new values, if incompatible_keys need to be modified, it should be '
                                         'done inplace.')

        load(self, state_dict, '')
        if strict:
            complaints = []
            if missing:
                complaints.append('Missing key(s) in state_dict: ' + ', '.join(f'"{key}"' for key in missing) + '. ')
            if unexpected:
                complaints.append('Unexpected key(s) in state_dict: ' + ', '.join(f'"{key}"' for key in unexpected) + '. ')
            errors[:0] = complaints
        if errors:
            lines = '\n\t'.join(errors)
            raise RuntimeError(f'Error(s) in loading state_dict for {type(self).__name__}:\n\t{lines}')
        return _IncompatibleKeys(missing, unexpected)

    def _load_from_state_dict(self, state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs):
        for hook in self._load_state_dict_pre_hooks.values():
            hook(state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs)
        own = dict(self._persistent_state())
        for name, current in own.items():
            key = prefix + name
            if key not in state_dict:
                if strict:
                    missing_keys.append(key)
                continue
            value = state_dict[key]
            if not isinstance(value, torch.Tensor):
                error_msgs.append(f'While copying the parameter named "{key}", expected torch.Tensor or Tensor-like '
                                  f'object from checkpoint but received {type(value)}')
                continue
            if current.dim() == 0 and value.dim() == 1 and value.shape[0] == 1:
                value = value[0]  # a count that old files kept as one element
            if value.shape != current.shape:
                error_msgs.append(f'size mismatch for {key}: copying a param with shape {value.shape} from checkpoint, '
                                  f'the shape in current model is {current.shape}.')
                continue
            try:
                with torch.no_grad():
                    if local_metadata.get('assign_to_params_buffers', False):
                        if isinstance(current, Parameter) and not isinstance(value, Parameter):
                            value = Parameter(value, requires_grad=current.requires_grad)
                        setattr(self, name, value)
                    else:
                        current.copy_(value)
            except Exception as ex:
                error_msgs.append(f'While copying the parameter named "{key}", whose dimensions in the model are '
                                  f'{current.size()} and whose dimensions in the checkpoint are {value.size()}, an '
                                  f'exception occurred : {ex.args}.')
        extra = prefix + _EXTRA_STATE
        if type(self).set_extra_state is not Module.set_extra_state:
            if extra in state_dict:
                self.set_extra_state(state_dict[extra])
            elif strict:
                missing_keys.append(extra)
        elif strict and extra in state_dict:
            unexpected_keys.append(extra)
        if strict:
            for key in state_dict:
                if key.startswith(prefix) and key != extra:
                    first, dot, _ = key[len(prefix):].partition('.')
                    if first not in (self._modules if dot else own):
                        unexpected_keys.append(key)

    # ------------------------------------------------------------ text

    def _get_name(self):
        return type(self).__name__

    def extra_repr(self):
        return ''

    def __repr__(self):
        extra = self.extra_repr()
        lines = extra.split('\n') if extra else []
        children = [f'({name}): ' + _addindent(repr(module), 2) for name, module in self._modules.items()]
        name = self._get_name()
        if not children and len(lines) <= 1:
            return f'{name}({extra})'
        return name + '(\n  ' + '\n  '.join(lines + children) + '\n)'


def _replaced_args(changed, args):
    if changed is None:
        return args
    return changed if isinstance(changed, tuple) else (changed,)
