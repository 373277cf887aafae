# torch.nn.modules.container: modules and parameters kept in sequences and dictionaries.
import operator

import torch
from torch.nn.modules.module import Module, _addindent
from torch.nn.parameter import Parameter

__all__ = ['Sequential', 'ModuleList', 'ModuleDict', 'ParameterList', 'ParameterDict']


def _position(index, size):
    # Any integer-like index, negative from the end, as a name in the register.
    index = operator.index(index)
    if not -size <= index < size:
        raise IndexError(f'index {index} is out of range')
    return index + size if index < 0 else index


class Sequential(Module):
    'Modules that run one after another.'

    def __init__(self, *args):
        super().__init__()
        if len(args) == 1 and isinstance(args[0], dict):
            for name, module in args[0].items():
                self.add_module(name, module)
        else:
            for index, module in enumerate(args):
                self.add_module(str(index), module)

    def forward(self, input):
        for module in self._modules.values():
            input = module(input)
        return input

    def _key(self, index):
        return list(self._modules)[_position(index, len(self._modules))]

    def __getitem__(self, index):
        if isinstance(index, slice):
            return self.__class__(dict(list(self._modules.items())[index]))
        return self._modules[self._key(index)]

    def __setitem__(self, index, module):
        setattr(self, self._key(index), module)

    def __delitem__(self, index):
        if isinstance(index, slice):
            for key in list(self._modules)[index]:
                delattr(self, key)
        else:
            delattr(self, self._key(index))
        self._renumber(list(self._modules.values()))

    def _renumber(self, modules):
        self.__dict__['_modules'] = {str(i): module for i, module in enumerate(modules)}

    def __len__(self):
        return len(self._modules)

    def __iter__(self):
        return iter(self._modules.values())

    def __add__(self, other):
        if not isinstance(other, Sequential):
            raise ValueError(f'add operator supports only objects of Sequential class, but {type(other)} is given.')
        return Sequential(*self, *other)

    def __iadd__(self, other):
        if not isinstance(other, Sequential):
            raise ValueError(f'add operator supports only objects of Sequential class, but {type(other)} is given.')
        for module in list(other):
            self.append(module)
        return self

    def __mul__(self, other):
        self._check_times(other)
        return Sequential(*(list(self) * other))

    def __rmul__(self, other):
        return self.__mul__(other)

    def __imul__(self, other):
        self._check_times(other)
        modules = list(self)
        for _ in range(other - 1):
            self.extend(modules)
        return self

    def _check_times(self, times):
        if not isinstance(times, int):
            raise TypeError(f"unsupported operand type(s) for *: {type(self)} and {type(times)}")
        if times <= 0:
            raise ValueError(f'Non-positive multiplication factor {times} for {type(self)}')

    def append(self, module):
        self.add_module(str(len(self)), module)
        return self

    def extend(self, sequential):
        for module in list(sequential):
            self.append(module)
        return self

    def insert(self, index, module):
        if not isinstance(module, Module):
            raise AssertionError(f'module should be of type: {Module}')
        size = len(self._modules)
        if not -size <= index <= size:
            raise IndexError(f'Index out of range: {index}')
        modules = list(self)
        modules.insert(index, module)
        self._renumber(modules)
        return self

    def pop(self, key):
        module = self[key]
        del self[key]
        return module


