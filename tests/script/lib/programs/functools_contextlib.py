from functools import *
from contextlib import *
def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)

print("--- 0")
try:
    @total_ordering
    class A:
        def __init__(s,v): s.v=v
        def __eq__(s,o): return s.v==o.v
        def __lt__(s,o):
            return s.v<o.v
    t(lambda: [A(1)<A(2),A(1)<=A(1),A(2)>A(1),A(2)>=A(3)])
    for root in ['__lt__','__le__','__gt__','__ge__']:
        import operator
        op={'__lt__':operator.lt,'__le__':operator.le,'__gt__':operator.gt,'__ge__':operator.ge}[root]
        B=type('B',(),{'__init__':lambda s,v:setattr(s,'v',v),'__eq__':lambda s,o:s.v==o.v, root:lambda s,o,op=op: op(s.v,o.v) if isinstance(o,B) else NotImplemented})
        B=total_ordering(B)
        t(lambda: [[f(B(i),B(j)) for f in (operator.lt,operator.le,operator.gt,operator.ge)] for i in range(3) for j in range(3)])
        t(lambda: B(1)<3); t(lambda: B(1)>=3)
    @total_ordering
    class C: pass
except Exception as e:
    print(type(e).__name__, e)

print("--- 1")
try:
    @lru_cache(maxsize=2)
    def sq(n): print('sq',n); return n*n
    for i in (1,2,1,3,2,1): sq(i)
    t(lambda: sq.cache_info()); t(lambda: sq.cache_parameters()); t(lambda: sq([1])); t(lambda: sq.__wrapped__(5)); t(lambda: sq.__name__)
    sq.cache_clear(); t(sq.cache_info)
    t(lambda: lru_cache('x')); t(lambda: lru_cache(maxsize=-5)(abs).cache_info()); t(lambda: lru_cache(abs)(-3))
    @lru_cache(typed=True)
    def ty(x): return type(x)
    t(lambda: (ty(1),ty(1.0),ty(True),ty.cache_info()))
    class M:
        @lru_cache(None)
        def f(self,x): return x
    m=M(); t(lambda: (m.f(1),m.f(1),M.f.cache_info()))
    @cache
    def kw(a,b=2,*c,**d): return (a,b,c,d)
    t(lambda: (kw(1),kw(1,2),kw(1,b=2),kw(1,2,3,z=4),kw.cache_info()))
except Exception as e:
    print(type(e).__name__, e)

print("--- 2")
try:
    class D:
        @cached_property
        def slow(self):
            "doc"
            print('computing'); return 5
    d=D(); t(lambda: (d.slow,d.slow,d.__dict__)); t(lambda: D.slow.__doc__); 
    class S:
        __slots__=()
        @cached_property
        def x(self): return 1
    t(lambda: S().x)
except Exception as e:
    print(type(e).__name__, e)

print("--- 3")
try:
    @singledispatch
    def show(x): return 'obj'
    @show.register
    def _(x: int): return 'int'
    @show.register(list)
    def _l(x): return 'list'
    @show.register
    def _u(x: str | float): return 'strfloat'
    t(lambda: [show(1),show([]),show('s'),show(True),show(2.5),show(None)]); t(lambda: show()); t(lambda: show.register(5)); t(lambda: show.registry.keys()); t(lambda: show.dispatch(bool) is show.dispatch(int))
    import collections.abc
    @show.register(collections.abc.Mapping)
    def _m(x): return 'mapping'
    t(lambda: show({})); 
    class K:
        @singledispatchmethod
        def f(self,x): return 'base'
        @f.register
        def _(self,x:int): return 'int'
    t(lambda: (K().f(1),K().f('a')))
except Exception as e:
    print(type(e).__name__, e)

print("--- 4")
try:
    class P:
        def f(self,a,b,c=3): return (a,b,c)
        g=partialmethod(f,1,c=9)
        h=partialmethod(g,2)
    t(lambda: (P().g(5),P().h()))
    p=partial(print,'pre',sep='|'); p(1,2); p('x',sep='-')
    t(lambda: p); t(lambda: (p.func,p.args,p.keywords)); t(lambda: partial()); t(lambda: partial(5)); t(lambda: partial(partial(max,3),4)); t(lambda: reduce(lambda a,b:a+b,[])); t(lambda: reduce(lambda a,b:a+b,[],5)); t(lambda: reduce(3,5))
    def deco(f):
        @wraps(f)
        def w(*a): return f(*a)
        return w
    @deco
    def g():
        "g doc"
    g.x=5
    t(lambda: (g.__name__,g.__doc__,g.__wrapped__.__name__,g.__qualname__))
    t(lambda: sorted([3,1,2],key=cmp_to_key(lambda a,b:b-a)))
except Exception as e:
    print(type(e).__name__, e)

print("--- 5")
try:
    @contextmanager
    def cm(x):
        print('enter',x)
        try: yield x*2
        except ValueError as e: print('caught',e)
        finally: print('exit',x)
    with cm(1) as y: print(y)
    with cm(2): raise ValueError('v')
    try:
        with cm(3): raise KeyError('k')
    except KeyError as e: print('out',e)
    @contextmanager
    def noyield():
        if 0: yield
    def two():
        yield 1
        yield 2
    t(lambda: noyield().__enter__())
    def f():
        with contextmanager(two)(): pass
    t(f)
    def f2():
        with contextmanager(two)(): raise ValueError(1)
    t(f2)
    @cm(5)
    def body(): print('body'); return 9
    t(body); t(body)
    def si():
        with cm(7): raise StopIteration('s')
    t(si)
    @contextmanager
    def raiser():
        try: yield
        except KeyError: raise ValueError('converted')
    def f3():
        with raiser(): raise KeyError('x')
    t(f3)
except Exception as e:
    print(type(e).__name__, e)

print("--- 6")
try:
    with suppress(KeyError, ValueError): {}['a']
    t(lambda: nullcontext(5).__enter__())
    class X:
        def close(self): print('closed')
    with closing(X()) as x: print('in')
    import io
    b=io.StringIO()
    with redirect_stdout(b): print('hidden')
    t(b.getvalue)
    def es():
        with ExitStack() as st:
            st.callback(print,'cb1'); st.callback(print,'cb2',sep='')
            st.enter_context(suppress(ValueError))
            st.push(lambda *a: print('push',a[0]))
            raise ValueError('q')
        print('after')
    t(es)
    def es2():
        with ExitStack() as st:
            st.callback(lambda: 1/0)
            raise KeyError('inner')
    try: es2()
    except ZeroDivisionError as e: print(repr(e.__context__))
    t(lambda: ExitStack().enter_context(3))
    def es3():
        with ExitStack() as st:
            st.callback(print,'x'); s2=st.pop_all()
        print('left'); s2.close()
    t(es3)
    with ExitStack() as st:
        fs=[st.enter_context(nullcontext(i)) for i in range(3)]; print(fs)
    class Dc(ContextDecorator):
        def __enter__(self): print('in'); return self
        def __exit__(self,*a): print('out')
    @Dc()
    def q(): print('q')
    q()

except Exception as e:
    print(type(e).__name__, e)
