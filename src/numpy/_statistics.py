# Reductions, orders and counts. Sums are added in NumPy's order (the native sum), so that their last digits agree.
import torch as _torch
import _numpy as _n
from numpy._shape import _axis, _axes, _index

_tensor, _floats, _common, _wrap, _wrap_array = _n.tensor, _n.floats, _n.common, _n.wrap, _n.wrap_array
_absent = object()
# Python's own, which the functions of these names hide below.
_largest, _some, _rounded = max, any, round


def _finish(t, sizes, axes, keepdims, out=None):
    'The result of a reduction, with dimensions of length one where they are kept.'
    if keepdims:
        t = t.reshape([1 if d in axes else size for d, size in enumerate(sizes)])
    if out is not None:
        out[...] = _wrap(t)
        return out
    return _wrap(t)


def _sum(t, axes):
    return _n.sum(t, None if len(axes) == t.dim() else axes)


def sum(a, axis=None, dtype=None, out=None, keepdims=False, initial=None, where=True):
    t = _tensor(a, dtype)
    if where is not True:
        t = _torch.where(_tensor(where, 'bool'), t, _torch.zeros((), dtype=t.dtype))
    axes = _axes(axis, t.dim())
    total = _sum(t, axes)
    if initial is not None:
        total = total + initial
    return _finish(total, t.shape, axes, keepdims, out)


def _mean(t, axes):
    count = 1
    for axis in axes:
        count *= t.shape[axis]
    return _sum(t, axes) / count


def mean(a, axis=None, dtype=None, out=None, keepdims=False, where=True):
    t = _tensor(a, dtype) if dtype is not None else _floats(a)
    if where is not True:
        t = t[_tensor(where, 'bool')]
    axes = _axes(axis, t.dim())
    return _finish(_mean(t, axes), t.shape, axes, keepdims, out)


def _variance(a, axis, ddof, dtype=None):
    t = _floats(a) if dtype is None else _tensor(a, dtype)
    axes = _axes(axis, t.dim())
    count = 1
    for one in axes:
        count *= t.shape[one]
    middle = _mean(t, axes).reshape([1 if d in axes else size for d, size in enumerate(t.shape)])
    off = t - middle
    return _sum(off * off, axes) / _largest(count - ddof, 0), t.shape, axes


def var(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, correction=None):
    found, sizes, axes = _variance(a, axis, ddof if correction is None else correction, dtype)
    return _finish(found, sizes, axes, keepdims, out)


def std(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, correction=None):
    found, sizes, axes = _variance(a, axis, ddof if correction is None else correction, dtype)
    return _finish(found.sqrt(), sizes, axes, keepdims, out)


def average(a, axis=None, weights=None, returned=False, keepdims=False):
    if weights is None:
        found = mean(a, axis, keepdims=keepdims)
        return (found, _n.array(_tensor(a).numel() / _tensor(found).numel(), 'float64')[()]) if returned else found
    t, w = _common(_wrap_array(_floats(a)), weights)
    if t.shape != w.shape:
        if axis is None:
            raise TypeError('Axis must be specified when shapes of a and weights differ.')
        w = w.reshape([-1 if d == _axis(axis, t.dim()) else 1 for d in range(t.dim())]).expand(t.shape)
    axes = _axes(axis, t.dim())
    scale = _sum(w.contiguous(), axes)
    if bool((scale == 0).any()):
        raise ZeroDivisionError("Weights sum to zero, can't be normalized")
    found = _finish(_sum(t * w, axes) / scale, t.shape, axes, keepdims)
    return (found, _wrap(scale)) if returned else found


def prod(a, axis=None, dtype=None, out=None, keepdims=False):
    t = _tensor(a, dtype)
    axes, found = _axes(axis, t.dim()), t
    for one in sorted(axes, reverse=True):
        found = found.prod(one)
    return _finish(found if axes else t.clone(), t.shape, axes, keepdims, out)


def _extreme(name, operation, empty):
    def reduce(a, axis=None, out=None, keepdims=False, initial=_absent):
        t = _tensor(a)
        axes = _axes(axis, t.dim())
        if _some([t.shape[one] == 0 for one in axes]):
            if initial is not _absent:
                return _n.array(initial)[()]
            raise ValueError(f'zero-size array to reduction operation {empty} which has no identity')
        found = operation(t, axes) if axes else t.clone()
        return _finish(found, t.shape, axes, keepdims, out)
    reduce.__name__ = reduce.__qualname__ = name
    return reduce


max = amax = _extreme('max', _torch.amax, 'maximum')
min = amin = _extreme('min', _torch.amin, 'minimum')


