from enum import *
def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)

print("--- 0")
try:
    class C(Enum):
        A=1
        B=auto()
        @classmethod
        def f(cls): pass
    t(lambda: C.Z)
    t(lambda: setattr(C,'A',3))
    t(lambda: setattr(C.A,'value',3))
    t(lambda: setattr(C.A,'name',3))
    t(lambda: delattr(C,'A'))
    t(lambda: C())
    t(lambda: dir(C)); t(lambda: dir(C.A))
    t(lambda: C.__members__)
    t(lambda: C.__doc__)
    t(lambda: Enum('X','a b c')); t(lambda: list(Enum('X','a b c')))
    t(lambda: list(Enum('X',{'a':5})))
    t(lambda: list(Enum('X',[('a',5),('b',6)])))
    t(lambda: list(Enum('X',['a','b'])))
    t(lambda: f"{C.A:>10}|{C.A!r}|{C.A!s}")
    t(lambda: C.A < C.B)
    t(lambda: C.A.nope)
    t(lambda: (C('1'),))
    t(lambda: C([1]))
    t(lambda: {C.A: 1}[C.A])
    t(lambda: list(reversed(C)))
    t(lambda: (bool(C), len(C), C.A in C, isinstance(C.A, C), type(C.A), C.A == 1, C.A != C.B, C.A is C.A))
    t(lambda: repr(C))
    t(lambda: C.A.__class__)
    t(lambda: C(1).name)
    t(lambda: sorted(C, key=lambda c: c.value))
    t(lambda: [c.name for c in C])
except Exception as e:
    print(type(e).__name__, e)

print("--- 1")
try:
    class A(Enum): X=1
    class B(A): Y=2
except Exception as e:
    print(type(e).__name__, e)

print("--- 2")
try:
    class A(Enum):
        def hi(self): return f'hi {self.name}'
    class B(A):
        Y=2
        Z=Y
        def __str__(self): return self.name.lower()
    t(lambda: (B.Y.hi(), str(B.Y), f"{B.Y}", B.Z, list(B), B.__members__))
except Exception as e:
    print(type(e).__name__, e)

print("--- 3")
try:
    class S(str, Enum):
        X='x'; Y='y'
    t(lambda: (S.X, str(S.X), f"{S.X}", S.X=='x', S.X.upper(), S('x'), S.X.value, S.X + 'q', hash(S.X)==hash('x'), isinstance(S.X, str), 'x' in [S.X], {'x':1}.get(S.X)))
except Exception as e:
    print(type(e).__name__, e)

print("--- 4")
try:
    class SE(StrEnum):
        X=auto(); Y='q'
    t(lambda: (SE.X, str(SE.X), f"{SE.X}", SE.X.value, SE('q'), SE.X == 'x'))
    class SE2(StrEnum):
        X=1
except Exception as e:
    print(type(e).__name__, e)

print("--- 5")
try:
    class F(Flag):
        R=1;W=2;X=4; RW=3
    t(lambda: (F.R|F.W, F.R|F.X, ~F.R, F(0), F(7), F.R in F.RW, list(F.RW), str(F.R|F.X), (F.R|F.X).name, len(F.RW), bool(F(0)), list(F), len(F)))
    t(lambda: F(8))
    t(lambda: F(-1))
    t(lambda: (F.R & F.W, F.R ^ F.RW, F.R.value, (F.R|F.W).value, str(F(0)), F.R|F.W is F.RW))
    t(lambda: F.R|1)
    t(lambda: repr(F))
    t(lambda: F('a'))
except Exception as e:
    print(type(e).__name__, e)

print("--- 6")
try:
    class F(Flag):
        A=auto(); B=auto(); C=auto()
    t(lambda: (list(F), F.A|F.C, F.A.value, F.B.value, F.C.value, ~F.A, F.A|F.B|F.C))
except Exception as e:
    print(type(e).__name__, e)

