# Big integers: arithmetic identities, bit operations, conversion in all bases, mixed comparison, limits.
import math


def t(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, "|", e)


a, b, c = 3 ** 200, -(2 ** 127) + 1, 10 ** 50
for x in (a, b, c, -a, 2 ** 64, -(2 ** 63), 0, -1):
    for y in (7, -7, 2 ** 64, b, 10 ** 25 + 3):
        q, r = divmod(x, y)
        assert q * y + r == x and (r == 0 or (r < 0) == (y < 0)) and abs(r) < abs(y)
        assert x // y == q and x % y == r and (x & y) | (x ^ y) == x | y and ~(x & y) == ~x | ~y
print(a % c, b // 3, -b % 1000, b & 0xFF, b | 1, b ^ a % 256, ~b, b >> 100, b << 3, (-1) >> 500, 1 << 100)
print(hex(b), oct(-c), bin(2 ** 70 + 5), int(hex(a), 16) == a, int(bin(b), 2) == b, f"{c:,}"[:20], f"{a:x}"[:10], f"{2**80:_b}"[-20:])
print(a.bit_length(), b.bit_count(), (2 ** 100 - 1).bit_count(), (-(2 ** 64)).bit_length(), hash(2 ** 61 - 1), hash(2 ** 61), hash(-1), hash(10 ** 30))
print(math.isqrt(c), math.gcd(2 ** 100, 6 ** 50) == 2 ** 50, math.lcm(2 ** 40, 3 ** 20, 6), math.factorial(25), math.comb(100, 50), math.perm(20, 5), math.prod(range(1, 20)))
print(pow(3, 10 ** 20, 10 ** 9 + 7), pow(-3, 3, 7), pow(5, -1, 11), pow(2, 10, -7), pow(7, 0, 1), pow(10, -2))
print(2 ** 64 == 2.0 ** 64, 2 ** 53 + 1 == float(2 ** 53 + 1), 10 ** 400 > float("inf"), 10 ** 400 < float("inf"), -(10 ** 400) > float("-inf"), 10 ** 22 == 1e22, 10 ** 23 == 1e23)
print(float(10 ** 300), 10 ** 400 // 10 ** 398, 10 ** 20 / 10 ** 18, (10 ** 400) / (10 ** 399), 2 ** 1000 / 3 ** 600, -7 // 2, -7 % 2, 7 // -2, 7 % -2, -7 // -2)
print(round(12345678901234567890, -5), round(-25, -1), round(15, -1), round(10 ** 30 + 5 * 10 ** 9, -10), int(1e20), int(-1.5e19), int("-0b101", 0), int("zz", 36), int("7_000"))
for f in (lambda: 10 ** 400 * 1.0, lambda: float(10 ** 309), lambda: 10 ** 400 / 3, lambda: 1 / (10 ** 400), lambda: (10 ** 400) ** 0.5, lambda: math.sqrt(10 ** 400), lambda: math.log10(10 ** 400), lambda: math.log2(2 ** 5000), lambda: math.exp(1000),
          lambda: int("1" * 4301), lambda: str(10 ** 4300), lambda: len(str(10 ** 4299)), lambda: int("f" * 5000, 16).bit_length(), lambda: 1 << (1 << 70), lambda: 5 >> (1 << 70), lambda: -5 >> (1 << 70), lambda: 2 ** -1, lambda: (-2) ** 3, lambda: (-2) ** -3, lambda: 0 ** 0, lambda: (10 ** 30) % 0, lambda: range(10 ** 30)[5], lambda: [1] * (2 ** 70), lambda: "x" * (2 ** 63), lambda: [1, 2][2 ** 70], lambda: [1, 2][-2 ** 70:2 ** 70], lambda: chr(2 ** 40), lambda: (5).__add__(2.0), lambda: (5).__radd__(3), lambda: (2 ** 70).as_integer_ratio(), lambda: (2 ** 70).real, lambda: True + True, lambda: True << 70, lambda: isinstance(True, int), lambda: ~True, lambda: -True, lambda: True / 2, lambda: sum([10 ** 20] * 3), lambda: max(2 ** 70, 1e30), lambda: sorted([2 ** 65, 1.5, -(2 ** 65), 0]), lambda: {2 ** 70: "big", 2.0 ** 70: "float"}, lambda: 10 ** 18 * 10 ** 18, lambda: 999999999999 ** 2, lambda: 140737488355328 * 2, lambda: 140737488355327 + 1, lambda: -140737488355328 - 1, lambda: 9223372036854775807 + 1, lambda: 4611686018427387904 * -2, lambda: abs(-(2 ** 63)), lambda: 12345678901234567890 // -1, lambda: (1 << 47) >> 1 << 1, lambda: 281474976710655 & ~255):
    t(lambda: str(f())[:60])
