# Descriptors of every kind, __set_name__, lookup order, and what super() makes of them.
class Typed:
    def __init__(self, kind, default=None):
        self.kind, self.default = kind, default

    def __set_name__(self, owner, name):
        print("set_name", owner.__name__, name)
        self.name = name
        self.slot = "_" + name

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        return instance.__dict__.get(self.slot, self.default)

    def __set__(self, instance, value):
        if not isinstance(value, self.kind):
            raise TypeError(f"{self.name}: expected {self.kind.__name__}, got {type(value).__name__}")
        instance.__dict__[self.slot] = value

    def __delete__(self, instance):
        try:
            del instance.__dict__[self.slot]
        except KeyError:
            raise AttributeError(self.name) from None


class Once:
    "A descriptor without __set__: the instance's own dict wins afterwards."
    def __init__(self, function):
        self.function = function
        self.__doc__ = function.__doc__

    def __get__(self, instance, owner):
        if instance is None:
            return f"<once of {owner.__name__}>"
        value = instance.__dict__[self.function.__name__] = self.function(instance)
        return value


class Point:
    x = Typed(int, 0)
    y = Typed((int, float), 1.5) if False else Typed(float, 1.5)

    @Once
    def length(self):
        "distance from the origin"
        print("computing")
        return (self.x ** 2 + self.y ** 2) ** 0.5


p = Point()
print(p.x, p.y, vars(p))
p.x = 3
p.y = 4.0
print(p.length, p.length, sorted(vars(p)))
p.length = "mine"
print(p.length, Point.length, Point.__dict__["length"].__doc__)
del p.length
print(p.length)
for bad in ["p.x = 'a'", "del p.x", "del p.x"]:
    try:
        if bad.startswith("del"):
            del p.x
        else:
            p.x = "a"
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
print(isinstance(Point.x, Typed), Point.x.name, p.x)


class Base:
    def __init_subclass__(cls, /, tag=None, **rest):
        super().__init_subclass__(**rest)
        cls.tag = tag or cls.__name__.lower()
        print("subclass", cls.__name__, cls.tag)


class Left(Base, tag="l"):
    pass


class Right(Left):
    value = property(lambda self: self._v, lambda self, v: setattr(self, "_v", v * 2), doc="twice")


r = Right()
r.value = 21
print(r.value, Right.value.__doc__, Right.value.fget(r), Right.value.fdel)
try:
    class Wrong(Base, nope=1):
        pass
except TypeError as e:
    print(e)
try:
    class Broken:
        field = type("D", (), {"__set_name__": lambda self, owner, name: 1 / 0})()
except RuntimeError as e:
    print(e, "|", repr(e.__cause__))
print(Right.__mro__ == (Right, Left, Base, object), Right.tag, Left.tag)
