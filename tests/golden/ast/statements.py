"""Every kind of statement."""
from __future__ import annotations
import a, b.c as d
from . import e
from ...f.g import (h as i, j,)
from k import *
x = y = 1
x, *y = [z, (w.v, u[0])] = value = yield_ = 3
x: int
x: int = 1
(x): int = 2
x.y: str = "a"; x[0]: float
x += 1; x -= 1; x *= 1; x @= 1; x /= 1; x %= 1; x &= 1; x |= 1; x ^= 1; x <<= 1; x >>= 1; x **= 1; x //= 1
del x, y.z, (u, [v]), w[0],
pass
assert x, "message"
raise
raise A
raise A from B


@decorator
@other(1).more
def f(a, b: int = 1, /, c=2, *args: *Ts, d, e: str = "", **kwargs: dict) -> None:
    "doc"
    global x, y
    def inner():
        nonlocal a
        return
    yield
    z = yield 1, *b
    yield from inner()
    return 1, 2


def g(*, only): ...
def h(a, /): ...
def i(a, /, *, b): return *a, b


async def j():
    async with a as b, c: await d
    async for x in y: pass
    else: pass
    return [x async for x in y if await z]


@decorator
class A(B, *bases, metaclass=M, **kw):
    x = 1
    def method(self): return super().method()
class C: pass
class D(): pass


if x: pass
if x:
    1
elif y:
    2
elif z:
    3
else:
    4
while x:
    break
else:
    continue
for x, (y, *z) in 1, *w: pass
for x.y in a:
    pass
else:
    pass
for x[0], in a: pass
with a: pass
with a as b, c as (d, e): pass
with (a as b): pass
with (a, b as c,): pass
with (a, b) as c: pass
with (a): pass
with (yield_): pass
with (a), (b): pass
with (a if b else c) as d.e: pass
try: 1
except: 2
try:
    1
except A:
    2
except (B, C) as e:
    3
else:
    4
finally:
    5
try: 1
finally: 2
try: 1
except* A as e: 2
match = case = _ = 1
match.x = 1
match[0] = 1
match(x)
match * x
print(match, case)
if 1: x; y;
	# a comment with a tab
x = \
    1
