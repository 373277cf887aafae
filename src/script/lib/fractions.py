# fractions: exact rational numbers.
from math import gcd as _gcd

__all__ = ['Fraction']

_MODULUS = 2 ** 61 - 1


def _read(text):
    # 'sign digits / digits' or a decimal number, as numerator and denominator; None when it is neither.
    s = text.strip()
    sign = 1
    if s[:1] in ('+', '-'):
        sign = -1 if s[0] == '-' else 1
        s = s[1:]
    if '/' in s:
        top, _, bottom = s.partition('/')
        if not _digits(top) or not _digits(bottom):
            return None
        return sign * int(top), int(bottom)
    mantissa, e, exponent = s.replace('E', 'e').partition('e')
    if e and not _digits(exponent[1:] if exponent[:1] in ('+', '-') else exponent):
        return None
    whole, point, decimals = mantissa.partition('.')
    if whole and not _digits(whole) or decimals and not _digits(decimals) or not whole and not decimals:
        return None
    numerator, denominator = int((whole + decimals).replace('_', '')), 10 ** len(decimals.replace('_', ''))
    if e:
        power = int(exponent)
        if power >= 0:
            numerator *= 10 ** power
        else:
            denominator *= 10 ** -power
    return sign * numerator, denominator


def _digits(s):
    return bool(s) and s[0] != '_' and s[-1] != '_' and '__' not in s and s.replace('_', '').isdecimal()


