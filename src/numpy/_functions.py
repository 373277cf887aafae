# Functions of elements: np.exp and its kin.
import torch as _torch
import _numpy as _n

_tensor, _floats, _common, _wrap = _n.tensor, _n.floats, _n.common, _n.wrap


def _kept(result, out, where, old=None):
    'The result, stored in `out` if there is one; elsewhere than `where` the old values stay.'
    if where is not True and out is not None:
        result = _torch.where(_tensor(where, 'bool'), result, _tensor(out))
    if out is None:
        return _wrap(result)
    out[...] = _wrap(result)
    return out


def _named(function, name):
    function.__name__ = function.__qualname__ = name
    return function


def _of_floats(name, operation):
    def ufunc(x, /, out=None, *, where=True, dtype=None):
        t = _floats(x)
        return _kept(operation(t if dtype is None else _tensor(_n.wrap_array(t), dtype)), out, where)
    return _named(ufunc, name)


def _of_any(name, operation):
    def ufunc(x, /, out=None, *, where=True, dtype=None):
        return _kept(operation(_tensor(x)), out, where)
    return _named(ufunc, name)


def _operator(name, number):
    def ufunc(x1, x2, /, out=None, *, where=True, dtype=None):
        result = _n.operator(number, x1, x2)
        if dtype is not None:
            result = result.astype(dtype)
        if out is None:
            return result
        return _kept(_tensor(result), out, where)
    return _named(ufunc, name)


def _of_two(name, operation, floats=False):
    def ufunc(x1, x2, /, out=None, *, where=True):
        a, b = _common(x1, x2)
        if floats:
            a, b = _floats(_n.wrap_array(a)), _floats(_n.wrap_array(b))
        return _kept(operation(a, b), out, where)
    return _named(ufunc, name)


exp = _of_floats('exp', _torch.exp)
exp2 = _of_floats('exp2', _torch.exp2)
expm1 = _of_floats('expm1', _torch.expm1)
log = _of_floats('log', _torch.log)
log2 = _of_floats('log2', _torch.log2)
log10 = _of_floats('log10', _torch.log10)
log1p = _of_floats('log1p', _torch.log1p)
sqrt = _of_floats('sqrt', _torch.sqrt)
sin = _of_floats('sin', _torch.sin)
cos = _of_floats('cos', _torch.cos)
tan = _of_floats('tan', _torch.tan)
arcsin = asin = _of_floats('arcsin', _torch.asin)
arccos = acos = _of_floats('arccos', _torch.acos)
arctan = atan = _of_floats('arctan', _torch.atan)
sinh = _of_floats('sinh', _torch.sinh)
cosh = _of_floats('cosh', _torch.cosh)
tanh = _of_floats('tanh', _torch.tanh)
arcsinh = asinh = _of_floats('arcsinh', _torch.asinh)
arccosh = acosh = _of_floats('arccosh', _torch.acosh)
arctanh = atanh = _of_floats('arctanh', _torch.atanh)
rad2deg = degrees = _of_floats('rad2deg', _torch.rad2deg)
deg2rad = radians = _of_floats('deg2rad', _torch.deg2rad)


def _cbrt(t):
    root = _torch.sign(t) * t.abs() ** (1 / 3)
    # One step of Newton's method takes away the rounding of 1/3.
    return _torch.where(root == 0, root, root - (root * root * root - t) / (3 * root * root))


cbrt = _of_floats('cbrt', _cbrt)
isnan = _of_any('isnan', _torch.isnan)
isinf = _of_any('isinf', _torch.isinf)
isfinite = _of_any('isfinite', _torch.isfinite)
signbit = _of_any('signbit', _torch.signbit)
square = _of_any('square', lambda t: t * t)
sign = _of_any('sign', _torch.sign)
absolute = abs = _of_any('absolute', lambda t: t if t.dtype == _torch.bool else t.abs())
fabs = _of_floats('fabs', _torch.abs)
negative = _of_any('negative', _torch.neg)
positive = _of_any('positive', _torch.clone)
reciprocal = _of_any('reciprocal', lambda t: 1 / t if t.is_floating_point() else (1 / t).trunc().to(t.dtype))
invert = bitwise_not = bitwise_invert = _of_any('invert', _torch.bitwise_not)
logical_not = _of_any('logical_not', _torch.logical_not)


def _whole(name, operation):
    return _of_any(name, lambda t: operation(t) if t.is_floating_point() else t.clone())


floor = _whole('floor', _torch.floor)
ceil = _whole('ceil', _torch.ceil)
trunc = fix = _whole('trunc', _torch.trunc)
rint = _of_floats('rint', _torch.round)

add = _operator('add', 0)
subtract = _operator('subtract', 1)
multiply = _operator('multiply', 2)
divide = true_divide = _operator('divide', 3)
floor_divide = _operator('floor_divide', 4)
remainder = mod = _operator('remainder', 5)
power = pow = _operator('power', 6)
matmul = _operator('matmul', 7)
left_shift = bitwise_left_shift = _operator('left_shift', 8)
right_shift = bitwise_right_shift = _operator('right_shift', 9)
bitwise_and = _operator('bitwise_and', 10)
bitwise_or = _operator('bitwise_or', 11)
bitwise_xor = _operator('bitwise_xor', 12)
divmod = _operator('divmod', 13)
less = _operator('less', 100)
less_equal = _operator('less_equal', 101)
equal = _operator('equal', 102)
not_equal = _operator('not_equal', 103)
greater = _operator('greater', 104)
greater_equal = _operator('greater_equal', 105)

