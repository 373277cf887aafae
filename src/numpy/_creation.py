# New arrays.
import torch as _torch
import _numpy as _n
from numpy._shape import _sizes, _index

_tensor, _wrap_array, _dtype = _n.tensor, _n.wrap_array, _n.dtype


def array(object, dtype=None, *, copy=True, order='K', subok=False, ndmin=0, like=None):
    made = _n.array(object if not hasattr(object, '__next__') else list(object), dtype, copy is not False and copy is not None)
    while made.ndim < ndmin:
        made = made[None]
    return made


def asarray(a, dtype=None, order=None, *, copy=None):
    return _n.array(a, dtype, bool(copy))


asanyarray = asarray


def ascontiguousarray(a, dtype=None):
    made = _n.array(a, dtype, False)
    return _wrap_array(_tensor(made).contiguous())


def copy(a, order='K'):
    return _n.array(a, None, True)


def _torch_type(dtype, default='float64'):
    return getattr(_torch, _dtype(default if dtype is None else dtype).name)


def zeros(shape, dtype=float, order='C'):
    return _wrap_array(_torch.zeros(_sizes(shape), dtype=_torch_type(dtype)))


empty = zeros


def ones(shape, dtype=float, order='C'):
    return _wrap_array(_torch.ones(_sizes(shape), dtype=_torch_type(dtype)))


def full(shape, fill_value, dtype=None, order='C'):
    value = _tensor(fill_value, dtype)
    return _wrap_array(value.expand(_sizes(shape)).clone() if value.dim() else
                       _torch.full(_sizes(shape), value.item(), dtype=value.dtype))


def zeros_like(a, dtype=None, order='K', subok=True, shape=None):
    t = _tensor(a)
    return zeros(t.shape if shape is None else shape, _wrap_array(t).dtype if dtype is None else dtype)


empty_like = zeros_like


def ones_like(a, dtype=None, order='K', subok=True, shape=None):
    t = _tensor(a)
    return ones(t.shape if shape is None else shape, _wrap_array(t).dtype if dtype is None else dtype)


def full_like(a, fill_value, dtype=None, order='K', subok=True, shape=None):
    t = _tensor(a)
    return full(t.shape if shape is None else shape, fill_value, _wrap_array(t).dtype if dtype is None else dtype)


def eye(N, M=None, k=0, dtype=float):
    N, M = _index(N), _index(N if M is None else M)
    t = _torch.zeros(N, M, dtype=_torch_type(dtype))
    t.diagonal(k).fill_(1)
    return _wrap_array(t)


def identity(n, dtype=None):
    return eye(n, dtype=float if dtype is None else dtype)


def arange(start, stop=None, step=1, dtype=None):
    if stop is None:
        start, stop = 0, start
    if dtype is None:
        kinds = [_n.array(part) for part in (start, stop, step)]
        dtype = 'int64' if all([k.dtype.kind in 'iub' for k in kinds]) else 'float64'
        if any([isinstance(part, _n.generic) and part.dtype == 'float32' for part in (start, stop, step)]):
            dtype = 'float32'
    kind = _dtype(dtype)
    if kind.kind == 'f':
        import math
        start, stop, step = float(start), float(stop), float(step)
        if step == 0:
            raise ZeroDivisionError('division by zero')
        length = max(0, math.ceil((stop - start) / step))
        # As NumPy fills a range: the first two values give the step.
        delta = (start + step) - start
        steps = _torch.arange(length, dtype=_torch.float64)
        return _wrap_array((start + steps * delta).to(_torch_type(kind)))
    return _wrap_array(_torch.arange(int(start), int(stop), int(step), dtype=_torch_type(kind)) if
                       (int(stop) - int(start)) * int(step) > 0 else _torch.zeros(0, dtype=_torch_type(kind)))


def linspace(start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0):
    num = _index(num)
    if num < 0:
        raise ValueError(f'Number of samples, {num}, must be non-negative.')
    start, stop = _n.floats(start), _n.floats(stop)
    parts = num - 1 if endpoint else num
    delta = stop - start
    steps = _torch.arange(num, dtype=_torch.float64).reshape([-1] + [1] * delta.dim())
    step = delta / parts if parts > 0 else delta * float('nan')
    if parts > 0 and not bool((step == 0).any()):
        values = steps * step + start
    else:
        values = steps / max(parts, 1) * delta + start
    if endpoint and num > 1:
        values[-1] = stop
    made = _wrap_array(values)
    if dtype is not None:
        made = _n.array(_wrap_array(values.floor()) if _dtype(dtype).kind in 'iu' else made, dtype)
    return (made, _n.wrap(step)) if retstep else made


def logspace(start, stop, num=50, endpoint=True, base=10.0, dtype=None):
    return base ** linspace(start, stop, num, endpoint)


def geomspace(start, stop, num=50, endpoint=True, dtype=None):
    import math
    made = 10.0 ** linspace(math.log10(start), math.log10(stop), num, endpoint)
    if num > 0:
        made[0] = start
        if endpoint and num > 1:
            made[-1] = stop
    return made


def fromiter(iter, dtype, count=-1):
    return _n.array(list(iter), dtype)


def fromfunction(function, shape, *, dtype=float, **kwargs):
    return function(*indices(shape, dtype), **kwargs)


def indices(dimensions, dtype=int):
    sizes = _sizes(dimensions)
    grids = _torch.meshgrid(*[_torch.arange(size) for size in sizes], indexing='ij')
    return _n.array(_wrap_array(_torch.stack(grids)), dtype)


def tri(N, M=None, k=0, dtype=float):
    return _wrap_array(_torch.tril(_torch.ones(N, N if M is None else M, dtype=_torch_type(dtype)), k))


def vander(x, N=None, increasing=False):
    t = _tensor(x)
    N = t.numel() if N is None else N
    powers = range(N) if increasing else range(N - 1, -1, -1)
    return _wrap_array(_torch.stack([t ** p for p in powers], 1))
