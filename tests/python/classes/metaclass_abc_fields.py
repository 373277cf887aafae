# ABCMeta and EnumMeta as given, models with fields, calls that go through type.__call__.
from abc import ABCMeta, abstractmethod, ABC
class Shape(metaclass=ABCMeta):
    @abstractmethod
    def area(self): ...
    @property
    @abstractmethod
    def name(self): ...
    def describe(self): return f"{self.name}: {self.area()}"
class Sq(Shape):
    def __init__(self, s): self.s = s
    def area(self): return self.s ** 2
    name = "square"
print(Sq(3).describe(), type(Shape), isinstance(Sq(1), Shape), Shape.__abstractmethods__ == {"area", "name"})
@Shape.register
class Other: pass
print(issubclass(Other, Shape), isinstance(Other(), Shape), Shape.register(int), isinstance(5, Shape))
try: Shape()
except TypeError as e: print(e)
class Half(Shape):
    def area(self): return 1
try: Half()
except TypeError as e: print(e)
class M(ABCMeta):
    def __new__(m, n, b, ns): 
        print("M", n); return super().__new__(m, n, b, ns)
class Z(Shape, metaclass=M): pass
print(type(Z).__name__)


from enum import Enum, EnumMeta
class Upper(EnumMeta):
    def __contains__(cls, x): return any(x == m.value for m in cls)
class Color(Enum, metaclass=Upper):
    RED = 1
print(1 in Color, 5 in Color, Color(1), type(Color).__name__)


class Field:
    def __init__(self, t): self.t = t
class ModelMeta(type):
    def __new__(mcs, name, bases, ns):
        fields = {k: v for k, v in ns.items() if isinstance(v, Field)}
        for k in fields: del ns[k]
        ns["_fields"] = {**{k: v for b in bases for k, v in getattr(b, "_fields", {}).items()}, **fields}
        return super().__new__(mcs, name, bases, ns)
class Model(metaclass=ModelMeta):
    def __init__(self, **kw):
        for k, f in self._fields.items():
            v = kw.pop(k)
            if not isinstance(v, f.t): raise TypeError(f"{k} must be {f.t.__name__}")
            setattr(self, k, v)
        if kw: raise TypeError(f"unknown {sorted(kw)}")
    def __repr__(self): return f"{type(self).__name__}({', '.join(f'{k}={getattr(self, k)!r}' for k in self._fields)})"
class User(Model):
    name = Field(str)
    age = Field(int)
class Admin(User):
    level = Field(int)
print(Admin(name="a", age=1, level=2), User._fields.keys())
try: User(name=1, age=2)
except TypeError as e: print(e)
try: User(name="x", age=1, z=3)
except TypeError as e: print(e)


class Meta(type):
    count = 0
    def __call__(cls, *args):
        Meta.count += 1
        obj = cls.__new__(cls, *args)
        obj.__init__(*args)
        obj.number = Meta.count
        return obj
class T(metaclass=Meta):
    def __init__(self, a): self.a = a
class U(T):
    def __new__(cls, *a):
        print("new", cls.__name__)
        return super().__new__(cls)
print(T(5).number, U(6).number, U(7).a)


class M(type):
    def __init__(cls, *args): pass
    def __call__(cls, *a, **k):
        inst = type.__call__(cls, *a, **k)
        print("made", inst.__class__.__name__)
        return inst
class L(list, metaclass=M): pass
class E(Exception, metaclass=M): pass
class I(int, metaclass=M): pass
print(L([1, 2]), I(5) + 1, repr(E("x")))
try: raise E
except E as e: print("caught", repr(e))
