# send, throw and close through several levels; return values; finally; foreign iterators under yield from.
class Foreign:
    "An iterator with throw and close of its own."
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        self.n -= 1
        if self.n < 0:
            raise StopIteration("foreign end")
        return self.n

    def throw(self, *args):
        print("foreign throw", args[0] if isinstance(args[0], type) else repr(args[0]))
        return "thrown"

    def close(self):
        print("foreign close")

    def send(self, value):
        print("foreign send", value)
        return value * 2


def outer(it):
    try:
        result = yield from it
        print("result", result)
        got = yield "after"
        return [result, got]
    except ValueError as e:
        print("outer caught", e)
        yield "recovered"
    finally:
        print("outer finally")


g = outer(Foreign(3))
print(next(g), g.send(21), g.throw(KeyError), g.throw(KeyError("k")))
print(list(g))
g = outer(Foreign(2))
next(g)
g.close()
g = outer(iter([1, 2]))
print(next(g))
print(g.throw(ValueError("plain iterators have no throw")))
try:
    next(g)
except StopIteration as e:
    print("stop", e.value)


def averager():
    total = count = 0
    while True:
        x = yield total / count if count else None
        if x is None:
            return count, total
        total += x
        count += 1


def grouper(results, key):
    while True:
        results[key] = yield from averager()


data = {}
for key, values in {"a": [1, 2, 3], "b": [10.0, 20.5]}.items():
    group = grouper(data, key)
    next(group)
    print([group.send(v) for v in values])
    group.send(None)
print(data)


def countdown(n):
    while n:
        step = yield n
        n -= step or 1
    return "liftoff"


def relay(n):
    return (yield from countdown(n)).upper()


r = relay(6)
print(next(r), r.send(2), r.send(3))
try:
    r.send(None)
except StopIteration as e:
    print(repr(e), e.value)
for bad in (lambda: next(r), lambda: relay(3).send(1), lambda: relay(1).throw(ZeroDivisionError, "msg"),
            lambda: relay(1).throw(TypeError("t")), lambda: relay(1).throw(5)):
    try:
        bad()
    except BaseException as e:
        print(type(e).__name__, e)


def stubborn():
    for i in range(3):
        try:
            yield i
        except GeneratorExit:
            print("closing at", i)
            raise
        except Exception as e:
            print("ignored", type(e).__name__)


s = stubborn()
print(next(s), s.throw(ValueError), s.gi_running, s.gi_yieldfrom)
s.close()
s.close()
print(list(s), s.gi_frame)
print(list((lambda: (yield from "abc"))()), [*(x * y for x in range(3) for y in range(x))])
gen = (i for i in range(3) if print("filter", i) or i)
print(next(gen), sum(gen), next(gen, "done"))


def tree(t):
    if isinstance(t, (list, tuple)):
        for x in t:
            yield from tree(x)
    else:
        yield t


print(*tree([1, [2, (3, [4, [], [5]])], "ab"]))