class ModuleList(Module):
    'A list of modules whose parameters count.'

    def __init__(self, modules=None):
        super().__init__()
        if modules is not None:
            self += modules

    def __getitem__(self, index):
        if isinstance(index, slice):
            return self.__class__(list(self._modules.values())[index])
        return self._modules[str(_position(index, len(self)))]

    def __setitem__(self, index, module):
        setattr(self, str(_position(index, len(self))), module)

    def __delitem__(self, index):
        if isinstance(index, slice):
            gone = set(range(len(self))[index])
        else:
            gone = {_position(index, len(self))}
        self._renumber([module for i, module in enumerate(self) if i not in gone])

    def _renumber(self, modules):
        self.__dict__['_modules'] = {str(i): module for i, module in enumerate(modules)}

    def __len__(self):
        return len(self._modules)

    def __iter__(self):
        return iter(self._modules.values())

    def __iadd__(self, modules):
        return self.extend(modules)

    def __add__(self, other):
        return ModuleList(list(self) + list(other))

    def append(self, module):
        self.add_module(str(len(self)), module)
        return self

    def extend(self, modules):
        try:
            modules = list(modules)
        except TypeError:
            raise TypeError('ModuleList.extend should be called with an iterable, but got '
                            + type(modules).__name__) from None
        start = len(self)
        for offset, module in enumerate(modules):
            self.add_module(str(start + offset), module)
        return self

    def insert(self, index, module):
        modules = list(self)
        modules.insert(index, module)
        self._renumber(modules)

    def pop(self, key):
        module = self[key]
        del self[key]
        return module

    def __repr__(self):
        texts = [repr(module) for module in self]
        if not texts:
            return self._get_name() + '()'
        # Equal neighbours are printed once: (0-2): 3 x Linear(...)
        lines = []
        start = 0
        while start < len(texts):
            end = start
            while end + 1 < len(texts) and texts[end + 1] == texts[start]:
                end += 1
            text = _addindent(texts[start], 2)
            lines.append(f'({start}): {text}' if end == start else f'({start}-{end}): {end - start + 1} x {text}')
            start = end + 1
        return self._get_name() + '(\n  ' + '\n  '.join(lines) + '\n)'


class ModuleDict(Module):
    'A dictionary of modules whose parameters count.'

    def __init__(self, modules=None):
        super().__init__()
        if modules is not None:
            self.update(modules)

    def __getitem__(self, key):
        return self._modules[key]

    def __setitem__(self, key, module):
        self.add_module(key, module)

    def __delitem__(self, key):
        del self._modules[key]

    def __len__(self):
        return len(self._modules)

    def __iter__(self):
        return iter(self._modules)

    def __contains__(self, key):
        return key in self._modules

    def clear(self):
        self._modules.clear()

    def pop(self, key):
        return self._modules.pop(key)

    def keys(self):
        return self._modules.keys()

    def items(self):
        return self._modules.items()

    def values(self):
        return self._modules.values()

    def update(self, modules):
        if isinstance(modules, (dict, ModuleDict)):
            pairs = modules.items()
        else:
            try:
                pairs = list(modules)
            except TypeError:
                raise TypeError('ModuleDict.update should be called with an iterable of key/value pairs, but got '
                                + type(modules).__name__) from None
            for i, pair in enumerate(pairs):
                if len(pair) != 2:
                    raise ValueError(f'ModuleDict update sequence element #{i} has length {len(pair)}; 2 is required')
        for key, module in pairs:
            self[key] = module




class ParameterList(Module):
    'A list of parameters; tensors become parameters.'

    def __init__(self, values=None):
        super().__init__()
        self._size = 0
        if values is not None:
            self += values

    def __getitem__(self, index):
        if isinstance(index, slice):
            out = self.__class__()
            for i in range(len(self))[index]:
                out.append(self[i])
            return out
        return getattr(self, str(_position(index, len(self))))

    def __setitem__(self, index, param):
        if isinstance(param, torch.Tensor) and not isinstance(param, Parameter):
            param = Parameter(param)
        setattr(self, str(_position(index, len(self))), param)

    def __len__(self):
        return self._size

    def __iter__(self):
        return iter(self[i] for i in range(len(self)))

    def __iadd__(self, values):
        return self.extend(values)

    def append(self, value):
        self._size += 1
        self[self._size - 1] = value
        return self

    def extend(self, values):
        if isinstance(values, torch.Tensor) or not hasattr(values, '__iter__'):
            raise TypeError('ParameterList.extend should be called with an iterable, but got ' + type(values).__name__)
        for value in values:
            self.append(value)
        return self

    def extra_repr(self):
        lines = []
        for i, value in enumerate(self):
            if isinstance(value, torch.Tensor):
                sizes = 'x'.join(str(size) for size in value.size())
                kind = 'Parameter' if isinstance(value, Parameter) else 'Tensor'
                lines.append(f'  ({i}): {kind} containing: [{value.dtype} of size {sizes}]')
            else:
                lines.append(f'  ({i}): Object of type: {type(value).__name__}')
        return '\n'.join(lines)

    def __call__(self, *args, **kwargs):
        raise RuntimeError('ParameterList should not be called.')


