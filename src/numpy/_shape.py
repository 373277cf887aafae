# Arrays in other shapes, joined, split, sorted out.
import torch as _torch
import _numpy as _n
from numpy.exceptions import AxisError as _AxisError

_tensor, _wrap, _wrap_array, _common = _n.tensor, _n.wrap, _n.wrap_array, _n.common


def _index(value):
    return value.__index__() if not isinstance(value, int) else value


def _sizes(shape):
    'A shape argument as a tuple of ints.'
    if isinstance(shape, (tuple, list, _n.ndarray)):
        return tuple([_index(size) for size in shape])
    return (_index(shape),)


def _axis(axis, ndim):
    'One axis, counted from the front.'
    axis = _index(axis)
    if not -ndim <= axis < ndim:
        raise _AxisError(axis, ndim)
    return axis + ndim if axis < 0 else axis


def _axes(axis, ndim):
    'All axes that a reduction takes, as a tuple.'
    if axis is None:
        return tuple(range(ndim))
    if isinstance(axis, (tuple, list)):
        found = tuple([_axis(a, ndim) for a in axis])
        if len(set(found)) != len(found):
            raise ValueError("duplicate value in 'axis'")
        return found
    return (_axis(axis, ndim),)


def _shape_text(shape):
    return '(' + ','.join([str(size) for size in shape]) + (',)' if len(shape) == 1 else ')')


