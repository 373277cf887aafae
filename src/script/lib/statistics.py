# statistics: averages and measures of spread. Sums are exact: every number is a fraction of integers, and one correctly
# rounded division gives the result, as CPython's module does with Fraction.
import math as _math
from bisect import bisect_left as _bisect_left, bisect_right as _bisect_right
from collections import namedtuple as _namedtuple

__all__ = ['NormalDist', 'StatisticsError', 'correlation', 'covariance', 'fmean', 'geometric_mean', 'harmonic_mean',
           'linear_regression', 'mean', 'median', 'median_grouped', 'median_high', 'median_low', 'mode', 'multimode', 'pstdev',
           'pvariance', 'quantiles', 'stdev', 'variance']


class StatisticsError(ValueError):
    pass


# ---------------------------------------------------------------- exact sums

def _exact_ratio(x):
    try:
        return x.as_integer_ratio()
    except AttributeError:
        raise TypeError(f"can't convert type '{type(x).__name__}' to numerator/denominator") from None
    except (OverflowError, ValueError):
        return x, None  # inf or nan


def _coerce(T, S):
    if T is S or S is int or S is bool or issubclass(S, T):
        return T
    if T is int or issubclass(T, S):
        return S
    if issubclass(T, int):
        return S
    if issubclass(S, int):
        return T
    if issubclass(T, float) or issubclass(S, float):
        return float
    raise TypeError(f"don't know how to coerce {T.__name__} and {S.__name__}")


