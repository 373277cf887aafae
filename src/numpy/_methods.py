# Methods of arrays, which scalars have too. Each is a function of numpy with the array as its first argument.
import torch as _torch
import _numpy as _n
import numpy._creation as _creation
import numpy._functions as _functions
import numpy._shape as _shape
import numpy._statistics as _statistics

for _name in '''sum mean std var prod max min any all ptp argmax argmin cumsum cumprod argsort searchsorted take dot trace
        diagonal repeat squeeze ravel swapaxes nonzero round clip'''.split():
    for _module in (_statistics, _shape, _functions):
        if hasattr(_module, _name):
            _n.add_method(_name, getattr(_module, _name))


def _method(function):
    _n.add_method(function.__name__, function)


@_method
def astype(self, dtype, order='K', casting='unsafe', subok=True, copy=True):
    made = _n.array(self, dtype, copy)
    return made if isinstance(self, _n.ndarray) else made[()]


@_method
def copy(self, order='C'):
    return _n.array(self)


@_method
def flatten(self, order='C'):
    return _shape.reshape(_n.array(self), -1, order)


@_method
def reshape(self, /, *shape, order='C', copy=None):
    return _shape.reshape(self, shape[0] if len(shape) == 1 else shape, order)


@_method
def transpose(self, *axes):
    if len(axes) == 1 and (axes[0] is None or not isinstance(axes[0], int)):
        axes = axes[0]
    return _shape.transpose(self, axes or None)


@_method
def fill(self, value):
    self[...] = value


@_method
def sort(self, axis=-1, kind=None, order=None):
    self[...] = _statistics.sort(self, axis)


@_method
def resize(self, *shape, refcheck=True):
    raise NotImplementedError('arrays of logit keep their size: use np.resize or np.reshape')


@_method
def view(self, dtype=None, type=None):
    if dtype is not None and dtype is not _n.ndarray:
        raise NotImplementedError('view with another dtype is not a part of logit: use astype')
    return _n.wrap_array(_n.tensor(self))


@_method
def tobytes(self, order='C'):
    raise NotImplementedError('logit has no bytes objects: use tolist')


@_method
def __array__(self, dtype=None, copy=None):
    return _n.array(self, dtype, bool(copy))


# What scalars have and arrays have natively.
for _name in ('shape', 'ndim', 'size', 'dtype', 'T', 'itemsize', 'nbytes', 'real'):
    def _get(self, _name=_name):
        return getattr(_n.array(self), _name) if _name not in ('T', 'real') else self
    _n.add_property(_name, property(_get))
