class V:
    def __init__(s, *a): s.v = list(a)
    def __repr__(s): return 'V' + str(tuple(s.v))
    def __add__(s, o): return V(*[a+b for a, b in zip(s.v, o.v)]) if isinstance(o, V) else NotImplemented
    def __radd__(s, o): return V(*[o+a for a in s.v]) if isinstance(o, int) else NotImplemented
    def __mul__(s, k): return V(*[a*k for a in s.v])
    __rmul__ = __mul__
    def __matmul__(s, o): return sum(a*b for a, b in zip(s.v, o.v))
    def __neg__(s): return V(*[-a for a in s.v])
    def __getitem__(s, i): return s.v[i]
    def __setitem__(s, i, x): s.v[i] = x
    def __delitem__(s, i): del s.v[i]
    def __len__(s): return len(s.v)
    def __contains__(s, x): print('contains'); return x in s.v
    def __call__(s, *a, **k): return (a, k)
    def __iadd__(s, o): print('iadd'); s.v += o.v; return s
    def __bool__(s): return bool(s.v)
    def __abs__(s): return sum(x*x for x in s.v)**.5
    def __iter__(s): return iter(s.v)
    def __reversed__(s): return reversed(s.v)
    def __format__(s, spec): return f'<{spec}|{s.v}>'
    def __index__(s): return len(s.v)
    def __divmod__(s, o): return ('dm', o)
    def __pow__(s, o, m=None): return ('pow', o, m)
    def __round__(s, n=None): return ('round', n)
    def __eq__(s, o): return isinstance(o, V) and s.v == o.v
a, b = V(1,2), V(3,4)
print(a+b, 1+a, a*2, 2*a, a@b, -a, a[0], a[-1], a[0:1], len(a), 3 in a, a(1,k=2), abs(a), list(a), list(reversed(a)), f'{a:xyz}', format(a), divmod(a, 3), a**2, pow(a,2,3), round(a), round(a,2), bool(V()), not a, [10,20,30][a], a == V(1,2), a != b)
a[0] = 100; del a[1]; print(a); a += b; print(a)
for f in (lambda: a + 'x', lambda: 'x' + a, lambda: a - 1, lambda: hash(a), lambda: a < b, lambda: {a: 1}, lambda: ~a, lambda: a['x'], lambda: a[10], lambda: int(a), lambda: float(a), lambda: a @ 3, lambda: 3 @ a, lambda: a // 2, lambda: +a):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class W:
    def __getitem__(s, i):
        print('get', i)
        if i > 2: raise IndexError
        return i*10
print(list(W()), 20 in W(), [x for x in W()])
class BadLen:
    def __len__(self): return -1
for f in (lambda: len(BadLen()), lambda: bool(BadLen())):
    try: f()
    except Exception as e: print(type(e).__name__, e)
class BadStr:
    def __str__(self): return 3
    def __repr__(self): return None
    def __bool__(self): return 1
    def __len__(self): return 'a'
    def __hash__(self): return 'a'
    def __iter__(self): return 3
    def __index__(self): return 'x'
    def __int__(self): return 'x'
    def __float__(self): return 'x'
    def __format__(self, s): return 3
    def __contains__(self, x): return 'yes'
    def __dir__(self): return ['b', 'a']
o = BadStr()
for f in (lambda: str(o), lambda: repr(o), lambda: bool(o), lambda: len(o), lambda: hash(o), lambda: iter(o), lambda: [1][o], lambda: int(o), lambda: float(o), lambda: format(o), lambda: 1 in o, lambda: dir(o), lambda: f'{o}', lambda: '%s' % o, lambda: range(o), lambda: print(o)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
