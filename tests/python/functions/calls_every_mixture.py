# Calls in every legal mixture; defaults; keyword-only; positional-only; errors of every kind, for functions, methods, classes, lambdas.
def t(f, *a, **k):
    try:
        print(f(*a, **k))
    except TypeError as e:
        print("TypeError:", e)


def pos(a, b=2, /, c=3, *rest, d, e=5, **extra):
    return a, b, c, rest, d, e, extra


t(pos, 1, d=4)
t(pos, 1, 2, 3, 4, 5, d=6, z=7)
t(pos, 1, c=9, d=4, a="as extra", b="too")
t(pos)
t(pos, 1)
t(pos, d=1)
t(pos, 1, 2, 3, d=4, **{"e": 6, "not an identifier": 7})
t(pos, *[1, 2], *(3, 4), d=5, **{"e": 1}, **{"f": 2})
t(lambda: pos(1, **{"d": 1}, d=2) if 0 else pos(*"ab", d=1))


def two(a, b):
    return a, b


for args, kw in [((), {}), ((1,), {}), ((1, 2, 3), {}), ((1,), {"a": 2}), ((1,), {"c": 2}), ((), {"b": 1}), ((1, 2), {"c": 3}), ((), {"a": 1, "b": 2, "c": 3, "d": 4})]:
    t(two, *args, **kw)


def three(a, b, c): ...
def four(a, b, c, d): ...
def kwonly(*, x, y, z=0): ...
def defaults(a, b=1, c=2): ...
def star(a, *b): ...
def nothing(): ...
def mixed(a, *, k): ...
def onlypos(a, b, /): ...


t(three, 1)
t(four)
t(four, 1)
t(kwonly)
t(kwonly, x=1)
t(kwonly, 1, x=1, y=2)
t(defaults)
t(defaults, 1, 2, 3, 4)
t(defaults, 1, 2, 3, 4, b=5)
t(star)
t(nothing, 1)
t(nothing, 1, 2)
t(nothing, k=1)
t(mixed, 1, 2, 3, k=4)
t(mixed, 1, 2)
t(onlypos, 1, b=2)
t(onlypos, a=1, b=2)
t(onlypos, 1, 2, c=3)


class K:
    def __init__(self, a, b=2):
        self.a, self.b = a, b

    def m(self, x, *, y=1):
        return x, y

    @classmethod
    def c(cls, x):
        return cls.__name__, x

    @staticmethod
    def s(x, y):
        return x + y

    def __call__(self, z):
        return z


k = K(1)
for f, args, kw in [(K, (), {}), (K, (1, 2, 3), {}), (K, (1,), {"c": 2}), (k.m, (), {}), (k.m, (1, 2), {}), (k.m, (1,), {"z": 2}), (k.m, (1,), {"x": 2}), (K.m, (1,), {}), (K.m, (), {}),
                    (k.c, (), {}), (K.c, (1, 2), {}), (K.c, (1,), {}), (k.s, (1,), {}), (K.s, (1, 2), {}), (k, (), {}), (k, (1, 2), {}), (k, (1,), {}), (lambda: 0, (1,), {}), (lambda a: a, (), {}), (K.m, (k, 5), {"y": 6})]:
    t(f, *args, **kw)


class Plain: ...
class HasNew:
    def __new__(cls, *a):
        return super().__new__(cls)


t(Plain, 1)
t(Plain, x=1)
t(HasNew, x=1)
t(object.__new__)
t(object.__init__)
t(lambda: two(*5))
t(lambda: two(**5))
t(lambda: two(*[1], **{"b": 2}))
t(lambda: two(**{"a": 1}, **{"a": 2}))
t(lambda: two(1, **{"a": 2}))
t(lambda: two(**{1: 2}))
t(lambda: (lambda *a, **k: (a, k))(*{}, *"x", **{}, y=1))
t(lambda: two(*iter([1, 2])))
t(lambda: two(b=1, *[2]))
t(lambda: 5(1))
t(lambda: "s"())
t(lambda: None(*[], **{}))
t(lambda: [](x=1))
t(lambda: print(1, 2, sep=3))
t(lambda: print("a", flush="yes", end="") or print())
t(lambda: sorted([1], lambda x: x))
t(lambda: max(1, 2, 3, key=lambda v: -v, default=0))
t(lambda: int(x=5))
t(lambda: "".join("a", "b"))
t(lambda: [].append(x=1))
t(lambda: {}.get(key=1))
t(lambda: len(obj=[]))
t(lambda: dict({"a": 1}, a=2, b=3))
t(lambda: open.__name__)
order = []
def note(x):
    order.append(x)
    return x
two(note("first"), b=note("second"))
(lambda *a, **k: 0)(note(1), *[note(2)], note(3), k=note(4), **{"z": note(5)})
{note("k1"): note("v1"), note("k2"): note("v2")}
[note("x") for _ in [0]][note(0)]
print(order)