def reshape(a, /, shape, order='C', *, copy=None):
    t = _tensor(a)
    wanted = _sizes(shape)
    known = 1
    for size in wanted:
        known *= size if size >= 0 else 1
    unknown = sum([size < 0 for size in wanted])
    if unknown > 1:
        raise ValueError('can only specify one unknown dimension')
    total = t.numel()
    if (known != total) if not unknown else (known == 0 or total % known):
        raise ValueError(f'cannot reshape array of size {total} into shape {_shape_text(wanted)}')
    if order == 'F':
        wanted = tuple([size if size >= 0 else total // known for size in wanted])
        return _wrap_array(t.permute(*range(t.dim() - 1, -1, -1)).reshape(*wanted[::-1]).permute(*range(len(wanted) - 1, -1, -1)))
    return _wrap_array(t.reshape(wanted))


def ravel(a, order='C'):
    return reshape(a, -1, order)


def transpose(a, axes=None):
    t = _tensor(a)
    if axes is None:
        return _wrap_array(t.permute(*range(t.dim() - 1, -1, -1)))
    axes = _sizes(axes)
    if len(axes) != t.dim():
        raise ValueError("axes don't match array")
    return _wrap_array(t.permute(*[_axis(a, t.dim()) for a in axes]))


permute_dims = transpose


def swapaxes(a, axis1, axis2):
    t = _tensor(a)
    return _wrap_array(t.transpose(_axis(axis1, t.dim()), _axis(axis2, t.dim())))


def moveaxis(a, source, destination):
    return _wrap_array(_tensor(a).movedim(source, destination))


def squeeze(a, axis=None):
    t = _tensor(a)
    if axis is None:
        return _wrap_array(t.squeeze())
    for one in sorted(_axes(axis, t.dim()), reverse=True):
        if t.shape[one] != 1:
            raise ValueError('cannot select an axis to squeeze out which has size not equal to one')
        t = t.squeeze(one)
    return _wrap_array(t)


def expand_dims(a, axis):
    t = _tensor(a)
    axes = axis if isinstance(axis, (tuple, list)) else (axis,)
    for one in sorted([_axis(a, t.dim() + len(axes)) for a in axes]):
        t = t.unsqueeze(one)
    return _wrap_array(t)


def atleast_1d(*arrays):
    found = [_wrap_array(_torch.atleast_1d(_tensor(a))) for a in arrays]
    return found[0] if len(found) == 1 else tuple(found)


def atleast_2d(*arrays):
    found = [_wrap_array(_torch.atleast_2d(_tensor(a))) for a in arrays]
    return found[0] if len(found) == 1 else tuple(found)


def broadcast_to(array, shape):
    t = _tensor(array)
    try:
        return _wrap_array(t.expand(_sizes(shape)))
    except RuntimeError:
        raise ValueError('operands could not be broadcast together with remapped shapes [original->remapped]: '
                         f'{_shape_text(t.shape)} and requested shape {_shape_text(_sizes(shape))}') from None


def broadcast_arrays(*arrays):
    return tuple([_wrap_array(t) for t in _torch.broadcast_tensors(*[_tensor(a) for a in arrays])])


def _check_joinable(tensors, axis):
    if not tensors:
        raise ValueError('need at least one array to concatenate')
    first = tensors[0]
    if first.dim() == 0:
        raise ValueError('zero-dimensional arrays cannot be concatenated')
    axis = _axis(axis, first.dim())
    for i, t in enumerate(tensors):
        if t.dim() != first.dim():
            raise ValueError('all the input arrays must have same number of dimensions, but the array at index 0 has '
                             f'{first.dim()} dimension(s) and the array at index {i} has {t.dim()} dimension(s)')
        for d in range(t.dim()):
            if d != axis and t.shape[d] != first.shape[d]:
                raise ValueError('all the input array dimensions except for the concatenation axis must match exactly, but '
                                 f'along dimension {d}, the array at index 0 has size {first.shape[d]} and the array at index '
                                 f'{i} has size {t.shape[d]}')
    return axis


def _parts(arrays):
    if isinstance(arrays, _n.ndarray):
        arrays = list(arrays)
    return _common(*arrays)


def concatenate(arrays, axis=0, out=None, dtype=None):
    tensors = _parts(arrays)
    if axis is None:
        tensors, axis = [t.reshape(-1) for t in tensors], 0
    axis = _check_joinable(tensors, axis)
    joined = _torch.cat(tensors, axis)
    return _wrap_array(joined if dtype is None else _tensor(_wrap_array(joined), dtype))


concat = concatenate


def stack(arrays, axis=0):
    tensors = _parts(arrays)
    if not tensors:
        raise ValueError('need at least one array to stack')
    if any([t.shape != tensors[0].shape for t in tensors]):
        raise ValueError('all input arrays must have the same shape')
    return _wrap_array(_torch.stack(tensors, _axis(axis, tensors[0].dim() + 1)))


def hstack(tup):
    tensors = [_torch.atleast_1d(t) for t in _parts(tup)]
    axis = 0 if tensors and tensors[0].dim() == 1 else 1
    _check_joinable(tensors, axis)
    return _wrap_array(_torch.cat(tensors, axis))


def vstack(tup):
    tensors = [_torch.atleast_2d(t) for t in _parts(tup)]
    _check_joinable(tensors, 0)
    return _wrap_array(_torch.cat(tensors, 0))


row_stack = vstack


def column_stack(tup):
    tensors = [t.reshape(-1, 1) if t.dim() < 2 else t for t in _parts(tup)]
    _check_joinable(tensors, 1)
    return _wrap_array(_torch.cat(tensors, 1))


def dstack(tup):
    return _wrap_array(_torch.dstack(_parts(tup)))


def append(arr, values, axis=None):
    if axis is None:
        return concatenate((ravel(arr), ravel(values)))
    return concatenate((arr, values), axis)


def _cut(a, where, axis, even):
    t = _tensor(a)
    axis = _axis(axis, t.dim())
    length = t.shape[axis]
    if isinstance(where, int):
        if even and length % where:
            raise ValueError('array split does not result in an equal division')
        small, larger = divmod(length, where)
        sizes = [small + 1] * larger + [small] * (where - larger)
        ends = [0]
        for size in sizes:
            ends.append(ends[-1] + size)
    else:
        ends = [0] + [_index(i) for i in where] + [length]
    key = [slice(None)] * t.dim()
    found = []
    for start, stop in zip(ends, ends[1:]):
        key[axis] = slice(start, stop)
        found.append(_wrap_array(t)[tuple(key)])
    return found


def split(ary, indices_or_sections, axis=0):
    return _cut(ary, indices_or_sections, axis, True)


def array_split(ary, indices_or_sections, axis=0):
    return _cut(ary, indices_or_sections, axis, False)


def hsplit(ary, indices_or_sections):
    return _cut(ary, indices_or_sections, 0 if _tensor(ary).dim() == 1 else 1, True)


def vsplit(ary, indices_or_sections):
    return _cut(ary, indices_or_sections, 0, True)


def tile(A, reps):
    return _wrap_array(_torch.tile(_tensor(A), _sizes(reps)))


def repeat(a, repeats, axis=None):
    t = _tensor(a)
    if axis is None:
        t, axis = t.reshape(-1), 0
    counts = _tensor(repeats, 'int64')
    if counts.numel() == 1:
        return _wrap_array(t.repeat_interleave(int(counts), dim=_axis(axis, t.dim())))
    return _wrap_array(t.repeat_interleave(counts, dim=_axis(axis, t.dim())))


def flip(m, axis=None):
    t = _tensor(m)
    return _wrap_array(t.flip(_axes(axis, t.dim())))


def fliplr(m):
    return flip(m, 1)


def flipud(m):
    return flip(m, 0)


def roll(a, shift, axis=None):
    t = _tensor(a)
    if axis is None:
        return _wrap_array(t.reshape(-1).roll(_index(shift)).reshape(t.shape))
    return _wrap_array(t.roll(shift, axis))


def rot90(m, k=1, axes=(0, 1)):
    return _wrap_array(_torch.rot90(_tensor(m), k, axes))


def diag(v, k=0):
    return _wrap_array(_torch.diag(_tensor(v), k))


def diagonal(a, offset=0, axis1=0, axis2=1):
    return _wrap_array(_torch.diagonal(_tensor(a), offset, axis1, axis2))


def tril(m, k=0):
    return _wrap_array(_torch.tril(_tensor(m), k))


def triu(m, k=0):
    return _wrap_array(_torch.triu(_tensor(m), k))


def meshgrid(*xi, indexing='xy', copy=True, sparse=False):
    if indexing not in ('xy', 'ij'):
        raise ValueError("Valid values for `indexing` are 'xy' and 'ij'.")
    flat = [_tensor(x).reshape(-1) for x in xi]
    if len(flat) < 2:
        return tuple([_wrap_array(t.clone()) for t in flat])
    # Each keeps its dtype, which torch.meshgrid does not allow.
    places = list(range(len(flat)))
    if indexing == 'xy':
        places[:2] = 1, 0
    sizes = [0] * len(flat)
    for t, place in zip(flat, places):
        sizes[place] = t.numel()
    grids = []
    for t, place in zip(flat, places):
        own = [1] * len(flat)
        own[place] = t.numel()
        grids.append(_wrap_array(t.reshape(own).expand(sizes).contiguous()))
    return tuple(grids)


def delete(arr, obj, axis=None):
    t = _tensor(arr)
    if axis is None:
        t, axis = t.reshape(-1), 0
    axis = _axis(axis, t.dim())
    length = t.shape[axis]
    keep = _torch.ones(length, dtype=_torch.bool)
    _wrap_array(keep)[obj] = False
    return _wrap_array(t.index_select(axis, keep.nonzero().reshape(-1)))


def insert(arr, obj, values, axis=None):
    t = _tensor(arr)
    if axis is None:
        t, axis = t.reshape(-1), 0
    axis, at = _axis(axis, t.dim()), _index(obj)
    at += t.shape[axis] if at < 0 else 0
    new = _tensor(values, str(_wrap_array(t).dtype))
    shape = list(t.shape)
    shape[axis] = new.shape[axis] if new.dim() == t.dim() else 1 if t.dim() > 1 or new.dim() == 0 else new.numel()
    new = new.reshape(shape) if t.dim() == 1 else new.expand(shape) if new.dim() == t.dim() else new.unsqueeze(axis).expand(shape)
    return _wrap_array(_torch.cat([t.narrow(axis, 0, at), new, t.narrow(axis, at, t.shape[axis] - at)], axis))


def pad(array, pad_width, mode='constant', constant_values=0):
    if mode != 'constant':
        raise NotImplementedError("np.pad of logit knows mode='constant'")
    t = _tensor(array)
    widths = pad_width
    if isinstance(widths, int):
        widths = [(widths, widths)] * t.dim()
    elif isinstance(widths[0], int):
        widths = [tuple(widths) if len(widths) == 2 else (widths[0],) * 2] * t.dim()
    out = _torch.full([size + a + b for size, (a, b) in zip(t.shape, widths)], constant_values, dtype=t.dtype)
    out[tuple([slice(a, a + size) for size, (a, b) in zip(t.shape, widths)])] = t
    return _wrap_array(out)


class _Joined:
    # np.c_ and np.r_: joining by subscript. Slices are ranges.
    def __init__(self, columns):
        self._columns = columns

    def __getitem__(self, key):
        import numpy as np
        parts = []
        for part in key if isinstance(key, tuple) else (key,):
            if isinstance(part, slice):
                start, step = part.start or 0, part.step
                if isinstance(step, complex):
                    part = np.linspace(start, part.stop, int(abs(step)))
                else:
                    part = np.arange(start, part.stop, 1 if step is None else step)
            parts.append(part)
        if self._columns:
            return column_stack(parts)
        return concatenate([np.atleast_1d(part) for part in parts])


c_, r_ = _Joined(True), _Joined(False)