maximum = _of_two('maximum', _torch.maximum)
minimum = _of_two('minimum', _torch.minimum)
fmax = _of_two('fmax', _torch.fmax)
fmin = _of_two('fmin', _torch.fmin)
fmod = _of_two('fmod', _torch.fmod)
hypot = _of_two('hypot', _torch.hypot, True)
arctan2 = atan2 = _of_two('arctan2', _torch.atan2, True)
logaddexp = _of_two('logaddexp', _torch.logaddexp, True)
copysign = _of_two('copysign', _torch.copysign, True)
heaviside = _of_two('heaviside', _torch.heaviside, True)
logical_and = _of_two('logical_and', _torch.logical_and)
logical_or = _of_two('logical_or', _torch.logical_or)
logical_xor = _of_two('logical_xor', _torch.logical_xor)
gcd = _of_two('gcd', _torch.gcd)
lcm = _of_two('lcm', _torch.lcm)


def round(a, decimals=0, out=None):
    'To so many places, halves to the even digit.'
    t = _tensor(a)
    if not t.is_floating_point():
        if decimals >= 0:
            return _wrap(t.clone())
        unit = 10 ** -decimals
        return _wrap((t / unit).round().to(t.dtype) * unit)
    if decimals == 0:
        rounded = t.round()
    elif decimals > 0:
        rounded = (t * 10 ** decimals).round() / 10 ** decimals
    else:
        rounded = (t / 10 ** -decimals).round() * 10 ** -decimals
    return _kept(rounded, out, True)


around = round


def clip(a, a_min=None, a_max=None, out=None, *, min=None, max=None):
    'Not below a_min, not above a_max.'
    low, high = a_min if a_min is not None else min, a_max if a_max is not None else max
    found = a
    if low is not None:
        found = maximum(found, low)
    if high is not None:
        found = minimum(found, high)
    return _kept(_tensor(found), out, True) if out is not None else found


def where(condition, x=None, y=None, /):
    'Elements of x or y; with the condition alone the places where it holds.'
    if x is None:
        return nonzero(condition)
    a, b = _common(x, y)
    return _wrap(_torch.where(_tensor(condition, 'bool'), a, b))


def nonzero(a):
    t = _tensor(a)
    if t.dim() == 0:
        raise ValueError('Calling nonzero on 0d arrays is not allowed. Use np.atleast_1d(scalar).nonzero() instead.')
    return tuple([_n.wrap_array(i) for i in t.nonzero(as_tuple=True)])


def isclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False):
    a, b = _common(a, b)
    close = (a - b).abs() <= atol + rtol * b.abs() if a.dtype != _torch.bool else a == b
    close = (close & b.isfinite()) | (a == b)
    if equal_nan:
        close = close | (a.isnan() & b.isnan())
    return _wrap(close)


def allclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False):
    return bool(_tensor(isclose(a, b, rtol, atol, equal_nan)).all())


def array_equal(a1, a2, equal_nan=False):
    a, b = _common(a1, a2)
    return a.shape == b.shape and bool((a == b).all())


def nan_to_num(x, copy=True, nan=0.0, posinf=None, neginf=None):
    t = _tensor(x)
    return _wrap(_torch.nan_to_num(t, nan, posinf, neginf) if t.is_floating_point() else t.clone())


def interp(x, xp, fp, left=None, right=None, period=None):
    'Straight lines between the points (xp, fp).'
    t, xs, ys = _tensor(x, 'float64'), _tensor(xp, 'float64'), _tensor(fp, 'float64')
    i = _torch.searchsorted(xs, t.reshape(-1), right=True).clamp(1, xs.numel() - 1).reshape(t.shape)
    slope = (ys[i] - ys[i - 1]) / (xs[i] - xs[i - 1])
    found = slope * (t - xs[i - 1]) + ys[i - 1]
    found = _torch.where(t < xs[0], ys[0] if left is None else float(left), found)
    found = _torch.where(t > xs[-1], ys[-1] if right is None else float(right), found)
    return _wrap(_torch.where(t == xs[-1], ys[-1], found))


def vectorize(pyfunc, otypes=None, **options):
    'pyfunc called for every element.'
    def vectorized(*args):
        tensors = _torch.broadcast_tensors(*[_tensor(a) for a in args])
        if tensors[0].dim() == 0:
            return pyfunc(*[_wrap(t) for t in tensors])
        flat = [_n.wrap_array(t.reshape(-1)) for t in tensors]
        found = _n.array([pyfunc(*values) for values in zip(*flat)], otypes[0] if otypes else None)
        return found.reshape(tensors[0].shape)
    return vectorized


def apply_along_axis(func1d, axis, arr, *args, **kwargs):
    t = _tensor(arr)
    rows = t.movedim(axis, -1)
    found = _n.array([func1d(_n.wrap_array(row), *args, **kwargs) for row in rows.reshape(-1, rows.shape[-1])])
    sizes = tuple(rows.shape[:-1])
    if found.ndim == 1:
        return found.reshape(sizes)
    return _n.wrap_array(_tensor(found).reshape(sizes + tuple(found.shape[1:])).movedim(-1, axis))


def piecewise(x, condlist, funclist):
    made = _n.array(x)
    out = _n.array(x) * 0
    for condition, function in zip(condlist, funclist):
        out[condition] = function(made[condition]) if callable(function) else function
    return out


def select(condlist, choicelist, default=0):
    found = default
    for condition, choice in zip(reversed(condlist), reversed(choicelist)):
        found = where(condition, choice, found)
    return found
