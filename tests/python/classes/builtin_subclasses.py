class Desc:
    def __set_name__(self, owner, name): print('set_name', owner.__name__, name); self.name = '_' + name
    def __get__(self, obj, owner=None):
        if obj is None: return self
        return getattr(obj, self.name, 'unset')
    def __set__(self, obj, v):
        if v < 0: raise ValueError('neg')
        setattr(obj, self.name, v)
    def __delete__(self, obj): print('delete'); delattr(obj, self.name)
class P:
    a = Desc(); b = Desc()
p = P(); print(p.a); p.a = 5; print(p.a, p.__dict__); del p.a; print(p.a)
try: p.b = -1
except ValueError as e: print(e)
print(type(P.a).__name__)
class Base:
    subs = []
    def __init_subclass__(cls, /, tag=None, **kw):
        super().__init_subclass__(**kw); cls.tag = tag; Base.subs.append(cls.__name__)
class X(Base, tag='t'): pass
class Y(X): pass
print(Base.subs, X.tag, Y.tag)
try:
    class Z(Base, foo=1): pass
except TypeError as e: print(e)
class Q: pass
try:
    class Z(Q, foo=1): pass
except TypeError as e: print(e)
class N(int):
    def __new__(cls, v, extra=None):
        o = super().__new__(cls, v*2); o.extra = extra; return o
    def __add__(self, o): return N(int(self)+int(o))
n = N(5, 'e'); print(n, n.extra, n+1, type(n+1), n*2, type(n*2), repr(n), f'{n:05d}', n == 10, hash(n) == hash(10), [1]*N(1))
class L(list):
    def append(self, x): super().append(x*2)
    def __getitem__(self, i): return ('item', super().__getitem__(i))
l = L([1]); l.append(3); print(l, l[0], len(l), list(l), l + [1], type(l+[1]), l[:1])
class D(dict):
    def __missing__(self, k): self[k] = k*2; return self[k]
d = D(a=1); print(d['a'], d['zz'], d, d.get('q'), isinstance(d, dict), d == {'a':1,'zz':'zzzz'})
class S(str):
    def __len__(self): return 99
s = S('abc'); print(s, len(s), s.upper(), type(s.upper()), s + 'd', s == 'abc', {s: 1}, repr(s), f'{s:>5}', s[1])
class T(tuple):
    def __new__(cls, *a): return super().__new__(cls, a)
t = T(1,2,3); print(t, t[0], len(t), type(t), t+(4,), t == (1,2,3), hash(t) == hash((1,2,3)))
class F(float):
    def __repr__(self): return f'F<{float(self)}>'
f = F(2.5); print(f, [f], f*2, f'{f:.1f}', str(f), round(f), '%s' % f)
class E(Exception):
    def __init__(self, code, msg): super().__init__(msg); self.code = code
try: raise E(3, 'hello')
except E as e: print(e, repr(e), e.code, e.args)
class E2(ValueError):
    def __str__(self): return 'custom'
try: raise E2('x', 1)
except ValueError as e: print(e, repr(e), e.args)
