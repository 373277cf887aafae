def f():
    for i in range(3):
        try:
            yield i
        finally:
            print('cleanup', i)
for v in f():
    print(v)
    if v == 1: break
print('after')
def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a+b
from itertools import islice, takewhile
print(list(islice(fib(), 10)))
print(sum(takewhile(lambda x: x < 100, fib())))
def flatten(x):
    if isinstance(x, list):
        for y in x: yield from flatten(y)
    else: yield x
print(list(flatten([1,[2,[3,[4]],5]])))
def coro():
    total = 0; n = 0
    avg = None
    while True:
        v = yield avg
        total += v; n += 1
        avg = total/n
c = coro(); next(c)
for v in [1,2,3.5]: print(c.send(v))
def chain(*its):
    for it in its: yield from it
print(list(chain('ab', [1], (2,3))))
def gen_ret():
    yield 1
    return 5
def outer():
    x = yield from gen_ret()
    yield x
print(list(outer()))
print(dict((k, v) for k, v in zip('abc', range(3))))
g = (i*j for i in range(3) for j in range(i) if j)
print(list(g))
try:
    a, b = (x for x in range(3))
except ValueError as e: print(e)
try:
    a, b, c, d = (x for x in range(3))
except ValueError as e: print(e)
first, *rest = (x for x in range(3))
print(first, rest)
print(max((len(w), w) for w in 'the quick brown'.split()))
def g3():
    print('start')
    x = yield
    while x is not None:
        print('recv', x)
        x = yield x*2
    return 'bye'
z = g3(); next(z)
print(z.send(1), z.send(2))
try: z.send(None)
except StopIteration as e: print(e.value)
