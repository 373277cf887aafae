# torch.special: the native operations stand here already; what follows are formulas over them.
import math

import torch


def _number(value, other):
    return value if isinstance(value, torch.Tensor) else torch.tensor(value, dtype=other.dtype)


def xlog1py(input, other):
    if not isinstance(input, torch.Tensor):
        input = _number(input, other)
    if not isinstance(other, torch.Tensor):
        other = _number(other, input)
    return torch.where(torch.isnan(other), torch.nan, torch.where(input == 0, 0., input * torch.log1p(other)))


def entr(input):
    return torch.where(input == 0, 0., torch.where(input < 0, -torch.inf, -input * torch.log(input)))


def ndtr(input):
    return 0.5 * torch.erfc(-input * math.sqrt(0.5))


def ndtri(input):
    return math.sqrt(2) * torch.erfinv(2 * input - 1)


def log_ndtr(input):
    return torch.where(input < -5, torch.log(0.5 * torch.erfc(-input.double() * math.sqrt(0.5))).to(input.dtype),
                       torch.log1p(-0.5 * torch.erfc(input * math.sqrt(0.5))))


def erfcx(input):
    wide = input.double()
    return (torch.exp(wide * wide) * torch.erfc(wide)).to(input.dtype)


def multigammaln(input, p):
    total = p * (p - 1) / 4 * math.log(math.pi)
    for i in range(p):
        total = total + torch.lgamma(input - i / 2)
    return total


def i0e(input):
    return torch.exp(-torch.abs(input)) * torch.i0(input)


_ELSEWHERE = frozenset('''
airy_ai bessel_j0 bessel_j1 bessel_y0 bessel_y1 chebyshev_polynomial_t chebyshev_polynomial_u chebyshev_polynomial_v
chebyshev_polynomial_w gammainc gammaincc hermite_polynomial_h hermite_polynomial_he i1 i1e laguerre_polynomial_l
legendre_polynomial_p modified_bessel_i0 modified_bessel_i1 modified_bessel_k0 modified_bessel_k1
scaled_modified_bessel_k0 scaled_modified_bessel_k1 shifted_chebyshev_polynomial_t shifted_chebyshev_polynomial_u
shifted_chebyshev_polynomial_v shifted_chebyshev_polynomial_w spherical_bessel_j0 zeta
'''.split())


def __getattr__(name):
    from torch import _known
    raise _known.missing('torch.special', _known.SPECIAL, name)
