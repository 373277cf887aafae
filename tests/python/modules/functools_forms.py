# functools: caches, partial objects, singledispatch, total_ordering, cmp_to_key, cached_property, wraps.
from functools import (lru_cache, cache, partial, partialmethod, reduce, singledispatch, singledispatchmethod,
                       total_ordering, cmp_to_key, cached_property, wraps, update_wrapper)


@lru_cache(maxsize=2)
def square(x, *, off=0):
    "Squares."
    print("computing", x)
    return x * x + off


print(square(2), square(2), square(3), square(4), square(2), square(2.0), square(2, off=1))
print(square.cache_info(), square.__name__, square.__doc__, square.__wrapped__(5), square.cache_parameters())
square.cache_clear()
print(square.cache_info())
try:
    square([1])
except TypeError as e:
    print(e)


@cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(90), fib.cache_info())
p = partial(int, base=2)
q = partial(print, "a", sep="-")
q("b", end="!\n")
print(p("1010"), p.func, p.args, p.keywords, partial(p, "11")(), partial(q, "c").args, p)
print(partial(max, key=len)("aa", "b"), list(map(partial(pow, 2), range(4))))
try:
    partial(5)
except TypeError as e:
    print(e)


class Cell:
    def __init__(self):
        self.alive = False

    def set_state(self, state, loud=False):
        self.alive = state
        return f"{state} {loud}"

    live = partialmethod(set_state, True)
    die = partialmethod(set_state, False, loud=True)

    @cached_property
    def slow(self):
        print("slow")
        return 42


c = Cell()
print(c.live(), c.alive, c.die(), c.live(loud=1), c.slow, c.slow, c.__dict__)
del c.slow
print(c.slow)


@singledispatch
def show(x, n=1):
    return f"object {x!r}"


@show.register
def _(x: int, n=1):
    return f"int {x * n}"


@show.register(list)
@show.register(tuple)
def show_seq(x, n=1):
    return f"{type(x).__name__} of {len(x)}"


show.register(str, lambda x, n=1: "text " + x)
print(show(5, 2), show(True), show([1]), show((1, 2)), show("s"), show(2.5), show(None))
print(show.dispatch(bool) is show.dispatch(int), sorted(k.__name__ for k in show.registry), show_seq([]))
try:
    show()
except TypeError as e:
    print(e)


class Neg:
    @singledispatchmethod
    def neg(self, arg):
        raise NotImplementedError(f"cannot negate {arg!r}")

    @neg.register
    def _(self, arg: int):
        return -arg

    @neg.register
    def _(self, arg: bool):
        return not arg


print(Neg().neg(5), Neg().neg(True))
try:
    Neg().neg("x")
except NotImplementedError as e:
    print(e)


@total_ordering
class Age:
    def __init__(self, n):
        self.n = n

    def __eq__(self, o):
        return self.n == o.n if isinstance(o, Age) else NotImplemented

    def __lt__(self, o):
        return self.n < o.n if isinstance(o, Age) else NotImplemented


print(Age(1) <= Age(1), Age(2) > Age(1), Age(1) >= Age(2), Age(1) != Age(2))
try:
    Age(1) >= 5
except TypeError as e:
    print(e)
try:
    total_ordering(type("Empty", (), {}))
except ValueError as e:
    print(e)
words = ["bb", "a", "ccc", "aa"]
print(sorted(words, key=cmp_to_key(lambda x, y: (len(x) - len(y)) or (x > y) - (x < y))))
print(reduce(lambda a, b: a * 10 + b, [1, 2, 3]), reduce(lambda a, b: a + [b], "ab", []), reduce(max, [], 0))


def deco(f):
    @wraps(f)
    def inner(*a, **k):
        "inner doc"
        return f(*a, **k)
    return inner


@deco
def greet(name: str = "x") -> str:
    "Greets."
    return "hi " + name


greet.extra = 1
print(greet("bob"), greet.__name__, greet.__doc__, greet.__wrapped__.__name__, greet.__annotations__, greet.__qualname__)
print(update_wrapper(lambda: 0, greet).__name__)
