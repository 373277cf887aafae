class Final(type):
    def __new__(m, name, bases, ns):
        for b in bases:
            if isinstance(b, Final): raise TypeError(f"{b.__name__} is final")
        return type.__new__(m, name, bases, ns)
class A(metaclass=Final): pass
class B(A): pass
