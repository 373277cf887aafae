def inner():
    x = yield 1
    raise ValueError(x)
def outer():
    yield from inner()
g = outer()
next(g)
g.send("sent")
