# Every kind of pattern, nested; guards; class patterns with __match_args__; what binds when a case fails.
from dataclasses import dataclass
from collections import namedtuple, OrderedDict, defaultdict
from enum import Enum


class Color(Enum):
    RED = 1
    GREEN = 2


@dataclass
class Point:
    x: int
    y: int = 0


class Box:
    __match_args__ = ("first", "second")

    def __init__(self, first, second, extra=None):
        self.first, self.second, self.extra = first, second, extra


Pair = namedtuple("Pair", "left right")


def describe(value):
    match value:
        case None | True | False:
            return f"constant {value}"
        case 0 | -1 | 1.5:
            return "special number"
        case int(n) if n > 1000:
            return f"big {n}"
        case int() | float() as number:
            return f"number {number}"
        case "" | "empty":
            return "no text"
        case str(s) if (k := len(s)) > 5:
            return f"long text of {k}"
        case str():
            return "text"
        case Color.RED:
            return "red!"
        case Color():
            return "another color"
        case Point(0, 0):
            return "origin"
        case Point(x=0, y=y) | Point(x=y, y=0):
            return f"on an axis at {y}"
        case Point(x, y) if x == y:
            return f"diagonal {x}"
        case Point():
            return "point"
        case Box(Box(a, b), [c, *_], extra={"k": d}):
            return f"nested {a} {b} {c} {d}"
        case Box(first, second):
            return f"box {first!r} {second!r}"
        case Pair(left=l):
            return f"pair with {l}"
        case []:
            return "empty sequence"
        case [single]:
            return f"one: {single}"
        case [1, *middle, 9]:
            return f"1..9 around {middle}"
        case (("a" | "b") as letter, [x, [y, *rest]]):
            return f"{letter} {x} {y} {rest}"
        case [_, _, *others] if len(others) > 3:
            return f"many: {others}"
        case [first, *_, last]:
            return f"from {first} to {last}"
        case {"type": "circle", "r": r, **rest} if not rest:
            return f"circle {r}"
        case {"type": str(t), **rest}:
            return f"{t} with {rest}"
        case {1: _, 2: two}:
            return f"two is {two}"
        case {}:
            return f"a mapping of {len(value)}"
        case set() | frozenset():
            return "set"
        case _:
            return f"other {type(value).__name__}"


for v in [None, True, 0, -1, 1.5, 7, 2.25, 5000, "", "empty", "abcdef", "abc", Color.RED, Color.GREEN, Point(0), Point(0, 4),
          Point(5), Point(3, 3), Point(1, 2), Box(Box(1, 2), (3, 4), {"k": 5}), Box(1, 2), Pair(1, 2), [], (1,), [1, 2, 3, 9],
          ("b", [1, (2, 3, 4)]), [5, 6, 7, 8, 9, 10], (1, 2), range(3), {"type": "circle", "r": 1}, {"type": "circle", "r": 1, "c": 2},
          {"type": 5}, {1: 1, 2: 2}, {}, OrderedDict(a=1), defaultdict(int), {1}, frozenset(), iter([]), object, 10 ** 30]:
    print(repr(v)[:40].split(" at 0x")[0], "->", describe(v))

match [1, [2, 3]]:
    case [a, [b, 4]]:
        print("no")
    case [a, [b, c]] if a > 5:
        print("guard")
    case _:
        print("left over:", a, b, c)
try:
    match Box(1, 2):
        case Box(1, 2, 3):
            pass
except TypeError as e:
    print(e)
try:
    match 5:
        case int(1, 2):
            pass
except TypeError as e:
    print(e)
try:
    match 5:
        case describe():
            pass
except TypeError as e:
    print(e)
match = {"case": 1}
case = match["case"]
print(match, case)
