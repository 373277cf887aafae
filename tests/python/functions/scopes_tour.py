x = 'global'
def f():
    x = 'f'
    def g():
        nonlocal x
        x = 'g'
        def h():
            global x
            x = 'h'
        h(); return x
    print(g(), x)
f(); print(x)
fs = [lambda: i for i in range(3)]; print([f() for f in fs])
fs = [lambda i=i: i for i in range(3)]; print([f() for f in fs])
class A:
    y = 5
    z = [y for _ in range(2)] if 0 else [1]
    def m(self): return A.y
try:
    class B:
        q = 5
        r = [q for _ in range(2)]
except NameError as e: print(e)
def outer():
    def inner(): return v
    try: inner()
    except NameError as e: print(e)
    v = 3
    return inner()
print(outer())
def lv():
    try: print(zz)
    except UnboundLocalError as e: print(e)
    zz = 3
lv()
print([y := 5, y**2], y)
print(any((hit := n) > 3 for n in range(10)), hit)
def counter():
    c = 0
    def inc():
        nonlocal c; c += 1; return c
    return inc
c = counter(); print(c(), c(), c.__closure__[0].cell_contents, c.__code__.co_freevars)
def dflt(a, b=[]): b.append(a); return b
print(dflt(1), dflt(2), dflt.__defaults__)
def ann(a: int, b: 'str' = 'x', *c: float, d: list = None, **e) -> dict: "doc"; return locals()
print(ann.__annotations__, ann.__doc__, ann.__kwdefaults__, ann(1), ann.__name__, ann.__module__, ann.__code__.co_varnames, ann.__code__.co_argcount)
print(globals()['x'], 'x' in globals(), sorted(k for k in locals() if len(k) == 1))
del x
try: x
except NameError as e: print(e)
ann.attr = 5; print(ann.attr, ann.__dict__)
if (n := 10) > 5: print(n)
exec_ = 1
def gen(): yield from (i for i in range(3))
print(list(gen()))
print((lambda *a, k=2, **kw: (a, k, kw))(1, 2, k=3, z=4))
def deco(n):
    def d(f):
        from functools import wraps
        @wraps(f)
        def w(*a, **k):
            """wdoc"""
            return [f(*a, **k)] * n
        return w
    return d
@deco(2)
def add(a, b): "adds"; return a + b
print(add(1, 2), add.__name__, add.__doc__, add.__wrapped__(1, 2))
