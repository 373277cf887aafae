# What metaclasses are written for: one instance, registries, declared fields, prepared namespaces, instance checks.
class Singleton(type):
    _instances = {}
    def __call__(cls, *args, **kwargs):
        if cls not in cls._instances:
            cls._instances[cls] = super().__call__(*args, **kwargs)
        return cls._instances[cls]
class Db(metaclass=Singleton):
    def __init__(self, n): self.n = n
print(Db(1) is Db(2), Db(3).n, type(Db).__name__)


class Registry(type):
    classes = []
    def __init__(cls, name, bases, ns):
        super().__init__(name, bases, ns)
        if bases: cls.classes.append(name)
class Base(metaclass=Registry): pass
class P(Base): pass
class Q(P, Base): pass
print(Registry.classes, Base.classes, [c.__name__ for c in type.mro(Q)])


class Ordered(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kw):
        print("prepare", name, bases, kw)
        return {"given": 1}
    def __new__(mcs, name, bases, ns):
        print(list(ns))
        return type.__new__(mcs, name, bases, dict(ns))
class C(metaclass=Ordered):
    a = given + 1
    b = 2
print(C.a, C.given)


class Log(dict):
    def __setitem__(self, k, v):
        print("set", k)
        super().__setitem__(k, v)
class M(type):
    @classmethod
    def __prepare__(mcs, name, bases): return Log()
class C(metaclass=M):
    x = 1
    def f(self): pass
    for i in range(2): y = i
print(C.y)


class M1(type): pass
class M2(M1): pass
class A(metaclass=M1): pass
class B(metaclass=M2): pass
class C(A, B): pass
print(type(C))
class D(A, metaclass=M2): pass
print(type(D))


def make(name, bases, ns):
    print("function metaclass", name)
    return 5
class X(metaclass=make): pass
print(X)


class M(type):
    def __instancecheck__(cls, o): return o == 5
    def __subclasscheck__(cls, o): return o is int
class A(metaclass=M): pass
print(isinstance(5, A), isinstance(6, A), issubclass(int, A), issubclass(str, A))


class AutoRepr(type):
    def __new__(m, name, bases, ns):
        cls = super().__new__(m, name, bases, ns)
        if "__repr__" not in ns:
            cls.__repr__ = lambda self: f"{name}({', '.join(f'{k}={v!r}' for k, v in vars(self).items())})"
        cls._fields = [k for k, v in ns.get("__annotations__", {}).items()]
        return cls
class P(metaclass=AutoRepr):
    x: int
    y: int = 2
    def __init__(self): self.x, self.y = 1, 2
print(P(), P._fields)
