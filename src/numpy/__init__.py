# numpy in small: what scripts about PyTorch use of it, printed as NumPy prints it. Arrays are tensors without gradients
# (src/bindings/numpy_types.h); everything here is made from torch's operations.
import torch as _torch
import _numpy as _n
from _numpy import (dtype, ndarray, generic, number, integer, signedinteger, unsignedinteger, inexact, floating,
                    float16, float32, float64, int8, int16, int32, int64, uint8)
from numpy import exceptions
from numpy._shape import *
from numpy._shape import c_, r_
from numpy._creation import *
from numpy._functions import *
from numpy._statistics import *
from numpy._files import loadtxt, genfromtxt, savetxt, load, save
import numpy._methods
from numpy import linalg, random

__version__ = '2.4.6'
bool = bool_ = _n.bool
float_ = double = float64
single, half = float32, float16
int_ = intp = int64
intc, short, byte, ubyte = int32, int16, int8, uint8
newaxis = None
pi, e, inf, nan = 3.141592653589793, 2.718281828459045, float('inf'), float('nan')
euler_gamma = 0.5772156649015329
True_, False_ = bool(1), bool(0)

_OPTIONS = ('precision', 'threshold', 'edgeitems', 'linewidth', 'suppress', 'nanstr', 'infstr', 'floatmode')


def set_printoptions(precision=None, threshold=None, edgeitems=None, linewidth=None, suppress=None, nanstr=None,
                     infstr=None, formatter=None, sign=None, floatmode=None, *, legacy=None, override_repr=None):
    if formatter is not None:
        raise NotImplementedError('set_printoptions(formatter=) is not a part of logit: use precision and suppress')
    _n.set_printoptions(precision, threshold, edgeitems, linewidth, suppress, nanstr, infstr, floatmode)


def get_printoptions():
    return dict(zip(_OPTIONS, _n.get_printoptions()))


class printoptions:
    'set_printoptions for the length of a with block.'

    def __init__(self, **options):
        self._options = options

    def __enter__(self):
        self._before = get_printoptions()
        set_printoptions(**self._options)
        return get_printoptions()

    def __exit__(self, *exception):
        set_printoptions(**self._before)


def array2string(a, max_line_width=None, precision=None, suppress_small=None, separator=' ', prefix='', **options):
    return _n.array2string(a, separator, precision, options.get('threshold'), options.get('edgeitems'), max_line_width,
                           suppress_small, None, None, options.get('floatmode'))


def array_repr(arr):
    return repr(arr)


def array_str(a):
    return str(a)


def shape(a):
    return _n.array(a, None, False).shape


def ndim(a):
    return _n.array(a, None, False).ndim


def size(a, axis=None):
    made = _n.array(a, None, False)
    return made.size if axis is None else made.shape[axis]


def isscalar(element):
    return isinstance(element, (int, float, str, generic))


def result_type(*arrays_and_dtypes):
    parts = [zeros(1, part) if isinstance(part, (dtype, type, str)) else part for part in arrays_and_dtypes]
    return _n.wrap_array(_n.common(*parts)[0]).dtype


def promote_types(type1, type2):
    return result_type(type1, type2)


def issubdtype(arg1, arg2):
    kind = dtype(arg1).type
    return issubclass(kind, arg2 if isinstance(arg2, type) and issubclass(arg2, generic) else dtype(arg2).type)


class finfo:
    'The limits of a floating dtype.'

    def __init__(self, type):
        self.dtype = dtype(type)
        limits = _torch.finfo(getattr(_torch, self.dtype.name))
        kind = self.dtype.type
        self.eps, self.max, self.min, self.tiny = kind(limits.eps), kind(limits.max), kind(limits.min), kind(limits.tiny)
        self.smallest_normal, self.resolution, self.bits = self.tiny, kind(limits.resolution), limits.bits


class iinfo:
    'The limits of an integer dtype.'

    def __init__(self, type):
        self.dtype = dtype(type)
        limits = _torch.iinfo(getattr(_torch, self.dtype.name))
        self.max, self.min, self.bits = limits.max, limits.min, limits.bits


class errstate:
    'Does nothing: operations of logit give inf and nan without warnings.'

    def __init__(self, **kwargs):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        pass


def seterr(**kwargs):
    return {'divide': 'warn', 'over': 'warn', 'under': 'ignore', 'invalid': 'warn'}


def ndenumerate(arr):
    made = _n.array(arr, None, False)
    for index in ndindex(*made.shape):
        yield index, made[index]


def ndindex(*shape):
    import itertools
    sizes = shape[0] if len(shape) == 1 and isinstance(shape[0], tuple) else shape
    return itertools.product(*[range(size) for size in sizes])


def copyto(dst, src, where=True):
    dst[...] = src if where is True else _n.wrap(_torch.where(_n.tensor(where), _n.tensor(src), _n.tensor(dst)))


def may_share_memory(a, b):
    return shares_memory(a, b)


def shares_memory(a, b):
    return _n.tensor(a).untyped_storage().data_ptr() == _n.tensor(b).untyped_storage().data_ptr()


_submodules = ('testing',)


def __getattr__(name):
    if name in _submodules:
        return _torch._C._import('numpy.' + name)
    raise AttributeError(f"module 'numpy' has no attribute '{name}'")
