def g():
    try:
        yield 1
    finally:
        1/0
x = g()
next(x)
x.throw(KeyError('a'))
