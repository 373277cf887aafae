def gen():
    raise StopIteration(5)
    yield
list(gen())
