# torch.nn.modules.padding: layers that widen their input at the ends.
from torch.nn import functional as F
from torch.nn.modules.module import Module

__all__ = ['ConstantPad1d', 'ConstantPad2d', 'ConstantPad3d', 'ZeroPad1d', 'ZeroPad2d', 'ZeroPad3d', 'ReflectionPad1d',
           'ReflectionPad2d', 'ReflectionPad3d', 'ReplicationPad1d', 'ReplicationPad2d', 'ReplicationPad3d',
           'CircularPad1d', 'CircularPad2d', 'CircularPad3d']


class _Pad(Module):
    _dims = 0
    _mode = 'constant'

    def __init__(self, padding):
        super().__init__()
        self.padding = tuple(padding) if isinstance(padding, (tuple, list)) else (padding,) * (2 * self._dims)

    def forward(self, input):
        return F.pad(input, self.padding, self._mode)

    def extra_repr(self):
        return f'{self.padding}'


class _ConstantPad(_Pad):
    def __init__(self, padding, value):
        super().__init__(padding)
        self.value = value

    def forward(self, input):
        return F.pad(input, self.padding, 'constant', self.value)

    def extra_repr(self):
        return f'padding={self.padding}, value={self.value}'


class ConstantPad1d(_ConstantPad):
    _dims = 1


class ConstantPad2d(_ConstantPad):
    _dims = 2


class ConstantPad3d(_ConstantPad):
    _dims = 3


class _ZeroPad(_ConstantPad):
    def __init__(self, padding):
        super().__init__(padding, 0.0)

    def extra_repr(self):
        return f'{self.padding}'


class ZeroPad1d(_ZeroPad):
    _dims = 1


class ZeroPad2d(_ZeroPad):
    _dims = 2


class ZeroPad3d(_ZeroPad):
    _dims = 3


class _ReflectionPad(_Pad):
    _mode = 'reflect'


class ReflectionPad1d(_ReflectionPad):
    _dims = 1


class ReflectionPad2d(_ReflectionPad):
    _dims = 2


class ReflectionPad3d(_ReflectionPad):
    _dims = 3


class _ReplicationPad(_Pad):
    _mode = 'replicate'


class ReplicationPad1d(_ReplicationPad):
    _dims = 1


class ReplicationPad2d(_ReplicationPad):
    _dims = 2


class ReplicationPad3d(_ReplicationPad):
    _dims = 3


class _CircularPad(_Pad):
    _mode = 'circular'


class CircularPad1d(_CircularPad):
    _dims = 1


class CircularPad2d(_CircularPad):
    _dims = 2


class CircularPad3d(_CircularPad):
    _dims = 3
