# repr and str of floats, rounding, floor and modulo, special values, math functions at their edges.
import math


def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, "|", e)


inf, nan = float("inf"), float("nan")
print([0.1, 1 / 3, 1e15, 1e16, 123456789012345680.0, 1e-4, 1e-5, 0.00012345, 5e-324, 1.7976931348623157e308, -0.0, 1e22, 1e23, 2.0 ** 70, 4.35, 0.1 + 0.2, 100.0, 1.5e300])
print([round(x, 1) for x in (0.05, 0.15, 0.25, 0.35, 2.5, -0.05)], [round(x) for x in (0.5, 1.5, 2.5, -0.5, -1.5, 1e20)], [round(1234.5678, n) for n in (-4, -3, -2, -1, 0, 1, 2, 3, 10)])
print([(x // y, x % y) for x, y in ((7.5, 2), (-7.5, 2), (7.5, -2), (-7.5, -2), (0.0, -3), (-0.0, 3), (1e17, 3), (5.0, inf), (-5.0, inf), (5.0, -inf))])
print(divmod(-7.25, 0.5), divmod(1, 0.1), -1 % 0.3, 6.0 % -4, 5 // 0.3, math.fmod(-7, 3), math.remainder(7, 4), math.modf(-3.25), math.frexp(10.0), math.ldexp(0.5, 5))
print(nan == nan, nan != nan, nan < 1, inf > 10 ** 1000, -inf < nan, nan in [nan], [nan] == [nan], inf - inf, inf * 0, -inf, max(nan, 1), max(1, nan), min(1, nan), sorted([3, nan, 1])[0])
print(float("1e400"), float("-1e-400"), float("  1.5\n"), float("1_000.5"), float("iNf"), float("+nan"), float(".5"), float("5."), float("1e+05"), float("0" * 400 + "1"), float("123456789" * 5))
print((0.1).hex(), float.fromhex("0x1.999999999999ap-4"), float.fromhex("-0x.8p0"), float.fromhex(" inf "), (1e-310).hex(), (255.5).hex(), (0.75).as_integer_ratio(), (-2.5).is_integer(), (4.0).is_integer(), inf.is_integer())
print(math.floor(-2.5), math.ceil(-2.5), math.trunc(-2.5), math.floor(1e20), math.copysign(3, -0.0), math.isclose(0.1 + 0.2, 0.3), math.isclose(1, 1.1, rel_tol=0.2), math.isnan(nan), math.isinf(-inf), math.isfinite(1e308), math.fsum([0.1] * 10), sum([0.1] * 10), math.hypot(3, 4), math.hypot(1, 2, 2), math.dist((0, 0), (3, 4)), math.ulp(1.0), math.nextafter(1, 2), math.degrees(math.pi), math.radians(180), math.cbrt(27), math.exp2(10), math.log(8, 2), math.log1p(0), math.expm1(0), math.gamma(5), math.lgamma(1), math.erf(0), math.tau, math.e)
for f in (lambda: math.sqrt(-1), lambda: math.log(0), lambda: math.log(-1), lambda: math.log(10, 1), lambda: math.log(2, 0), lambda: math.acos(2), lambda: math.exp(710), lambda: math.pow(0, -1), lambda: math.pow(2, 10000), lambda: math.fmod(1, 0), lambda: math.gamma(0), lambda: math.factorial(-1), lambda: math.factorial(2.5), lambda: math.sqrt("4"), lambda: math.floor("x"), lambda: math.floor(inf), lambda: math.ceil(nan), lambda: math.gcd(1.5, 2), lambda: math.comb(5, -1), lambda: math.isqrt(-1), lambda: math.ldexp(1, 5000), lambda: math.sin(inf), lambda: math.atan2(1), lambda: math.hypot(), lambda: math.prod([2, 3], start=4), lambda: math.dist([1], [1, 2]), lambda: math.isclose(1, 2, rel_tol=-1), lambda: math.trunc("x"), lambda: math.sqrt(), lambda: math.log(), lambda: math.log("x"), lambda: math.degrees(None), lambda: int(nan), lambda: int(inf), lambda: round(inf), lambda: round(nan), lambda: 1e308 * 10, lambda: 2.0 ** 1024, lambda: (-8.0) ** 2, lambda: 0.0 ** -1, lambda: 1.0 / 0, lambda: 1 // 0.0, lambda: 1.0 % 0, lambda: divmod(1.0, 0), lambda: 1.5.__round__(1.5), lambda: round(1.5, "x"), lambda: round(2.5, None), lambda: float([1]), lambda: float("1e"), lambda: float("1 2"), lambda: float("0x1"), lambda: float("１２"), lambda: 1.5 << 2, lambda: 1.5 | 1, lambda: ~1.5, lambda: [1, 2][1.0], lambda: range(1.0), lambda: "a" * 2.0, lambda: 3 .real, lambda: 1e3.is_integer(), lambda: 1_0.5e-1_0, lambda: hash(1.0) == hash(1) == hash(True), lambda: hash(0.5), lambda: hash(inf), lambda: hash(-1.0), lambda: {1: "a", 1.0: "b", True: "c"}, lambda: 1 < 1.5 < 2 < inf, lambda: complex):
    t(f)