class ParameterDict(Module):
    'A dictionary of parameters; tensors become parameters.'

    def __init__(self, parameters=None):
        super().__init__()
        self._keys = {}
        if parameters is not None:
            self.update(parameters)

    def __getitem__(self, key):
        return getattr(self, self._name_of(key))

    def _name_of(self, key):
        if not isinstance(key, str):
            raise TypeError(f'Index given to ParameterDict cannot be used as a key as it is not a string (type is '
                            f"'{type(key).__name__}'). Open an issue on github if you need non-string keys.")
        return key

    def __setitem__(self, key, value):
        self._keys[key] = None
        if isinstance(value, torch.Tensor) and not isinstance(value, Parameter):
            value = Parameter(value)
        setattr(self, self._name_of(key), value)

    def __delitem__(self, key):
        del self._keys[key]
        delattr(self, self._name_of(key))

    def __len__(self):
        return len(self._keys)

    def __iter__(self):
        return iter(self._keys)

    def __reversed__(self):
        return reversed(list(self._keys))

    def __contains__(self, key):
        return key in self._keys

    def copy(self):
        return ParameterDict({key: self[key] for key in self._keys})

    def setdefault(self, key, default=None):
        if key not in self._keys:
            self[key] = default
        return self[key]

    def clear(self):
        for key in list(self._keys):
            del self[key]

    def pop(self, key):
        value = self[key]
        del self[key]
        return value

    def popitem(self):
        key, _ = self._keys.popitem()
        self._keys[key] = None  # pop takes it out of both places
        return key, self.pop(key)

    def get(self, key, default=None):
        return self[key] if key in self else default

    def fromkeys(self, keys, default=None):
        return ParameterDict((key, default) for key in keys)

    def keys(self):
        return self._keys.keys()

    def items(self):
        return ((key, self[key]) for key in self._keys)

    def values(self):
        return (self[key] for key in self._keys)

    def update(self, parameters):
        if isinstance(parameters, ParameterDict):
            pairs = list(parameters.items())
        elif isinstance(parameters, dict):
            pairs = list(parameters.items())
        else:
            try:
                pairs = list(parameters)
            except TypeError:
                raise TypeError('ParametersDict.update should be called with an iterable of key/value pairs, but got '
                                + type(parameters).__name__) from None
        for key, value in pairs:
            self[key] = value

    def extra_repr(self):
        lines = []
        for key, value in self.items():
            if isinstance(value, torch.Tensor):
                sizes = 'x'.join(str(size) for size in value.size())
                kind = 'Parameter' if isinstance(value, Parameter) else 'Tensor'
                lines.append(f'  ({key}): {kind} containing: [{torch.typename(value)} of size {sizes}]')
            else:
                lines.append(f'  ({key}): Object of type: {type(value).__name__}')
        return '\n'.join(lines)

    def __call__(self, input):
        raise RuntimeError('ParameterDict should not be called.')

    def __or__(self, other):
        copied = self.copy()
        copied.update(other.items())
        return copied

    def __ror__(self, other):
        copied = other.copy()
        copied.update(self.items())
        return copied

    def __ior__(self, other):
        self.update(other.items())
        return self
