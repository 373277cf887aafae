class A:
    count = 0
    def __init__(self, x): self.x = x; A.count += 1
    def __repr__(self): return f'{type(self).__name__}({self.x!r})'
    def __eq__(self, o): return isinstance(o, A) and self.x == o.x
    def __hash__(self): return hash(self.x)
    def __lt__(self, o): return self.x < o.x
    @property
    def double(self): return self.x*2
    @double.setter
    def double(self, v): self.x = v//2
    @double.deleter
    def double(self): print('del'); self.x = 0
    @classmethod
    def make(cls, s): return cls(int(s))
    @staticmethod
    def helper(a, b=2): return a*b
class B(A):
    def __init__(self, x, y):
        super().__init__(x); self.y = y
    def __str__(self): return 'B!' + super().__repr__()
a = A(3); b = B.make if False else B(1,2)
print(a, b, [a,b], a.double, A.make('5'), a.helper(4), A.helper(1,1))
a.double = 10; print(a.x); del a.double; print(a.x)
print(sorted([A(3),A(1),A(2)]), A.count, {A(1), A(1)}, A(1)==A(1), A(1)!=A(2))
try: A(1) > 3
except TypeError as e: print(e)
try: A(1) <= A(2)
except TypeError as e: print(e)
print(A(1) > A(0))
print(B.__mro__, B.__bases__, B.__name__, b.__dict__, vars(b), B.__qualname__, b.__class__)
try: a.nope
except AttributeError as e: print(e, e.name, e.obj is a)
try: A.nope
except AttributeError as e: print(e)
try: A()
except TypeError as e: print(e)
try: A(1,2,3)
except TypeError as e: print(e)
try: B(1)
except TypeError as e: print(e)
try: a.helper()
except TypeError as e: print(e)
try: a.make()
except TypeError as e: print(e)
class RO:
    @property
    def p(self): return 1
try: RO().p = 3
except AttributeError as e: print(e)
try: del RO().p
except AttributeError as e: print(e)
class S:
    __slots__ = ('a', 'b')
s = S(); s.a = 1
try: s.c = 3
except AttributeError as e: print(e)
try: s.b
except AttributeError as e: print(e)
try: s.__dict__
except AttributeError as e: print(e)
class Abs:
    def __getattr__(self, n):
        if n.startswith('x'): return n.upper()
        raise AttributeError(f'no {n}')
print(Abs().xyz, hasattr(Abs(), 'q'), getattr(Abs(), 'q', 0))
class C3a: pass
class C3b(C3a): pass
try:
    class D(C3a, C3b): pass
except TypeError as e: print(e)
try:
    class D(C3a, C3a): pass
except TypeError as e: print(e)
try:
    class D(3): pass
except TypeError as e: print(e)
try:
    class D(bool): pass
except TypeError as e: print(e)
try:
    class D(None): pass
except TypeError as e: print(e)
try:
    class D(type(None)): pass
except TypeError as e: print(e)
try:
    class D(int, str): pass
except TypeError as e: print(e)
try:
    class D(len.__class__): pass
except TypeError as e: print(e)
