# A metaclass that takes part in everything: making classes, calling them, operators and attributes on the class itself.
class Meta(type):
    def __new__(mcs, name, bases, ns, **kw):
        print("new", name, [b.__name__ for b in bases], sorted(k for k in ns if not k.startswith("__")), kw)
        ns["added"] = 5
        return super().__new__(mcs, name, bases, ns)
    def __init__(cls, name, bases, ns, **kw):
        print("init", name, kw)
        super().__init__(name, bases, ns)
    def __call__(cls, *a, **k):
        print("call", cls.__name__, a, k)
        return super().__call__(*a, **k)
    def __len__(cls): return 42
    def __iter__(cls): return iter("abc")
    def __contains__(cls, x): return x == 1
    def __getitem__(cls, k): return (cls.__name__, k)
    def __getattr__(cls, n): return "meta attr " + n
    def __repr__(cls): return f"<{cls.__name__} made by Meta>"
    def __eq__(cls, o): return cls is o
    def __hash__(cls): return 7
    def __add__(cls, o): return "added " + str(o)
    def __bool__(cls): return False
    def method(cls): return cls.__name__
    @property
    def prop(cls): return "prop of " + cls.__name__
class A(metaclass=Meta, flag=1):
    x = 1
    def __init__(self, v=0): self.v = v
class B(A):
    y = 2
print(A, B, A(3).v, B.added, len(A), list(B), 1 in A, A[3], A.zzz, A.method(), B.prop, A + 1, bool(A), hash(A), type(B), isinstance(A, Meta), isinstance(B, type))
try: A().method
except AttributeError as e: print(e)


class M(type):
    def __setattr__(cls, n, v):
        print("meta set", n); super().__setattr__(n, v)
    def __delattr__(cls, n):
        print("meta del", n); super().__delattr__(n)
    def __getattribute__(cls, n):
        if not n.startswith("__"): print("meta get", n)
        return super().__getattribute__(n)
class A(metaclass=M): x = 1
A.y = 2
print(A.x, A.y)
del A.x
try: A.x
except AttributeError as e: print(e)
print(A().y)
