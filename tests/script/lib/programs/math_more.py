import math
def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)
values = [0.0, -0.0, 1, -1, 0.5, -0.5, 2, 10, 1e-300, 1e300, -1e300, 710.0, -750, math.inf, -math.inf, math.nan, 3.7, -3.7, 10**20, -(10**20), 10**400, -(10**400), True, 5e-324, 170.5, 171.7, -2.5]
for name in "acos acosh asin asinh atan atanh cbrt ceil cos cosh degrees erf erfc exp exp2 expm1 fabs floor frexp gamma isfinite isinf isnan lgamma log log10 log1p log2 modf radians sin sinh sqrt tan tanh trunc ulp".split():
    f = getattr(math, name)
    print(name, end=": ")
    for v in values:
        try:
            print(repr(f(v)), end=" ")
        except Exception as e:
            print(type(e).__name__, e, end=" ")
    print()
small = [0.0, -0.0, 1.0, -1.0, 2.5, -3.0, math.inf, -math.inf, math.nan, 1e308, 7]
for name in "atan2 copysign fmod nextafter pow remainder hypot".split():
    f = getattr(math, name)
    print(name, end=": ")
    for a in small:
        for b in small:
            try:
                print(repr(f(a, b)), end=" ")
            except Exception as e:
                print(type(e).__name__, e, end=" ")
    print()
for a in (None, "1", [], (), object()):
    for name in ("sqrt", "floor", "ceil", "trunc", "factorial", "gcd", "isqrt", "fsum", "prod", "isnan", "log", "exp"):
        if type(a) is object or a in ((), []) and name in ("fsum", "prod"): continue
        t(lambda: getattr(math, name)(a))
class F:
    def __float__(self): return 2.25
class I:
    def __index__(self): return 12
class R:
    def __floor__(self): return "floor"
    def __ceil__(self): return "ceil"
    def __trunc__(self): return "trunc"
print(math.sqrt(F()), math.sqrt(I()), math.floor(F()), math.floor(R()), math.ceil(R()), math.trunc(R()), math.gcd(I(), 18), math.factorial(I()), math.hypot(F(), 1), math.pow(F(), I()), math.fsum([F(), 1]), math.comb(I(), 2), math.isqrt(I()), math.dist([F()], (1,)), math.log(I(), 2), math.isclose(F(), 2.25), math.atan2(F(), F()), math.ldexp(F(), 2))
t(lambda: math.sqrt()); t(lambda: math.sqrt(1, 2)); t(lambda: math.log()); t(lambda: math.log(1, 2, 3)); t(lambda: math.pow(1)); t(lambda: math.atan2(1)); t(lambda: math.comb(1)); t(lambda: math.isclose(1)); t(lambda: math.dist([1], [1, 2])); t(lambda: math.dist(1, 2)); t(lambda: math.hypot("a")); t(lambda: math.ldexp(1, 2.0)); t(lambda: math.ldexp(1, 10**30)); t(lambda: math.ldexp(1, -10**30)); t(lambda: math.ldexp(1.0, 5000)); t(lambda: math.sqrt(x=4))
t(lambda: math.factorial(20)); t(lambda: math.factorial(100)); t(lambda: math.factorial(2.0)); t(lambda: math.factorial(-1)); t(lambda: math.factorial(10**30)); t(lambda: math.comb(10, 3)); t(lambda: math.comb(3, 10)); t(lambda: math.comb(-1, 1)); t(lambda: math.comb(1, -1)); t(lambda: math.comb(2**70, 3)); t(lambda: math.comb(1000, 500) % 10**9); t(lambda: math.perm(5)); t(lambda: math.perm(5, 2)); t(lambda: math.perm(2, 5)); t(lambda: math.perm(5, None)); t(lambda: math.perm(-1)); t(lambda: math.perm(10**20, 3)); t(lambda: math.comb(1.0, 2))
t(lambda: math.gcd()); t(lambda: math.gcd(0, 0)); t(lambda: math.gcd(-12, 18, 30)); t(lambda: math.gcd(2**200, 6**100)); t(lambda: math.lcm()); t(lambda: math.lcm(4, 6, 0)); t(lambda: math.lcm(-4, 6)); t(lambda: math.lcm(10**20, 15)); t(lambda: math.isqrt(10**100)); t(lambda: math.isqrt(-1)); t(lambda: math.isqrt(2**64 - 1)); t(lambda: [math.isqrt(n) for n in range(20)])
t(lambda: math.prod([1.5, 2, 3])); t(lambda: math.prod([[1], 2])); t(lambda: math.prod(range(1, 30))); t(lambda: math.prod([2], start=[1])); t(lambda: math.prod(x for x in (2, 0.5))); t(lambda: math.fsum([1e100, 1, -1e100])); t(lambda: math.fsum([])); t(lambda: math.fsum([math.inf, -math.inf])); t(lambda: math.fsum([1e308, 1e308])); t(lambda: math.fsum(x / 10 for x in range(100)))
t(lambda: math.log(8, 2)); t(lambda: math.log(10**400)); t(lambda: math.log(10**400, 10)); t(lambda: math.log(2, 1)); t(lambda: math.log(0, 10)); t(lambda: math.log(5, 0)); t(lambda: math.log2(2**3000)); t(lambda: math.log10(10**350)); t(lambda: math.log(-(10**400)))
t(lambda: math.isclose(1, 1.0000000001)); t(lambda: math.isclose(1, 2, rel_tol=-1)); t(lambda: math.isclose(math.inf, math.inf)); t(lambda: math.isclose(0, 1e-12)); t(lambda: math.isclose(0, 1e-12, abs_tol=1e-9)); t(lambda: math.isclose(a=1, b=1)); t(lambda: math.floor(-0.5)); t(lambda: math.ceil(-0.5)); t(lambda: math.floor(1e20)); t(lambda: math.trunc(-1e25))
print(math.pi, math.e, math.tau, math.inf, math.nan, math.hypot(3, 4), math.hypot(), math.hypot(-5), math.hypot(1, 1, 1, 1), math.hypot(1e200, 1e200), math.hypot(1e-320, 1e-320), math.dist((1, 2, 3), (4, 5, 6)), math.hypot(math.inf, math.nan), [math.floor(x / 2) for x in range(-3, 4)])
t(lambda: math.nope); t(lambda: math.Sqrt)
