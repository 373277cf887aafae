# Enum, IntEnum, auto, aliases, methods, unique, lookup errors, iteration, use as keys.
from enum import Enum, IntEnum, auto, unique


class Shape(Enum):
    CIRCLE = "c"
    SQUARE = "s"
    ROUND = "c"

    def describe(self):
        return f"{self.name.title()} ({self.value})"

    @classmethod
    def default(cls):
        return cls.SQUARE

    @property
    def short(self):
        return self.value.upper()

    def __str__(self):
        return f"shape:{self.value}"


print(list(Shape), len(Shape), Shape.ROUND is Shape.CIRCLE, Shape.ROUND.name)
print(Shape("s"), repr(Shape("s")), Shape["ROUND"], Shape.CIRCLE.describe(), Shape.default().short)
print(f"{Shape.CIRCLE}", "%s" % Shape.CIRCLE, "{!r}".format(Shape.CIRCLE))
print(Shape.__members__["ROUND"], list(Shape.__members__), Shape.CIRCLE in Shape, isinstance(Shape.CIRCLE, Shape))
for bad in (lambda: Shape("x"), lambda: Shape["NOPE"], lambda: Shape.NOPE, lambda: Shape.CIRCLE < Shape.SQUARE):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)


class Weekday(IntEnum):
    MON = 1
    TUE = auto()
    SUN = 7


print(Weekday.TUE, repr(Weekday.TUE), Weekday.TUE + 1, Weekday.SUN > Weekday.MON, Weekday(7), sorted([Weekday.SUN, Weekday.MON]))
print(f"{Weekday.SUN}", f"{Weekday.SUN:03d}", "%d" % Weekday.SUN, [10, 20, 30][Weekday.MON], Weekday.MON == 1, {1: "one"}[Weekday.MON])
print(isinstance(Weekday.MON, int), Weekday.MON.real, sum(Weekday), max(Weekday).name, Weekday.MON * 2.5)


class Planet(Enum):
    EARTH = (5.97e24, 6.37e6)
    MARS = (6.42e23, 3.39e6)

    def __init__(self, mass, radius):
        self.mass, self.radius = mass, radius

    @property
    def gravity(self):
        return 6.67e-11 * self.mass / self.radius ** 2


print([f"{p.name} {p.gravity:.2f}" for p in Planet], Planet((6.42e23, 3.39e6)))
try:
    @unique
    class Twice(Enum):
        A = 1
        B = 1
        C = 1
except ValueError as e:
    print(e)
Level = Enum("Level", "LOW MID HIGH")
print(list(Level), Level.MID.value, Level(3))
Named = Enum("Named", {"X": 10, "Y": 20})
print(Named.X, [n.value for n in reversed(Named)], hash(Named.X) == hash(Named.X), {Named.X: "k"}[Named(10)])


class Auto(Enum):
    def _generate_next_value_(name, start, count, last_values):
        return (name.lower(), count)
    ONE = auto()
    TWO = auto()


print([a.value for a in Auto])


class Missing(Enum):
    NONE = 0

    @classmethod
    def _missing_(cls, value):
        return cls.NONE if value is None else None


print(Missing(None))
try:
    Missing(5)
except ValueError as e:
    print(e)
try:
    Shape.CIRCLE.value = 5
except AttributeError as e:
    print(type(e).__name__, e)
print(Shape.CIRCLE == "c", Shape.CIRCLE != Shape.SQUARE, bool(Missing.NONE), type(Shape.CIRCLE), Shape)
