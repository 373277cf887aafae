from dataclasses import dataclass, field, asdict, astuple, replace, fields, FrozenInstanceError, KW_ONLY, InitVar, make_dataclass, is_dataclass, MISSING
from typing import ClassVar, List
@dataclass
class A:
    x: int
    y: float = 2.0
    z: list = field(default_factory=list)
    w: int = field(default=3, repr=False, compare=False)
    c: ClassVar[int] = 9
a = A(1); print(a, a == A(1, 2.0, []), a == A(1, w=99), asdict(a), astuple(a), replace(a, x=5), [f.name for f in fields(a)], A.__match_args__)
try: A()
except TypeError as e: print(e)
try: A(1, 2, 3, 4, 5)
except TypeError as e: print(e)
try: A(q=1, x=1)
except TypeError as e: print(e)
@dataclass(frozen=True, order=True)
class F:
    a: int
    b: str = 'x'
f = F(1); print(f, hash(f) == hash(F(1)), F(1) < F(2), F(1, 'a') < F(1, 'b'), sorted([F(3), F(1)]))
try: f.a = 2
except FrozenInstanceError as e: print(e)
try: del f.a
except AttributeError as e: print(type(e), e)
try: F(1) < 3
except TypeError as e: print(e)
@dataclass
class B(A):
    q: str = 'q'
    def __post_init__(self): print('post', self.x)
print(B(1, q='z'))
try:
    @dataclass
    class Bad:
        a: int = 1
        b: int
except TypeError as e: print(e)
try:
    @dataclass
    class Bad:
        a: list = []
except ValueError as e: print(e)
@dataclass
class KW:
    a: int
    _: KW_ONLY
    b: int = 2
print(KW(1, b=3))
try: KW(1, 2)
except TypeError as e: print(e)
@dataclass(kw_only=True)
class KW2:
    a: int
print(KW2(a=1))
@dataclass
class I:
    a: int
    s: InitVar[int] = 5
    def __post_init__(self, s): self.a += s
print(I(1), I(1, 2))
@dataclass(eq=False)
class NE: a: int
print(NE(1) == NE(1))
@dataclass(repr=False)
class NR: a: int
@dataclass
class U: a: int
try: hash(U(1))
except TypeError as e: print(e)
@dataclass(unsafe_hash=True)
class UH: a: int
print(hash(UH(1)) == hash(UH(1)))
@dataclass(slots=True)
class SL: a: int; b: int = 0
s = SL(1); print(s, hasattr(s, '__dict__'))
try: s.q = 1
except AttributeError as e: print(e)
@dataclass
class Tree:
    v: int
    kids: 'List[Tree]' = field(default_factory=list)
t = Tree(1, [Tree(2), Tree(3, [Tree(4)])]); print(t, asdict(t))
M = make_dataclass('M', [('x', int), ('y', int, 5)]); print(M(1), is_dataclass(M), is_dataclass(3), is_dataclass(M(1)))
try: replace(3)
except TypeError as e: print(e)
try: asdict(3)
except TypeError as e: print(e)
try: fields(3)
except TypeError as e: print(e)
try: replace(a, nope=3)
except TypeError as e: print(e)
t = Tree(1); t.kids.append(t); print(t)
try:
    @dataclass(order=True)
    class OO:
        a: int
        def __lt__(self, o): return True
except TypeError as e: print(e)
