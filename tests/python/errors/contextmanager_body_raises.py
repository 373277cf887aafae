from contextlib import contextmanager
@contextmanager
def cm():
    print("in")
    yield 5
    print("never")
with cm() as x:
    print(x)
    raise ValueError("body")
