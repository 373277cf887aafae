class M(type): pass
class A(metaclass=M, k=1): pass