def any(a, axis=None, out=None, keepdims=False):
    t = _tensor(a, 'bool')
    axes = _axes(axis, t.dim())
    return _finish(t.to(_torch.uint8).amax(axes).to(_torch.bool) if t.numel() and axes else t.any(), t.shape, axes, keepdims, out)


def all(a, axis=None, out=None, keepdims=False):
    t = _tensor(a, 'bool')
    axes = _axes(axis, t.dim())
    return _finish(t.to(_torch.uint8).amin(axes).to(_torch.bool) if t.numel() and axes else t.all(), t.shape, axes, keepdims, out)


def ptp(a, axis=None, out=None, keepdims=False):
    return max(a, axis, keepdims=keepdims) - min(a, axis, keepdims=keepdims)


def _place(name, operation):
    def find(a, axis=None, out=None, *, keepdims=False):
        t = _tensor(a)
        if t.numel() == 0:
            raise ValueError(f'attempt to get {name} of an empty sequence')
        t = t.to(_torch.uint8) if t.dtype == _torch.bool else t
        if axis is None:
            return _finish(operation(t.reshape(-1), 0), t.shape, tuple(range(t.dim())), keepdims, out)
        axis = _axis(axis, t.dim())
        return _finish(operation(t, axis), t.shape, (axis,), keepdims, out)
    find.__name__ = find.__qualname__ = name
    return find


argmax = _place('argmax', _torch.argmax)
argmin = _place('argmin', _torch.argmin)


def _running(name, operation):
    def accumulate(a, axis=None, dtype=None, out=None):
        t = _tensor(a, dtype)
        if axis is None:
            t, axis = t.reshape(-1), 0
        return _wrap(operation(t, _axis(axis, t.dim())))
    accumulate.__name__ = accumulate.__qualname__ = name
    return accumulate


cumsum = _running('cumsum', _torch.cumsum)
cumprod = _running('cumprod', _torch.cumprod)


def count_nonzero(a, axis=None, *, keepdims=False):
    return sum(_wrap_array(_tensor(a, 'bool')), axis, keepdims=keepdims) if axis is not None else int(_tensor(a, 'bool').sum())