class Fraction:
    'A rational number, always in lowest terms with a positive denominator.'
    __slots__ = ('_numerator', '_denominator')

    def __new__(cls, numerator=0, denominator=None):
        self = super().__new__(cls)
        if denominator is None:
            if type(numerator) is int:
                self._numerator, self._denominator = numerator, 1
                return self
            if isinstance(numerator, (int, float, Fraction)):
                self._numerator, self._denominator = numerator.as_integer_ratio()
                return self
            if isinstance(numerator, str):
                ratio = _read(numerator)
                if ratio is None:
                    raise ValueError(f'Invalid literal for Fraction: {numerator!r}')
                numerator, denominator = ratio
            else:
                raise TypeError('argument should be a string or a Rational instance')
        elif isinstance(numerator, (int, Fraction)) and isinstance(denominator, (int, Fraction)):
            numerator, denominator = (numerator.numerator * denominator.denominator,
                                      denominator.numerator * numerator.denominator)
        else:
            raise TypeError('both arguments should be Rational instances')
        if denominator == 0:
            raise ZeroDivisionError(f'Fraction({numerator}, 0)')
        common = _gcd(numerator, denominator)
        if denominator < 0:
            common = -common
        self._numerator, self._denominator = numerator // common, denominator // common
        return self

    @classmethod
    def from_float(cls, f):
        'The exact value of a float.'
        if isinstance(f, (int, float)):
            return cls(*f.as_integer_ratio())
        raise TypeError(f'{cls.__name__}.from_float() only takes floats, not {f!r} ({type(f).__name__})')

    @property
    def numerator(self):
        return self._numerator

    @property
    def denominator(self):
        return self._denominator

    real = property(lambda self: self)
    imag = property(lambda self: 0)

    def conjugate(self):
        return self

    def as_integer_ratio(self):
        'Numerator and denominator as a pair.'
        return self._numerator, self._denominator

    def limit_denominator(self, max_denominator=1000000):
        'The closest fraction with a denominator of at most max_denominator.'
        if max_denominator < 1:
            raise ValueError('max_denominator should be at least 1')
        if self._denominator <= max_denominator:
            return Fraction(self)
        # convergents of the continued fraction
        p0, q0, p1, q1 = 0, 1, 1, 0
        n, d = self._numerator, self._denominator
        while True:
            a = n // d
            q2 = q0 + a * q1
            if q2 > max_denominator:
                break
            p0, q0, p1, q1 = p1, q1, p0 + a * p1, q2
            n, d = d, n - a * d
        k = (max_denominator - q0) // q1
        low, high = Fraction(p0 + k * p1, q0 + k * q1), Fraction(p1, q1)
        return high if abs(high - self) <= abs(low - self) else low

    def __repr__(self):
        return f'{self.__class__.__name__}({self._numerator}, {self._denominator})'

    def __str__(self):
        return str(self._numerator) if self._denominator == 1 else f'{self._numerator}/{self._denominator}'

    def __hash__(self):
        try:
            inverse = pow(self._denominator, -1, _MODULUS)
        except ValueError:
            h = 314159
        else:
            h = hash(hash(abs(self._numerator)) * inverse)
        result = h if self._numerator >= 0 else -h
        return -2 if result == -1 else result

    # -- arithmetic: with ints and fractions exact, with floats as floats

    def __add__(a, b):
        if isinstance(b, (int, Fraction)):
            return Fraction(a._numerator * b.denominator + b.numerator * a._denominator, a._denominator * b.denominator)
        return float(a) + b if isinstance(b, float) else NotImplemented

    def __radd__(b, a):
        if isinstance(a, int):
            return Fraction(a * b._denominator + b._numerator, b._denominator)
        return a + float(b) if isinstance(a, float) else NotImplemented

    def __sub__(a, b):
        if isinstance(b, (int, Fraction)):
            return Fraction(a._numerator * b.denominator - b.numerator * a._denominator, a._denominator * b.denominator)
        return float(a) - b if isinstance(b, float) else NotImplemented

    def __rsub__(b, a):
        if isinstance(a, int):
            return Fraction(a * b._denominator - b._numerator, b._denominator)
        return a - float(b) if isinstance(a, float) else NotImplemented

    def __mul__(a, b):
        if isinstance(b, (int, Fraction)):
            return Fraction(a._numerator * b.numerator, a._denominator * b.denominator)
        return float(a) * b if isinstance(b, float) else NotImplemented

    def __rmul__(b, a):
        if isinstance(a, int):
            return Fraction(a * b._numerator, b._denominator)
        return a * float(b) if isinstance(a, float) else NotImplemented

    def __truediv__(a, b):
        if isinstance(b, (int, Fraction)):
            return _quotient(a._numerator * b.denominator, a._denominator * b.numerator)
        return float(a) / b if isinstance(b, float) else NotImplemented

    def __rtruediv__(b, a):
        if isinstance(a, int):
            return _quotient(a * b._denominator, b._numerator)
        return a / float(b) if isinstance(a, float) else NotImplemented

    def __floordiv__(a, b):
        if isinstance(b, (int, Fraction)):
            return a._numerator * b.denominator // (a._denominator * b.numerator)
        return float(a) // b if isinstance(b, float) else NotImplemented

    def __rfloordiv__(b, a):
        if isinstance(a, int):
            return a * b._denominator // b._numerator
        return a // float(b) if isinstance(a, float) else NotImplemented

    def __mod__(a, b):
        if isinstance(b, (int, Fraction)):
            return Fraction(a._numerator * b.denominator % (b.numerator * a._denominator), a._denominator * b.denominator)
        return float(a) % b if isinstance(b, float) else NotImplemented

    def __rmod__(b, a):
        if isinstance(a, int):
            return Fraction(a * b._denominator % b._numerator, b._denominator)
        return a % float(b) if isinstance(a, float) else NotImplemented

    def __divmod__(a, b):
        if isinstance(b, (int, Fraction)):
            return a // b, a % b
        return divmod(float(a), b) if isinstance(b, float) else NotImplemented

    def __rdivmod__(b, a):
        if isinstance(a, int):
            return a // b, a % b
        return divmod(a, float(b)) if isinstance(a, float) else NotImplemented

    def __pow__(a, b):
        if isinstance(b, (int, Fraction)):
            if b.denominator == 1:
                power = b.numerator
                if power >= 0:
                    return Fraction(a._numerator ** power, a._denominator ** power)
                if a._numerator == 0:
                    raise ZeroDivisionError(f'Fraction({a._denominator ** -power}, 0)')
                return Fraction(a._denominator ** -power, a._numerator ** -power)
            return float(a) ** float(b)
        return float(a) ** b

    def __rpow__(b, a):
        if b._denominator == 1 and b._numerator >= 0:
            return a ** b._numerator
        if isinstance(a, int):
            return Fraction(a) ** b
        return a ** float(b)

    def __pos__(a):
        return Fraction(a._numerator, a._denominator)

    def __neg__(a):
        return Fraction(-a._numerator, a._denominator)

    def __abs__(a):
        return Fraction(abs(a._numerator), a._denominator)

    def __int__(a):
        return a._numerator // a._denominator if a._numerator >= 0 else -(-a._numerator // a._denominator)

    __trunc__ = __int__

    def __float__(a):
        return a._numerator / a._denominator

    def __floor__(a):
        return a._numerator // a._denominator

    def __ceil__(a):
        return -(-a._numerator // a._denominator)

    def __round__(self, ndigits=None):
        if ndigits is None:
            whole, rest = divmod(self._numerator, self._denominator)
            if rest * 2 < self._denominator:
                return whole
            if rest * 2 > self._denominator:
                return whole + 1
            return whole + whole % 2
        shift = 10 ** abs(ndigits)
        if ndigits > 0:
            return Fraction(round(self * shift), shift)
        return Fraction(round(self / shift) * shift)

    # -- comparisons

    def __eq__(a, b):
        if type(b) is int:
            return a._numerator == b and a._denominator == 1
        if isinstance(b, (int, Fraction)):
            return a._numerator == b.numerator and a._denominator == b.denominator
        if isinstance(b, float):
            if b != b or b in (float('inf'), -float('inf')):
                return 0.0 == b
            return a == Fraction(b)
        return NotImplemented

    def _difference(a, b):
        # The sign of a - b as something to compare with 0; None: not comparable.
        if isinstance(b, (int, Fraction)):
            return a._numerator * b.denominator - a._denominator * b.numerator
        if isinstance(b, float):
            if b != b or b in (float('inf'), -float('inf')):
                return 0.0 - b
            return a._difference(Fraction(b))
        return None

    def __lt__(a, b):
        d = a._difference(b)
        return NotImplemented if d is None else d < 0

    def __gt__(a, b):
        d = a._difference(b)
        return NotImplemented if d is None else d > 0

    def __le__(a, b):
        d = a._difference(b)
        return NotImplemented if d is None else d <= 0

    def __ge__(a, b):
        d = a._difference(b)
        return NotImplemented if d is None else d >= 0

    def __bool__(a):
        return a._numerator != 0

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __reduce__(self):
        return self.__class__, (self._numerator, self._denominator)


def _quotient(numerator, denominator):
    if denominator == 0:
        raise ZeroDivisionError(f'Fraction({(numerator > 0) - (numerator < 0)}, 0)')
    return Fraction(numerator, denominator)
