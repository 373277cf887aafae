def counter(step=1, *, start=0):
    n = start
    def inc():
        nonlocal n
        n += step
        return n
    return inc
squares = [x * x for x in values if x]
def gen(a, b):
    yield a + b
    yield from gen(b, a - 1)
