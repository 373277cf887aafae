class A(undefined): pass
