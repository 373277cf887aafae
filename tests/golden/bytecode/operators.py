import math as m
from math import pi, tau as turn
from string import *
x: int = 3
y = x - x * 2 / 3 // 4 % x ** 6 @ 7
z = x << 1 >> 2 & 3 | 4 ^ 5
b = x < y, x <= y, x == y, x != y, x > y, x >= y
c = x is y, x is not y, x in b, x not in b, not x
d = -x, +x, ~x
e = {1, x}, {n for n in b}, {n: n + 1 for n in b}, {*b, *c}
t = f'{x} {x!r:>{y}}'
m.value = b[0]
b[1:x] = b[x]
del m.value, b[0], t
k = x and y or z
x -= y
assert x > 1, 'small'
while x != y:
    x += 1
raise ValueError(x) from None


def f(p, q):
    del p
    r = q - 1
    s = u = r + 10
    if q is not None and r <= s:
        return s - u
    if q != r:
        return lambda: v
    v = 1
    del v
    while s is None:
        return [q, 'a']


class C:
    pi = turn
    del pi


def g(w):
    class D:
        v = w
    return D


def joined(p, n, rows):
    n = p + n - 1
    n += p
    n -= 2
    n = (p * n) * 3 - p * 2 + (p - n) - n
    p.x = p.y.z
    p.x += n
    rows[0] = rows[n][p]
    rows[n] -= p[1]
    rows[0][p] *= (n + 1) * p - n
    return [r[r] + (r + r) - r * 3 for r in rows]
