from enum import Enum, IntEnum, auto, unique, Flag, IntFlag, StrEnum
class C(Enum):
    RED = 1
    GREEN = 2
    BLUE = auto()
    ALIAS = 1
print(C.RED, repr(C.RED), C.RED.name, C.RED.value, C(2), C['BLUE'], list(C), len(C), C.RED is C.ALIAS, C.RED == 1, C.RED in C, C.BLUE.value, C.__members__)
print(f'{C.RED}', '%s' % C.RED, {C.RED: 1}, isinstance(C.RED, C), type(C.RED), C)
try: C(9)
except ValueError as e: print(e)
try: C['X']
except KeyError as e: print(e)
try: C.X
except AttributeError as e: print(e)
try: C.RED = 3
except AttributeError as e: print(e)
try: C.RED < C.GREEN
except TypeError as e: print(e)
try: C.RED.value = 4
except AttributeError as e: print(e)
class I(IntEnum):
    A = 1
    B = 2
print(I.A, repr(I.A), I.A < I.B, I.A + 1, I.A == 1, sorted([I.B, I.A]), f'{I.A}', f'{I.A:03d}', [10, 20, 30][I.A], int(I.A), max(I))
class S(StrEnum):
    X = auto(); Y = 'yy'
print(S.X, repr(S.X), S.X == 'x', S.Y.upper())
class P(Enum):
    E = (1, 2.0)
    M = (3, 4.0)
    def __init__(self, m, r): self.m = m; self.r = r
    @property
    def g(self): return self.m * self.r
    @classmethod
    def first(cls): return next(iter(cls))
    def __str__(self): return f'planet {self.name}'
print(P.E.g, P.M, P.first(), P((1, 2.0)), repr(P.M))
try:
    @unique
    class D(Enum):
        A = 1; B = 1
except ValueError as e: print(e)
try:
    class D(C): Z = 1
except TypeError as e: print(e)
A = Enum('A', 'X Y Z'); print(list(A), A.Y.value)
class Fl(Flag):
    R = auto(); W = auto(); X = auto()
print(Fl.R | Fl.W, repr(Fl.R | Fl.W), Fl.R & Fl.W, bool(Fl.R & Fl.W), Fl.R in (Fl.R | Fl.X), ~Fl.R, Fl(3), Fl.X.value, list(Fl.R|Fl.X))
class W(Enum):
    def _generate_next_value_(name, start, count, last): return name.lower()
    FOO = auto(); BAR = auto()
print([w.value for w in W])
for c in C: print(c.name, c.value, hash(c) == hash(c.name))
