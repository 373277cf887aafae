# numpy.linalg, computed by torch.linalg.
import torch as _torch
import _numpy as _n
from numpy._shape import _axis
from numpy._statistics import _sum

_floats, _wrap, _wrap_array, _common = _n.floats, _n.wrap, _n.wrap_array, _n.common


class LinAlgError(ValueError):
    'A matrix without the property that an operation needs.'


def _square(a):
    t = _floats(a)
    if t.dim() < 2:
        raise LinAlgError(f'{t.dim()}-dimensional array given. Array must be at least two-dimensional')
    if t.shape[-1] != t.shape[-2]:
        raise LinAlgError('Last 2 dimensions of the array must be square')
    return t


def _solved(operation, *args):
    try:
        return operation(*args)
    except _torch.linalg.LinAlgError:
        raise LinAlgError('Singular matrix') from None


def inv(a):
    return _wrap_array(_solved(_torch.linalg.inv, _square(a)))


def solve(a, b):
    x, y = _common(_wrap_array(_square(a)), _wrap_array(_floats(b)))
    return _wrap_array(_solved(_torch.linalg.solve, x, y))


def det(a):
    sign, logabsdet = _torch.linalg.slogdet(_square(a))
    return _wrap(sign * logabsdet.exp())  # as NumPy computes it: det([[1, 2], [3, 4]]) is -2.0000000000000004


def slogdet(a):
    from collections import namedtuple
    sign, logabsdet = _torch.linalg.slogdet(_square(a))
    return namedtuple('SlogdetResult', 'sign logabsdet')(_wrap(sign), _wrap(logabsdet))


def pinv(a):
    return _wrap_array(_torch.linalg.pinv(_floats(a)))


def matrix_rank(A):
    return _wrap(_torch.linalg.matrix_rank(_floats(A)))


def matrix_power(a, n):
    return _wrap_array(_torch.linalg.matrix_power(_square(a), n))


def cholesky(a):
    try:
        return _wrap_array(_torch.linalg.cholesky(_square(a)))
    except _torch.linalg.LinAlgError:
        raise LinAlgError('Matrix is not positive definite') from None


def qr(a, mode='reduced'):
    from collections import namedtuple
    q, r = _torch.linalg.qr(_floats(a))
    return namedtuple('QRResult', 'Q R')(_wrap_array(q), _wrap_array(r))


def svd(a, full_matrices=True, compute_uv=True):
    if not compute_uv:
        return _wrap_array(_torch.linalg.svdvals(_floats(a)))
    from collections import namedtuple
    u, s, vh = _torch.linalg.svd(_floats(a), full_matrices=full_matrices)
    return namedtuple('SVDResult', 'U S Vh')(_wrap_array(u), _wrap_array(s), _wrap_array(vh))


def eigh(a, UPLO='L'):
    from collections import namedtuple
    values, vectors = _torch.linalg.eigh(_square(a), UPLO)
    return namedtuple('EighResult', 'eigenvalues eigenvectors')(_wrap_array(values), _wrap_array(vectors))


def eigvalsh(a, UPLO='L'):
    return eigh(a, UPLO)[0]


def lstsq(a, b, rcond=None):
    x, y = _common(_wrap_array(_floats(a)), _wrap_array(_floats(b)))
    u, s, vh = _torch.linalg.svd(x, full_matrices=False)
    limit = (max(x.shape) * 2.220446049250313e-16 if rcond is None else rcond) * float(s.max())
    rank = int((s > limit).sum())
    flat = y.reshape(-1, 1) if y.dim() == 1 else y
    found = vh[:rank].T @ ((u[:, :rank].T @ flat) / s[:rank].reshape(-1, 1))
    off = flat - x @ found
    left = (off * off).sum(0) if rank == x.shape[1] and x.shape[0] > x.shape[1] else _torch.zeros(0, dtype=x.dtype)
    return _wrap_array(found.reshape(-1) if y.dim() == 1 else found), _wrap_array(left), _n.int32(rank), _wrap_array(s)


def norm(x, ord=None, axis=None, keepdims=False):
    t = _floats(x)
    if ord is None and axis is None:
        flat = t.contiguous().reshape(-1)
        found = (flat @ flat).sqrt()
        return _wrap(found.reshape([1] * t.dim()) if keepdims else found)
    if isinstance(axis, int) or axis is None and t.dim() == 1:
        one = _axis(0 if axis is None else axis, t.dim())
        if ord is None or ord == 2:
            found = _sum(t * t, (one,)).sqrt()
        elif ord == 1:
            found = _sum(t.abs(), (one,))
        elif ord == float('inf'):
            found = t.abs().amax(one)
        elif ord == float('-inf'):
            found = t.abs().amin(one)
        elif ord == 0:
            found = (t != 0).sum(one).to(t.dtype)
        else:
            found = _sum(t.abs() ** ord, (one,)) ** (1.0 / ord)
        return _wrap(found.unsqueeze(one) if keepdims else found)
    if ord is None or ord == 'fro':
        return _wrap(_torch.linalg.norm(t, dim=axis, keepdim=keepdims) if axis is not None else (t * t).sum().sqrt())
    return _wrap(_torch.linalg.matrix_norm(t, ord, (-2, -1) if axis is None else axis, keepdims))


def multi_dot(arrays):
    return _wrap(_torch.linalg.multi_dot(_common(*arrays)))
