# Multiple inheritance, super in odd places, class methods as factories, name mangling, __new__, class getitem, callable classes.
class Meta:
    registry = {}

    def __init_subclass__(cls, **kw):
        Meta.registry[cls.__name__] = kw
        super().__init_subclass__()


class A(Meta, key="a"):
    def who(self):
        return ["A"]

    @classmethod
    def build(cls, *args):
        return cls(*args)

    @staticmethod
    def util(x):
        return x * 2


class B(A):
    def who(self):
        return ["B"] + super().who()


class C(A, key="c", other=1):
    def who(self):
        return ["C"] + super().who()


class D(B, C):
    def who(self):
        parent = super()
        return ["D"] + parent.who() + [f"{len((lambda: super(D, self).who())())}"]

    def later(self):
        return [super(D, self).who() for _ in range(1)]


print(D().who(), [k.__name__ for k in D.__mro__], Meta.registry, D.build().util(4), D().later())
try:
    class E(A, D):
        pass
except TypeError as e:
    print(e)


class Secret:
    __count = 0

    def __init__(self):
        self.__value = 1
        self.__dunder__ = 2
        type(self).__count += 1

    def __private(self):
        return self.__value

    def reveal(self):
        return self.__private(), Secret.__count


s = Secret()
print(s.reveal(), sorted(vars(s)), s._Secret__private())
try:
    s.__value
except AttributeError as e:
    print(e)


class Temperature(float):
    units = {"C": 1}

    def __new__(cls, value, unit="C"):
        self = super().__new__(cls, round(value, 1))
        self.unit = unit
        return self

    def __add__(self, other):
        return Temperature(float(self) + other, self.unit)

    def __repr__(self):
        return f"{float(self)}°{self.unit}"


t = Temperature(36.66) + 1
print(t, repr(t), t * 2, type(t).__name__, t.unit, t > 37, [t], f"{t:.0f}", f"{t!r:>8}", hash(t) == hash(37.7))


class Single:
    _instance = None

    def __new__(cls, *args):
        if cls._instance is None:
            cls._instance = super().__new__(cls)
        return cls._instance

    def __init__(self, n=0):
        self.n = n


print(Single(1) is Single(2), Single._instance.n)


class Vec(tuple):
    __slots__ = ()

    def __new__(cls, *xs):
        return tuple.__new__(cls, xs)

    def __add__(self, o):
        return Vec(*(a + b for a, b in zip(self, o)))

    def __getattr__(self, n):
        try:
            return self["xyz".index(n)]
        except (ValueError, IndexError):
            raise AttributeError(f"{type(self).__name__} has no {n}") from None


v = Vec(1, 2) + Vec(3, 4)
print(v, v.y, v == (4, 6), v[::-1], {v: 1}, len(v), isinstance(v, tuple), v * 2)
try:
    v.z
except AttributeError as e:
    print(e)


class Grid:
    def __class_getitem__(cls, item):
        return f"{cls.__name__}[{item}]"

    def __getitem__(self, key):
        return key

    def __setitem__(self, key, value):
        print("set", key, value)

    def __delitem__(self, key):
        print("del", key)

    def __contains__(self, x):
        return x == 1 or "maybe"

    def __missing__(self, k):
        return "never"

    def __len__(self):
        return 0

    def __call__(self, *a, **k):
        return a, k


g = Grid()
print(Grid[int, 3], g[1, 2:3, ...], g[::2], g[()], g[-1,], g[*[1, 2]], 1 in g, 5 in g, bool(g), g(1, *[2], k=3))
g[0] = g[1:2] = "v"
del g[0], g[1:2]
g[0] += (1,) if False else 1


class Fill(dict):
    def __missing__(self, key):
        self[key] = value = key * 2
        return value


f = Fill(a=1)
print(f["a"], f["bb"], f.get("zz"), f, "q" in f, f.pop("bb"), f | {"c": 3}, type(f | {}).__name__, f.copy())
print(type("Dyn", (A,), {"x": 5, "m": lambda self: self.x})().m(), type(D).__name__, D.__base__.__name__, issubclass(D, (int, A)), D.__module__, D.__qualname__)
obj = object.__new__(D)
obj.__class__ = C
print(obj.who(), C.who(D()), isinstance(obj, B), callable(C), callable(obj), D.who.__qualname__, D().who.__func__ is D.who)