class _Sum:
    # An exact sum: numerators by denominator, plus inf and nan kept apart under None.
    def __init__(self):
        self.partials = {}
        self.type = int
        self.count = 0

    def add(self, x):
        n, d = _exact_ratio(x)
        self.partials[d] = self.partials.get(d, 0) + n
        self.type = _coerce(self.type, type(x))
        self.count += 1

    def ratio(self):
        if None in self.partials:
            return self.partials[None], None
        common = 1
        for d in self.partials:
            common = common * d // _math.gcd(common, d)
        return sum(n * (common // d) for d, n in self.partials.items()), common


def _sum_of(data):
    total = _Sum()
    add = total.add
    for x in data:
        add(x)
    return total


def _convert(n, d, T):
    # n/d as a T; a mean of integers that is not an integer becomes a float.
    if d is None:
        return T(n) if not issubclass(T, int) else n
    if issubclass(T, int):
        if n % d == 0:
            return T(n // d)
        return n / d
    return T(n / d)


def _sums_of_squares(data, centre=None):
    # (type, n, d, count): n/d is the sum of squared deviations from the mean, exact; d is None when that is inf or nan.
    if centre is not None:
        total = _sum_of((deviation := x - centre) * deviation for x in data)
        n, d = total.ratio() if total.count else (0, 1)
        return total.type, n, d, total.count
    T, count = int, 0
    sums, squares = {}, {}
    for x in data:
        T = _coerce(T, type(x))
        count += 1
        n, d = _exact_ratio(x)
        sums[d] = sums.get(d, 0) + n
        squares[d] = squares.get(d, 0) + n * n
    if not count:
        return T, 0, 1, 0
    if None in squares:
        return T, sums[None], None, count  # inf or nan
    sn, sd = _combine(sums)
    n, d = _combine({d * d: n for d, n in squares.items()})
    # sum (x - mean)^2 = (count * sum x^2 - (sum x)^2) / count
    return T, count * n * sd * sd - sn * sn * d, d * sd * sd * count, count


def _combine(partials):
    common = 1
    for d in partials:
        common = common * d // _math.gcd(common, d)
    return sum(n * (common // d) for d, n in partials.items()), common


def _square_root(n, d):
    # Correctly rounded sqrt(n/d): an integer square root of the scaled ratio with a sticky last bit.
    if n == 0:
        return 0.0
    shift = (n.bit_length() - d.bit_length() - 109) // 2
    if shift >= 0:
        root = _odd_root(n, d << 2 * shift) << shift
        return root / 1
    return _odd_root(n << -2 * shift, d) / (1 << -shift)


def _odd_root(n, m):
    # isqrt(n/m) with the last bit set when it is not exact (round to odd)
    a = _math.isqrt(n // m)
    return a | (a * a * m != n)


# ---------------------------------------------------------------- averages

def mean(data):
    'The arithmetic mean.'
    total = _sum_of(data)
    if total.count < 1:
        raise StatisticsError('mean requires at least one data point')
    n, d = total.ratio()
    return _convert(n, None if d is None else d * total.count, total.type)


def fmean(data, weights=None):
    'The arithmetic mean as a float, faster than mean().'
    try:
        n = len(data)
    except TypeError:
        data = list(data)
        n = len(data)
    if weights is None:
        total = _math.fsum(data)
        if not n:
            raise StatisticsError('fmean requires at least one data point')
        return total / n
    weights = weights if isinstance(weights, (list, tuple)) else list(weights)
    if n != len(weights):
        raise StatisticsError('data and weights must be the same length')
    num = _math.fsum([x * w for x, w in zip(data, weights)])
    den = _math.fsum(weights)
    if not den:
        raise StatisticsError('sum of weights must be non-zero')
    return num / den


def geometric_mean(data):
    'The n-th root of the product.'
    try:
        return _math.exp(fmean(map(_math.log, data)))
    except ValueError:
        raise StatisticsError('geometric mean requires a non-empty dataset containing positive numbers') from None


def harmonic_mean(data, weights=None):
    'The reciprocal of the mean of the reciprocals.'
    data = list(data)
    errmsg = 'harmonic mean does not support negative values'
    n = len(data)
    if n < 1:
        raise StatisticsError('harmonic_mean requires at least one data point')
    if n == 1 and weights is None:
        x = data[0]
        if isinstance(x, (int, float)):
            if x < 0:
                raise StatisticsError(errmsg)
            return x
        raise TypeError('unsupported type')
    if weights is None:
        weights = [1] * n
        sum_weights = n
    else:
        weights = list(weights)
        if len(weights) != n:
            raise StatisticsError('Number of weights does not match data size')
        for w in weights:
            if w < 0:
                raise StatisticsError(errmsg)
        total = _sum_of(weights)
        wn, wd = total.ratio()
        sum_weights = None
    T = int
    partials = {}
    for w, x in zip(weights, data):
        if x < 0:
            raise StatisticsError(errmsg)
        if x == 0:
            if w:
                return 0
            continue
        T = _coerce(T, type(w / x))
        a, b = _exact_ratio(w / x)
        partials[b] = partials.get(b, 0) + a
    if None in partials:
        return _convert(sum(weights) / partials[None], None, T)
    n_sum, d_sum = _combine(partials) if partials else (0, 1)
    if sum_weights is None:
        num, den = wn * d_sum, wd * n_sum
    else:
        num, den = sum_weights * d_sum, n_sum
    if den <= 0:
        raise StatisticsError('Weighted sum must be positive')
    g = _math.gcd(num, den)
    return _convert(num // g, den // g, T)


def median(data):
    'The middle value, or the mean of the two middle ones.'
    data = sorted(data)
    n = len(data)
    if n == 0:
        raise StatisticsError('no median for empty data')
    if n % 2 == 1:
        return data[n // 2]
    return (data[n // 2 - 1] + data[n // 2]) / 2


def median_low(data):
    'The middle value, or the smaller of the two middle ones.'
    data = sorted(data)
    if not data:
        raise StatisticsError('no median for empty data')
    return data[(len(data) - 1) // 2]


def median_high(data):
    'The middle value, or the larger of the two middle ones.'
    data = sorted(data)
    if not data:
        raise StatisticsError('no median for empty data')
    return data[len(data) // 2]


def median_grouped(data, interval=1.0):
    'The 50th percentile of grouped continuous data.'
    data = sorted(data)
    n = len(data)
    if not n:
        raise StatisticsError('no median for empty data')
    x = data[n // 2]
    i = _bisect_left(data, x)
    j = _bisect_right(data, x, lo=i)
    try:
        interval = float(interval)
        x = float(x)
    except ValueError:
        raise TypeError('Value cannot be converted to a float')
    low = x - interval / 2.0
    return low + interval * (n / 2 - i) / (j - i)


def _counts(data):
    counts = {}
    for x in data:
        counts[x] = counts.get(x, 0) + 1
    return counts


def mode(data):
    'The most common value; the first one met among equals.'
    counts = _counts(data)
    if not counts:
        raise StatisticsError('no mode for empty data')
    return max(counts, key=counts.get)


def multimode(data):
    'All most common values, in the order first met.'
    counts = _counts(data)
    if not counts:
        return []
    most = max(counts.values())
    return [value for value, count in counts.items() if count == most]


def quantiles(data, *, n=4, method='exclusive'):
    'The cut points that divide the data into n groups of equal probability.'
    if n < 1:
        raise StatisticsError('n must be at least 1')
    data = sorted(data)
    size = len(data)
    if size < 2:
        raise StatisticsError('must have at least two data points')
    result = []
    if method == 'inclusive':
        m = size - 1
        for i in range(1, n):
            j, delta = divmod(i * m, n)
            result.append((data[j] * (n - delta) + data[j + 1] * delta) / n)
        return result
    if method == 'exclusive':
        m = size + 1
        for i in range(1, n):
            j = i * m // n
            j = 1 if j < 1 else size - 1 if j > size - 1 else j
            delta = i * m - j * n
            result.append((data[j - 1] * (n - delta) + data[j] * delta) / n)
        return result
    raise ValueError(f'Unknown method: {method!r}')


# ---------------------------------------------------------------- spread

def variance(data, xbar=None):
    'The sample variance.'
    T, n, d, count = _sums_of_squares(data, xbar)
    if count < 2:
        raise StatisticsError('variance requires at least two data points')
    return _convert(n, None if d is None else d * (count - 1), T)


def pvariance(data, mu=None):
    'The variance of a whole population.'
    T, n, d, count = _sums_of_squares(data, mu)
    if count < 1:
        raise StatisticsError('pvariance requires at least one data point')
    return _convert(n, None if d is None else d * count, T)


def stdev(data, xbar=None):
    'The square root of the sample variance.'
    T, n, d, count = _sums_of_squares(data, xbar)
    if count < 2:
        raise StatisticsError('stdev requires at least two data points')
    return _square_root(n.numerator, d * (count - 1))


def pstdev(data, mu=None):
    'The square root of the population variance.'
    T, n, d, count = _sums_of_squares(data, mu)
    if count < 1:
        raise StatisticsError('pstdev requires at least one data point')
    return _square_root(n.numerator, d * count)


def _paired(x, y, what):
    n = len(x)
    if len(y) != n:
        raise StatisticsError(f'{what} requires that both inputs have same number of data points')
    if n < 2:
        raise StatisticsError(f'{what} requires at least two data points')
    return n


def covariance(x, y, /):
    'The sample covariance.'
    n = _paired(x, y, 'covariance')
    xbar = _math.fsum(x) / n
    ybar = _math.fsum(y) / n
    return _math.fsum((xi - xbar) * (yi - ybar) for xi, yi in zip(x, y)) / (n - 1)


def correlation(x, y, /):
    "Pearson's correlation coefficient."
    n = _paired(x, y, 'correlation')
    xbar = _math.fsum(x) / n
    ybar = _math.fsum(y) / n
    sxy = _math.fsum((xi - xbar) * (yi - ybar) for xi, yi in zip(x, y))
    sxx = _math.fsum((d := xi - xbar) * d for xi in x)
    syy = _math.fsum((d := yi - ybar) * d for yi in y)
    try:
        return sxy / _math.sqrt(sxx * syy)
    except ZeroDivisionError:
        raise StatisticsError('at least one of the inputs is constant')


LinearRegression = _namedtuple('LinearRegression', ('slope', 'intercept'), module='statistics')


def linear_regression(x, y, /, *, proportional=False):
    'Slope and intercept of the least squares line.'
    n = _paired(x, y, 'linear regression')
    if proportional:
        sxy = _math.fsum(xi * yi for xi, yi in zip(x, y))
        sxx = _math.fsum(xi * xi for xi in x)
    else:
        xbar = _math.fsum(x) / n
        ybar = _math.fsum(y) / n
        sxy = _math.fsum((xi - xbar) * (yi - ybar) for xi, yi in zip(x, y))
        sxx = _math.fsum((d := xi - xbar) * d for xi in x)
    try:
        slope = sxy / sxx
    except ZeroDivisionError:
        raise StatisticsError('x is constant')
    return LinearRegression(slope=slope, intercept=0.0 if proportional else ybar - slope * xbar)


# ---------------------------------------------------------------- the normal distribution

def _horner(coefficients, x):
    result = 0.0
    for c in coefficients:
        result = result * x + c
    return result


# Wichura's AS241: rational approximations of the inverse of the normal distribution, three ranges.
_CENTRE = ((2.5090809287301226727e+3, 3.3430575583588128105e+4, 6.7265770927008700853e+4, 4.5921953931549871457e+4,
            1.3731693765509461125e+4, 1.9715909503065514427e+3, 1.3314166789178437745e+2, 3.3871328727963666080e+0),
           (5.2264952788528545610e+3, 2.8729085735721942674e+4, 3.9307895800092710610e+4, 2.1213794301586595867e+4,
            5.3941960214247511077e+3, 6.8718700749205790830e+2, 4.2313330701600911252e+1, 1.0))
_MIDDLE = ((7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1, 1.27045825245236838258e+0,
            3.64784832476320460504e+0, 5.76949722146069140550e+0, 4.63033784615654529590e+0, 1.42343711074968357734e+0),
           (1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2, 1.48103976427480074590e-1,
            6.89767334985100004550e-1, 1.67638483018380384940e+0, 2.05319162663775882187e+0, 1.0))
_TAIL = ((2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3, 2.65321895265761230930e-2,
          2.96560571828504891230e-1, 1.78482653991729133580e+0, 5.46378491116411436990e+0, 6.65790464350110377720e+0),
         (2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5, 7.86869131145613259100e-4,
          1.48753612908506148525e-2, 1.36929880922735805310e-1, 5.99832206555887937690e-1, 1.0))


def _normal_dist_inv_cdf(p, mu, sigma):
    q = p - 0.5
    if _math.fabs(q) <= 0.425:
        r = 0.180625 - q * q
        x = _horner(_CENTRE[0], r) * q / _horner(_CENTRE[1], r)
        return mu + (x * sigma)
    r = _math.sqrt(-_math.log(p if q <= 0.0 else 1.0 - p))
    if r <= 5.0:
        r = r - 1.6
        x = _horner(_MIDDLE[0], r) / _horner(_MIDDLE[1], r)
    else:
        r = r - 5.0
        x = _horner(_TAIL[0], r) / _horner(_TAIL[1], r)
    if q < 0.0:
        x = -x
    return mu + (x * sigma)


class NormalDist:
    'Normal distribution of a random variable.'
    __slots__ = {'_mu': 'Arithmetic mean of a normal distribution', '_sigma': 'Standard deviation of a normal distribution'}

    def __init__(self, mu=0.0, sigma=1.0):
        if sigma < 0.0:
            raise StatisticsError('sigma must be non-negative')
        self._mu = float(mu)
        self._sigma = float(sigma)

    @classmethod
    def from_samples(cls, data):
        'A distribution with the mean and standard deviation of the data.'
        data = list(data)
        xbar = fmean(data)
        return cls(xbar, stdev(data, xbar))

    def samples(self, n, *, seed=None):
        'n random values.'
        import random
        gauss = random.gauss if seed is None else random.Random(seed).gauss
        return [gauss(self._mu, self._sigma) for _ in range(n)]

    def pdf(self, x):
        'Probability density at x.'
        variance = self._sigma * self._sigma
        if not variance:
            raise StatisticsError('pdf() not defined when sigma is zero')
        diff = x - self._mu
        return _math.exp(diff * diff / (-2.0 * variance)) / _math.sqrt(_math.tau * variance)

    def cdf(self, x):
        'Probability that a value is at most x.'
        if not self._sigma:
            raise StatisticsError('cdf() not defined when sigma is zero')
        return 0.5 * (1.0 + _math.erf((x - self._mu) / (self._sigma * 1.4142135623730951)))

    def inv_cdf(self, p):
        'The x with cdf(x) == p.'
        if p <= 0.0 or p >= 1.0:
            raise StatisticsError('p must be in the range 0.0 < p < 1.0')
        if self._sigma <= 0.0:
            raise StatisticsError('cdf() not defined when sigma at or below zero')
        return _normal_dist_inv_cdf(p, self._mu, self._sigma)

    def quantiles(self, n=4):
        'n - 1 cut points of equal probability.'
        return [self.inv_cdf(i / n) for i in range(1, n)]

    def overlap(self, other):
        'Area shared by two distributions, from 0 to 1.'
        if not isinstance(other, NormalDist):
            raise TypeError('Expected another NormalDist instance')
        X, Y = self, other
        if (Y._sigma, Y._mu) < (X._sigma, X._mu):
            X, Y = Y, X
        X_var, Y_var = X.variance, Y.variance
        if not X_var or not Y_var:
            raise StatisticsError('overlap() not defined when sigma is zero')
        dv = Y_var - X_var
        dm = _math.fabs(Y._mu - X._mu)
        if not dv:
            return 1.0 - _math.erf(dm / (2.0 * X._sigma * 1.4142135623730951))
        a = X._mu * Y_var - Y._mu * X_var
        b = X._sigma * Y._sigma * _math.sqrt(dm * dm + dv * _math.log(Y_var / X_var))
        x1 = (a + b) / dv
        x2 = (a - b) / dv
        return 1.0 - (_math.fabs(Y.cdf(x1) - X.cdf(x1)) + _math.fabs(Y.cdf(x2) - X.cdf(x2)))

    def zscore(self, x):
        'How many standard deviations x is above the mean.'
        if not self._sigma:
            raise StatisticsError('zscore() not defined when sigma is zero')
        return (x - self._mu) / self._sigma

    @property
    def mean(self):
        return self._mu

    @property
    def median(self):
        return self._mu

    @property
    def mode(self):
        return self._mu

    @property
    def stdev(self):
        return self._sigma

    @property
    def variance(self):
        return self._sigma * self._sigma

    def __add__(x1, x2):
        if isinstance(x2, NormalDist):
            return NormalDist(x1._mu + x2._mu, _math.hypot(x1._sigma, x2._sigma))
        return NormalDist(x1._mu + x2, x1._sigma)

    def __sub__(x1, x2):
        if isinstance(x2, NormalDist):
            return NormalDist(x1._mu - x2._mu, _math.hypot(x1._sigma, x2._sigma))
        return NormalDist(x1._mu - x2, x1._sigma)

    def __mul__(x1, x2):
        return NormalDist(x1._mu * x2, x1._sigma * _math.fabs(x2))

    def __truediv__(x1, x2):
        return NormalDist(x1._mu / x2, x1._sigma / _math.fabs(x2))

    def __pos__(x1):
        return NormalDist(x1._mu, x1._sigma)

    def __neg__(x1):
        return NormalDist(-x1._mu, x1._sigma)

    __radd__ = __add__

    def __rsub__(x1, x2):
        return -(x1 - x2)

    __rmul__ = __mul__

    def __eq__(x1, x2):
        if not isinstance(x2, NormalDist):
            return NotImplemented
        return x1._mu == x2._mu and x1._sigma == x2._sigma

    def __hash__(self):
        return hash((self._mu, self._sigma))

    def __repr__(self):
        return f'{type(self).__name__}(mu={self._mu!r}, sigma={self._sigma!r})'
