# numpy.random: RandomState (and the functions of its hidden instance) on the Mersenne Twister, default_rng on PCG64.
# Every value equals NumPy's from the same seed; the draws themselves are native.
import torch as _torch
import _numpy as _n
from numpy._shape import _sizes, _index

MT19937, PCG64 = _n.MT19937, _n.PCG64
_tensor, _wrap, _wrap_array = _n.tensor, _n.wrap, _n.wrap_array


def _count(size):
    count = 1
    for one in size:
        if one < 0:
            raise ValueError('negative dimensions are not allowed')
        count *= one
    return count


def _words(seed):
    'An int as 32-bit words, lowest first.'
    words = []
    while seed or not words:
        words.append(seed & 0xffffffff)
        seed >>= 32
    return words


class _Draws:
    # What both generators offer; `_bits` is the native source.

    def _shaped(self, draw, size):
        if size is None:
            return float(draw(1)[0])
        size = _sizes(size)
        return _wrap_array(draw(_count(size)).reshape(size))

    def _scaled(self, draw, size, *parameters):
        'Draws of the shape that the parameters have together, and the parameters as tensors.'
        tensors = [_tensor(p, 'float64') for p in parameters]
        if size is None and all([t.dim() == 0 for t in tensors]):
            return draw(1)[0], tensors
        if size is None:
            size = _torch.broadcast_shapes(*[t.shape for t in tensors])
        size = _sizes(size)
        return draw(_count(size)).reshape(size), tensors

    @staticmethod
    def _given(t, size):
        return float(t) if t.dim() == 0 and size is None else _wrap_array(t)

    def uniform(self, low=0.0, high=1.0, size=None):
        x, (a, b) = self._scaled(self._bits.reals, size, low, high)
        return self._given(a + (b - a) * x, size)

    def normal(self, loc=0.0, scale=1.0, size=None):
        x, (mean, spread) = self._scaled(self._bits.normals, size, loc, scale)
        if bool((spread < 0).any()):
            raise ValueError('scale < 0')
        return self._given(mean + spread * x, size)

    def exponential(self, scale=1.0, size=None):
        x, (spread,) = self._scaled(self._bits.exponentials, size, scale)
        return self._given(spread * x, size)

    def lognormal(self, mean=0.0, sigma=1.0, size=None):
        import math
        found = self.normal(mean, sigma, size)
        return math.exp(found) if isinstance(found, float) else _wrap_array(_tensor(found).exp())

    def standard_normal(self, size=None):
        return self._shaped(self._bits.normals, size)

    def standard_exponential(self, size=None):
        return self._shaped(self._bits.exponentials, size)

    def _integers(self, low, high, size, dtype, endpoint):
        if high is None:
            low, high = 0, low
        if isinstance(low, _n.ndarray) and low.ndim or isinstance(high, _n.ndarray) and high.ndim:
            raise NotImplementedError('logit draws integers between numbers, not between arrays')
        low, high = _index(low) if not isinstance(low, float) else int(low), _index(high) if not isinstance(high, float) else int(high)
        top = high if endpoint else high - 1
        if top < low:
            raise ValueError('high <= 0' if low == 0 else 'low >= high')
        kind = _n.dtype(dtype)
        width = 8 * kind.itemsize
        if width < 32 and isinstance(self, Generator):
            raise NotImplementedError('default_rng().integers of logit draws int32 and int64: use astype')
        drawn = self._bits.integers(1 if size is None else _count(_sizes(size)), low, top - low, width)
        if size is None:
            if dtype is int:
                return int(drawn[0])
            return _n.array(_wrap_array(drawn), kind)[0]
        return _n.array(_wrap_array(drawn.reshape(_sizes(size))), kind, False)

    def shuffle(self, x, axis=0):
        if isinstance(x, _n.ndarray):
            order = self._bits.order(len(x) if axis == 0 else x.shape[axis])
            x[...] = _wrap_array(_tensor(x).index_select(axis, order))
            return
        x[:] = [x[i] for i in self._bits.order(len(x)).tolist()]

    def permutation(self, x, axis=0):
        if isinstance(x, (int, _n.integer)):
            return _wrap_array(self._bits.order(_index(x)))
        t = _tensor(x)
        return _wrap_array(t.index_select(axis, self._bits.order(t.shape[axis])))


