# __slots__: inheritance, private names, conflicts, what is refused.
class A:
    __slots__ = ("a", "__b")
    def __init__(self): self.a = 1; self.__b = 2
class B(A): pass
class C(A):
    __slots__ = ["c"]
    c2 = 5
class D(A):
    __slots__ = ("__dict__",)
b = B(); b.z = 3
print(b.z, b.a, b._A__b, A.__slots__)
for f in (lambda: A().zz, lambda: setattr(A(), "zz", 1), lambda: C().c, lambda: vars(A()), lambda: setattr(D(), "q", 1), lambda: delattr(A(), "q")):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class E(A):
    a = 5
try:
    class F:
        __slots__ = ("x",)
        x = 1
except ValueError as e: print(e)
try:
    class G(A, C): pass
except TypeError as e: print(e)
try:
    class H:
        __slots__ = ("1x",)
except TypeError as e: print(e)
try:
    class I(int): __slots__ = ("x",)
except TypeError as e: print(e)
class J:
    __slots__ = {"a": "doc of a"}
print(J.a.__doc__, J.__slots__, type(J.a).__name__, repr(J.a))
class K1:
    __slots__ = ("x",)
class K2:
    __slots__ = ("y",)
try:
    class K(K1, K2): pass
except TypeError as e: print(e)