def median(a, axis=None, out=None, overwrite_input=False, keepdims=False):
    t = _floats(a)
    if axis is None:
        flat, axes = t.reshape(1, -1), tuple(range(t.dim()))
    else:
        one = _axis(axis, t.dim())
        flat, axes = t.movedim(one, -1), (one,)
    ordered, n = flat.sort(-1)[0], flat.shape[-1]
    if n == 0:
        return _wrap(_torch.tensor(float('nan'), dtype=t.dtype))
    middle = (ordered[..., (n - 1) // 2] + ordered[..., n // 2]) / 2 if n % 2 == 0 else ordered[..., n // 2]
    middle = _torch.where(flat.isnan().any(-1), float('nan'), middle)
    return _finish(middle.reshape(()) if axis is None else middle, t.shape, axes, keepdims, out)


def quantile(a, q, axis=None, out=None, overwrite_input=False, method='linear', keepdims=False):
    t, wanted = _floats(a), _tensor(q, 'float64')
    if bool((wanted < 0).any()) or bool((wanted > 1).any()):
        raise ValueError('Quantiles must be in the range [0, 1]')
    flat = t.reshape(-1) if axis is None else t.movedim(_axis(axis, t.dim()), -1)
    ordered, n = flat.sort(-1)[0], flat.shape[-1]
    found = []
    for part in wanted.reshape(-1).tolist():
        place = part * (n - 1)
        low = int(place // 1)
        high = low + 1 if low + 1 < n else low
        if method == 'lower':
            value = ordered[..., low]
        elif method == 'higher':
            value = ordered[..., high if place > low else low]
        elif method == 'nearest':
            value = ordered[..., _rounded(place)]
        elif method == 'midpoint':
            value = ordered[..., low] if place == low else (ordered[..., low] + ordered[..., high]) / 2
        else:
            gap, weight = ordered[..., high] - ordered[..., low], place - low
            value = ordered[..., low] + gap * weight if weight < 0.5 else ordered[..., high] - gap * (1 - weight)
        if keepdims:
            value = value.reshape([1 if d in _axes(axis, t.dim()) else size for d, size in enumerate(t.shape)])
        found.append(value)
    return _wrap(_torch.stack(found).reshape(tuple(wanted.shape) + tuple(found[0].shape)))


def percentile(a, q, axis=None, out=None, overwrite_input=False, method='linear', keepdims=False):
    return quantile(a, _n.array(q, 'float64') / 100, axis, out, overwrite_input, method, keepdims)


def _without_nan(name, operation, fill):
    def reduce(a, axis=None, **options):
        t = _floats(a)
        return operation(_wrap_array(_torch.where(t.isnan(), fill, t)), axis, **options)
    reduce.__name__ = reduce.__qualname__ = name
    return reduce


nansum = _without_nan('nansum', sum, 0.0)
nanmax = _without_nan('nanmax', max, float('-inf'))
nanmin = _without_nan('nanmin', min, float('inf'))
nanargmax = _without_nan('nanargmax', argmax, float('-inf'))
nanargmin = _without_nan('nanargmin', argmin, float('inf'))


def nanmean(a, axis=None, keepdims=False):
    t = _floats(a)
    return nansum(a, axis, keepdims=keepdims) / sum(_wrap_array((~t.isnan()).to(t.dtype)), axis, keepdims=keepdims)


def nanstd(a, axis=None, ddof=0, keepdims=False):
    off = _wrap_array(_floats(a)) - nanmean(a, axis, keepdims=True)
    count = sum(_wrap_array((~_floats(a).isnan()).to(_torch.float64)), axis, keepdims=keepdims)
    return (nansum(off * off, axis, keepdims=keepdims) / (count - ddof)) ** 0.5


# ---- orders ----------------------------------------------------------------------------------------

def sort(a, axis=-1, kind=None, order=None, *, stable=None):
    t = _tensor(a)
    if axis is None:
        t, axis = t.reshape(-1), 0
    return _wrap_array(_torch.sort(t, _axis(axis, t.dim()), stable=True)[0])


def argsort(a, axis=-1, kind=None, order=None, *, stable=None):
    t = _tensor(a)
    if axis is None:
        t, axis = t.reshape(-1), 0
    return _wrap_array(_torch.sort(t, _axis(axis, t.dim()), stable=True)[1])


def lexsort(keys, axis=-1):
    order = None
    for key in keys:
        t = _tensor(key)
        order = _torch.arange(t.numel()) if order is None else order
        order = order[_torch.sort(t[order], stable=True)[1]]
    return _wrap_array(order)


def partition(a, kth, axis=-1):
    return sort(a, axis)


def argpartition(a, kth, axis=-1):
    return argsort(a, axis)


def searchsorted(a, v, side='left', sorter=None):
    t = _tensor(a)
    return _wrap(_torch.searchsorted(*_common(_wrap_array(t if sorter is None else t[_tensor(sorter)]), v), right=side == 'right'))


def digitize(x, bins, right=False):
    return searchsorted(bins, x, side='left' if right else 'right')


def unique(ar, return_index=False, return_inverse=False, return_counts=False, axis=None):
    t = _tensor(ar)
    if axis is not None:
        values, inverse, counts = _torch.unique(t, return_inverse=True, return_counts=True, dim=_axis(axis, t.dim()))
        flat = inverse
    else:
        flat = t.reshape(-1)
        values, inverse, counts = _torch.unique(flat, return_inverse=True, return_counts=True)
    found = [_wrap_array(values)]
    if return_index:
        order = _torch.sort(inverse.reshape(-1), stable=True)[1]
        starts = counts.cumsum(0) - counts
        found.append(_wrap_array(order[starts]))
    if return_inverse:
        found.append(_wrap_array(inverse.reshape(t.shape) if axis is None else inverse))
    if return_counts:
        found.append(_wrap_array(counts))
    return found[0] if len(found) == 1 else tuple(found)


def bincount(x, /, weights=None, minlength=0):
    t = _tensor(x)
    if t.is_floating_point():
        raise TypeError("Cannot cast array data from dtype('float64') to dtype('int64') according to the rule 'safe'")
    if t.dim() != 1:
        raise ValueError('object too deep for desired array' if t.dim() > 1 else 'object of too small depth for desired array')
    if t.numel() and int(t.min()) < 0:
        raise ValueError("'list' argument must have no negative elements")
    if weights is None:
        return _wrap_array(_torch.bincount(t, minlength=minlength))
    return _wrap_array(_torch.bincount(t, _tensor(weights, 'float64'), minlength=minlength))


def histogram(a, bins=10, range=None, density=None, weights=None):
    t = _floats(a).reshape(-1)
    if isinstance(bins, int):
        low, high = (float(t.min()), float(t.max())) if range is None and t.numel() else range or (0.0, 1.0)
        if low == high:
            low, high = low - 0.5, high + 0.5
        import numpy as np
        edges = np.linspace(low, high, bins + 1)
    else:
        edges = _n.array(bins)
    e = _tensor(edges, 'float64')
    place = _torch.searchsorted(e, t.to(_torch.float64), right=True) - 1
    place = _torch.where(t == e[-1], e.numel() - 2, place)
    inside = (t >= e[0]) & (t <= e[-1])
    if weights is None:
        counts = _torch.bincount(place[inside], minlength=e.numel() - 1)
    else:
        counts = _torch.bincount(place[inside], _tensor(weights, 'float64').reshape(-1)[inside], minlength=e.numel() - 1)
    if density:
        counts = counts / (e[1:] - e[:-1]) / counts.sum()
    return _wrap_array(counts), edges


def isin(element, test_elements, assume_unique=False, invert=False):
    a, b = _common(element, test_elements)
    return _wrap(_torch.isin(a, b, invert=invert))


in1d = isin


def intersect1d(ar1, ar2):
    values = unique(ar1)
    return values[isin(values, ar2)]


def union1d(ar1, ar2):
    a, b = _common(ar1, ar2)
    return unique(_wrap_array(_torch.cat([a.reshape(-1), b.reshape(-1)])))


def setdiff1d(ar1, ar2, assume_unique=False):
    values = unique(ar1)
    return values[~isin(values, ar2)]


def take(a, indices, axis=None):
    t, where = _tensor(a), _tensor(indices, 'int64')
    if axis is None:
        return _wrap_array(t.reshape(-1))[_wrap_array(where)] if where.dim() else _wrap_array(t.reshape(-1))[int(where)]
    axis = _axis(axis, t.dim())
    return _wrap_array(t)[(slice(None),) * axis + (_wrap(where),)]


def take_along_axis(arr, indices, axis=-1):
    return _wrap_array(_torch.take_along_dim(_tensor(arr), _tensor(indices, 'int64'), axis))


def argwhere(a):
    return _wrap_array(_tensor(a).nonzero())


def flatnonzero(a):
    return _wrap_array(_tensor(a).reshape(-1).nonzero().reshape(-1))


def unravel_index(indices, shape):
    rest, found = _tensor(indices, 'int64'), []
    for size in reversed(tuple(shape)):
        found.append(_wrap(rest % size))
        rest = rest // size
    return tuple(reversed(found))


def ravel_multi_index(multi_index, dims):
    place = 0
    for index, size in zip(multi_index, dims):
        place = place * size + _n.array(index)
    return place[()] if getattr(place, 'ndim', 1) == 0 else place


# ---- products --------------------------------------------------------------------------------------

def _text(t):
    return '(' + ','.join([str(size) for size in t.shape]) + (',)' if t.dim() == 1 else ')')


def dot(a, b, out=None):
    x, y = _common(a, b)
    if x.dim() == 0 or y.dim() == 0:
        return _wrap(x * y)
    left, right = x.dim() - 1, 0 if y.dim() == 1 else y.dim() - 2
    if x.shape[left] != y.shape[right]:
        raise ValueError(f'shapes {_text(x)} and {_text(y)} not aligned: {x.shape[left]} (dim {left}) != {y.shape[right]} (dim {right})')
    if x.dtype == _torch.bool:
        return _wrap((x.to(_torch.int64) @ y.to(_torch.int64)).to(_torch.bool))
    return _wrap(_torch.tensordot(x, y, dims=([left], [right])) if x.dim() > 2 or y.dim() > 2 else x @ y)


def vdot(a, b):
    x, y = _common(a, b)
    return _wrap(x.reshape(-1) @ y.reshape(-1))


def inner(a, b):
    x, y = _common(a, b)
    return _wrap(x * y if x.dim() == 0 or y.dim() == 0 else _torch.inner(x, y))


def outer(a, b):
    x, y = _common(a, b)
    return _wrap_array(x.reshape(-1, 1) * y.reshape(1, -1))


def tensordot(a, b, axes=2):
    x, y = _common(a, b)
    return _wrap(_torch.tensordot(x, y, dims=axes))


def einsum(subscripts, *operands):
    return _wrap(_torch.einsum(subscripts, *_common(*operands)))


def kron(a, b):
    return _wrap(_torch.kron(*_common(a, b)))


def cross(a, b, axis=-1):
    return _wrap_array(_torch.linalg.cross(*_common(a, b), dim=axis))


def trace(a, offset=0):
    return _wrap(_n.sum(_torch.diagonal(_tensor(a), offset).contiguous(), None))


def convolve(a, v, mode='full'):
    x, y = _common(a, v)
    x, y = (x.reshape(-1), y.reshape(-1)) if x.numel() >= y.numel() else (y.reshape(-1), x.reshape(-1))
    n, m = x.numel(), y.numel()
    if m == 0:
        raise ValueError('v cannot be empty')
    padded = _torch.zeros(n + 2 * (m - 1), dtype=x.dtype)
    padded[m - 1:m - 1 + n] = x
    full = (padded.unfold(0, m, 1) * y.flip(0)).sum(1).to(x.dtype)
    if mode == 'full':
        return _wrap_array(full)
    if mode == 'same':
        start = (m - 1) // 2
        return _wrap_array(full[start:start + n])
    return _wrap_array(full[m - 1:n])


def correlate(a, v, mode='valid'):
    return convolve(a, _n.array(v)[::-1], mode)


def cov(m, y=None, rowvar=True, bias=False, ddof=None):
    t = _floats(m)
    t = t.reshape(1, -1) if t.dim() < 2 else t
    if not rowvar and t.shape[0] != 1:
        t = t.T
    if y is not None:
        other = _floats(y)
        other = other.reshape(1, -1) if other.dim() < 2 else other
        t = _torch.cat([t, other if rowvar or other.shape[0] == 1 else other.T])
    ddof = ddof if ddof is not None else 0 if bias else 1
    off = t - _mean(t.contiguous(), (1,)).reshape(-1, 1)
    found = (off @ off.T) * (1 / (t.shape[1] - ddof)) if t.shape[1] > ddof else off @ off.T / 0.0
    return _wrap(found.squeeze()) if found.numel() != 1 else _wrap_array(found.reshape(()))


def corrcoef(x, y=None, rowvar=True):
    c = _tensor(cov(x, y, rowvar))
    if c.dim() == 0:
        return _wrap(c / c)
    d = c.diagonal().sqrt()
    return _wrap_array((c / d.reshape(-1, 1) / d.reshape(1, -1)).clamp(-1, 1))


def diff(a, n=1, axis=-1):
    t = _tensor(a)
    for _ in range(n):
        axis = _axis(axis, t.dim())
        length = t.shape[axis]
        late, early = t.narrow(axis, 1, length - 1), t.narrow(axis, 0, length - 1)
        t = late != early if t.dtype == _torch.bool else late - early
    return _wrap_array(t)


def ediff1d(ary):
    return diff(_wrap_array(_tensor(ary).reshape(-1)))


def gradient(f, *spacing, axis=None):
    t = _floats(f)
    found = []
    axes = range(t.dim()) if axis is None else [_axis(axis, t.dim())]
    for k, one in enumerate(axes):
        h = spacing[k if len(spacing) > 1 else 0] if spacing else 1.0
        rows = t.movedim(one, 0)
        if not isinstance(h, (int, float)):
            x = _tensor(h, 'float64')
            before, after = (x[1:-1] - x[:-2]), (x[2:] - x[1:-1])
            shape = [-1] + [1] * (rows.dim() - 1)
            before, after = before.reshape(shape), after.reshape(shape)
            inside = (-after / (before * (before + after)) * rows[:-2] + (after - before) / (before * after) * rows[1:-1]
                      + before / (after * (before + after)) * rows[2:])
            first, last = (rows[1:2] - rows[:1]) / (x[1] - x[0]), (rows[-1:] - rows[-2:-1]) / (x[-1] - x[-2])
        else:
            inside = (rows[2:] - rows[:-2]) / (2.0 * h)
            first, last = (rows[1:2] - rows[:1]) / h, (rows[-1:] - rows[-2:-1]) / h
        found.append(_wrap_array(_torch.cat([first, inside, last]).movedim(0, one)))
    return found[0] if len(found) == 1 else tuple(found)


def trapezoid(y, x=None, dx=1.0, axis=-1):
    t = _floats(y).movedim(axis, -1)
    width = dx if x is None else _tensor(diff(x))
    steps = width * (t[..., 1:] + t[..., :-1]) / 2.0
    return _wrap(_sum(steps.contiguous(), (steps.dim() - 1,)))


trapz = trapezoid


def polyfit(x, y, deg):
    import numpy as np
    xs, ys = _tensor(x, 'float64'), _tensor(y, 'float64')
    columns = _torch.stack([xs ** p for p in range(deg, -1, -1)], 1)
    scale = (columns * columns).sum(0).sqrt()
    found = np.linalg.lstsq(_wrap_array(columns / scale), _wrap_array(ys), None)[0]
    return _wrap_array((_tensor(found).T / scale).T)


def polyval(p, x):
    found = _n.array(x) * 0
    for coefficient in p:
        found = found * _n.array(x) + coefficient
    return found
