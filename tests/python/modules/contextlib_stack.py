# contextlib: contextmanager, ExitStack, suppress, closing, nullcontext, redirect_stdout, ContextDecorator.
import io, sys
from contextlib import contextmanager, ExitStack, suppress, closing, nullcontext, redirect_stdout, ContextDecorator, AbstractContextManager


@contextmanager
def tag(name, swallow=None):
    print(f"<{name}>")
    try:
        yield name.upper()
    except swallow or () as e:
        print("swallowed", repr(e))
    finally:
        print(f"</{name}>")


with tag("a") as a, tag("b") as b:
    print(a, b)
with tag("c", KeyError):
    {}["k"]
try:
    with tag("d", KeyError), tag("e", ValueError):
        raise KeyError(1)
    1 / 0
except ZeroDivisionError as e:
    print(e)


@tag("deco")
def work(x):
    print("work", x)
    return x * 2


print(work(2), work(3))
with ExitStack() as stack:
    names = [stack.enter_context(tag(n)) for n in "xy"]
    stack.callback(print, "callback", 1, sep="-")

    @stack.callback
    def _():
        print("last in, first out")

    stack.push(lambda kind, value, tb: print("push", kind))
    print(names)
try:
    with ExitStack() as stack:
        stack.push(lambda kind, value, tb: print("saw", kind, value) or True)
        stack.enter_context(tag("z"))
        raise ValueError("inside")
    print("swallowed by the stack")
    with ExitStack() as stack:
        stack.callback(lambda: 1 / 0)
        stack.enter_context(tag("w"))
        raise ValueError("first")
except ZeroDivisionError as e:
    print(repr(e), repr(e.__context__))
stack = ExitStack()
stack.enter_context(tag("kept"))
kept = stack.pop_all()
stack.close()
print("closed nothing")
kept.close()
with suppress(ValueError, KeyError):
    int("x")
with suppress():
    pass
try:
    with suppress(ValueError):
        [][0]
except IndexError as e:
    print(e)


class Res:
    def close(self):
        print("closed")


with closing(Res()) as r, nullcontext(5) as n, nullcontext() as none:
    print(type(r).__name__, n, none)
buf = io.StringIO()
with redirect_stdout(buf):
    print("hidden")
    print("also", file=sys.stdout)
print(repr(buf.getvalue()))


class Track(ContextDecorator, AbstractContextManager):
    def __enter__(self):
        print("track on")
        return self

    def __exit__(self, *exc):
        print("track off", exc[0])


@Track()
def tracked():
    print("body")


tracked()
with Track() as t:
    print(isinstance(t, AbstractContextManager))


@contextmanager
def twice():
    yield 1
    yield 2


@contextmanager
def never():
    if False:
        yield


@contextmanager
def replaces():
    try:
        yield
    except ValueError as e:
        raise TypeError("replaced") from e


for cm in (twice, never, replaces):
    try:
        with cm():
            if cm is replaces:
                raise ValueError("orig")
    except (RuntimeError, TypeError) as e:
        print(repr(e), repr(e.__cause__))


class Bad:
    def __enter__(self):
        return self


for thing in (Bad(), 5, Bad):
    try:
        with thing:
            pass
    except TypeError as e:
        print(e)
with (tag("p") as p, tag("q"),):
    print(p)