print("--- 7")
try:
    class IF(IntFlag):
        R=1;W=2
    t(lambda: (IF.R|IF.W, IF.R|8, IF(9), str(IF.R|IF.W), f"{IF.R}", IF.R+1, ~IF.R, IF.R & 3, 3 & IF.R, IF.R == 1, IF(0), repr(IF(16))))
except Exception as e:
    print(type(e).__name__, e)

print("--- 8")
try:
    class P(Enum):
        EARTH=(1,2)
        MARS=(3,4)
        def __init__(self,m,r): self.m=m; self.r=r
        @property
        def d(self): return self.m/self.r
    t(lambda: (P.EARTH, P.EARTH.m, P.EARTH.d, P((3,4))))
except Exception as e:
    print(type(e).__name__, e)

print("--- 9")
try:
    t(lambda: unique(Enum('X',{'a':5,'b':5})))
    @unique
    class Q(Enum):
        A=1; B=1; C=1
except Exception as e:
    print(type(e).__name__, e)

print("--- 10")
try:
    class W(Enum):
        A=1
        @classmethod
        def _missing_(cls, v): return cls.A if v=='a' else None
    t(lambda: (W('a'),)); t(lambda: W('b'))
    class W2(Enum):
        @classmethod
        def _missing_(cls, v): return 5
        A=1
    t(lambda: W2('b'))
except Exception as e:
    print(type(e).__name__, e)

print("--- 11")
try:
    class IE(IntEnum):
        A=1
        B=auto()
    t(lambda: (IE.A, str(IE.A), f"{IE.A}", IE.A+1, IE.A==1, [1,2][IE.A], repr(IE.A), IE('1')))
    t(lambda: (IE.A, str(IE.A), f"{IE.A:03d}", IE.A+1, IE.A==1, [1,2][IE.A], repr(IE.A), type(IE.A+1), IE.A < IE.B, sorted([IE.B, IE.A]), max(IE), sum(IE), IE.B.value, IE(2), int(IE.A), IE.A.name, hash(IE.A), {1:2}[IE.A], range(IE.B)))
    t(lambda: "%d %s %r" % (IE.A, IE.A, IE.A))
except Exception as e:
    print(type(e).__name__, e)

print("--- 12")
try:
    class G(Enum):
        def _generate_next_value_(name,start,count,last): return name.lower()
        A=auto(); B=auto()
    t(lambda: list(G))
except Exception as e:
    print(type(e).__name__, e)

print("--- 13")

print("--- 14")
try:
    class D(Enum):
        A=[1]; B=[1]; C={'x':1}
    t(lambda: (list(D), D([1]), D({'x':1}), D.B is D.A))
    t(lambda: D([2]))
except Exception as e:
    print(type(e).__name__, e)

print("--- 15")
try:
    class N(Enum):
        _ignore_=['i']
        i=5
        A=1
    t(lambda: (list(N),))
    t(lambda: N.i)
except Exception as e:
    print(type(e).__name__, e)

print("--- 16")
try:
    class T(tuple, Enum):
        A=(1,2)
    t(lambda: (T.A, T.A[0], T.A.value))
except Exception as e:
    print(type(e).__name__, e)

print("--- 17")
try:
    class V(float, Enum):
        A=1.5
    t(lambda: (V.A, V.A*2, str(V.A), f"{V.A}"))
except Exception as e:
    print(type(e).__name__, e)

print("--- 18")
try:
    class Co(Enum):
        R=1
        def __new__(cls, v):
            o=object.__new__(cls); o._value_=v*10; return o
    t(lambda: (Co.R, Co(10)))
except Exception as e:
    print(type(e).__name__, e)

print("--- 19")
try:
    class _x_(Enum):
        _foo_=1
except Exception as e:
    print(type(e).__name__, e)

print("--- 20")
try:
    class K(Enum):
        A=1
        f=lambda self: 5
        B=2
    t(lambda: (list(K), K.A.f()))
    import copy
    t(lambda: (copy.copy(K.A) is K.A, copy.deepcopy([K.A])[0] is K.A))
    t(lambda: Enum)
    t(lambda: IntEnum)
    t(lambda: K.A.A)

except Exception as e:
    print(type(e).__name__, e)