class RandomState(_Draws):
    'The generator behind np.random.seed and np.random.rand.'

    def __init__(self, seed=None):
        self._bits = MT19937()
        self.seed(seed)

    def __repr__(self):
        return 'RandomState(MT19937)'

    def seed(self, seed=None):
        if seed is None:
            return self._bits.seed(None)
        if isinstance(seed, (list, tuple, _n.ndarray)) and _n.array(seed).ndim:
            words = [int(word) for word in seed]
            return self._bits.seed(words)
        seed = _index(seed)
        if not 0 <= seed <= 0xffffffff:
            raise ValueError('Seed must be between 0 and 2**32 - 1')
        self._bits.seed([seed])

    def random_sample(self, size=None):
        return self._shaped(self._bits.reals, size)

    random = ranf = sample = random_sample

    def rand(self, *size):
        return self.random_sample(size or None)

    def randn(self, *size):
        return self.standard_normal(size or None)

    def randint(self, low, high=None, size=None, dtype=int):
        return self._integers(low, high, size, dtype, False)

    def choice(self, a, size=None, replace=True, p=None):
        pool = range(_index(a)) if isinstance(a, (int, _n.integer)) else a if isinstance(a, list) else _n.array(a)
        n = len(pool)
        count = 1 if size is None else _count(_sizes(size))
        if n == 0 and count:
            raise ValueError("a must be greater than 0 unless no samples are taken" if isinstance(a, int) else
                             "'a' cannot be empty unless no samples are taken")
        if p is not None:
            weights = _tensor(p, 'float64')
            if weights.numel() != n:
                raise ValueError("'a' and 'p' must have same size")
            if bool((weights < 0).any()):
                raise ValueError('probabilities are not non-negative')
            if abs(float(weights.sum()) - 1) > 1.5e-8:
                raise ValueError('probabilities do not sum to 1')
        if replace:
            if p is None:
                index = self._bits.integers(count, 0, n - 1)
            else:
                reach = weights.cumsum(0)
                reach = reach / reach[-1]
                index = _torch.searchsorted(reach, self._bits.reals(count), right=True)
        else:
            if count > n:
                raise ValueError("Cannot take a larger sample than population when 'replace=False'")
            if p is None:
                index = self._bits.order(n)[:count]
            else:
                index = self._without_replacement(weights, count)
        if size is None:
            i = int(index[0])
            return i if isinstance(pool, range) else pool[i]
        index = index.reshape(_sizes(size))
        if isinstance(pool, range):
            return _wrap_array(index)
        if isinstance(pool, list):
            return _n.array([pool[i] for i in index.reshape(-1).tolist()]).reshape(_sizes(size))
        return pool[_wrap_array(index)]

    def _without_replacement(self, weights, count):
        if int((weights > 0).sum()) < count:
            raise ValueError('Fewer non-zero entries in p than size')
        weights, found = weights.clone(), []
        while len(found) < count:
            x = self._bits.reals(count - len(found))
            if found:
                weights[_torch.tensor(found)] = 0.0
            reach = weights.cumsum(0)
            reach = reach / reach[-1]
            for i in _torch.searchsorted(reach, x, right=True).tolist():
                if i not in found:
                    found.append(i)
        return _torch.tensor(found, dtype=_torch.int64)

    def multivariate_normal(self, mean, cov, size=None, check_valid='warn', tol=1e-8):
        mean, cov = _tensor(mean, 'float64'), _tensor(cov, 'float64')
        size = () if size is None else _sizes(size)
        x = self._bits.normals(_count(size) * mean.numel()).reshape(-1, mean.numel())
        u, s, v = _torch.linalg.svd(cov)
        return _wrap_array((mean + x @ (s.sqrt().reshape(-1, 1) * v)).reshape(size + (mean.numel(),)))

    def binomial(self, n, p, size=None):
        raise NotImplementedError('np.random.binomial is not a part of logit: compare np.random.rand with p')

    def poisson(self, lam=1.0, size=None):
        import math

        def one():
            if lam >= 10:
                raise NotImplementedError('np.random.poisson of logit draws for lam < 10')
            limit, product, count = math.exp(-lam), 1.0, 0
            while True:
                product *= float(self._bits.reals(1)[0])
                if product <= limit:
                    return count
                count += 1
        if size is None:
            return one()
        size = _sizes(size)
        return _n.array([one() for _ in range(_count(size))], 'int64').reshape(size)


class Generator(_Draws):
    'What default_rng gives.'

    def __init__(self, bit_generator):
        self._bits = bit_generator

    def __repr__(self):
        return 'Generator(PCG64)'

    def random(self, size=None, dtype=float, out=None):
        return self._shaped(self._bits.reals, size)

    def integers(self, low, high=None, size=None, dtype='int64', endpoint=False):
        return self._integers(low, high, size, dtype, endpoint)

    def choice(self, a, size=None, replace=True, p=None, axis=0, shuffle=True):
        pool = None if isinstance(a, (int, _n.integer)) else _n.array(a)
        n = _index(a) if pool is None else len(pool)
        count = 1 if size is None else _count(_sizes(size))
        if p is not None and replace:
            reach = _tensor(p, 'float64').cumsum(0)
            index = _torch.searchsorted(reach / reach[-1], self._bits.reals(count), right=True)
        elif replace:
            index = self._bits.integers(count, 0, n - 1)
        else:
            raise NotImplementedError('choice(replace=False) of default_rng is not a part of logit: use permutation(n)[:size]')
        index = _wrap_array(index.reshape(() if size is None else _sizes(size)))[()]
        return index if pool is None else pool[index]

    def permuted(self, x, axis=None):
        return self.permutation(x)


def default_rng(seed=None):
    if isinstance(seed, Generator):
        return seed
    bits = PCG64()
    if seed is None:
        bits.seed(None)
    elif isinstance(seed, (list, tuple, _n.ndarray)):
        bits.seed([word for part in seed for word in _words(int(part))])
    else:
        seed = _index(seed)
        if seed < 0:
            raise ValueError('expected non-negative integer')
        bits.seed(_words(seed))
    return Generator(bits)


_hidden = RandomState()
for _name in '''seed random_sample random ranf sample rand randn randint choice shuffle permutation uniform normal exponential
        lognormal standard_normal standard_exponential multivariate_normal binomial poisson'''.split():
    globals()[_name] = getattr(_hidden, _name)
del _name
