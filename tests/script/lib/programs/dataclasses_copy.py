from dataclasses import *
import typing, copy
def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)

print("--- 0")
try:
    @dataclass
    class P:
        x: int
        y: int = 0
        tags: list = field(default_factory=list)
    t(lambda: P(1)); t(lambda: P()); t(lambda: P(1,2,3,4)); t(lambda: P(1,z=2)); t(lambda: P(1)==P(1)); t(lambda: P(1)<P(2)); t(lambda: hash(P(1))); t(lambda: asdict(P(1))); t(lambda: astuple(P(1))); t(lambda: replace(P(1),x=5)); t(lambda: [f.name for f in fields(P(1))]); t(lambda: P.__doc__); t(lambda: P.__match_args__); t(lambda: is_dataclass(P)); t(lambda: is_dataclass(3)); t(lambda: fields(3)); t(lambda: asdict(3)); t(lambda: asdict(P)); t(lambda: replace(P(1),q=3)); t(lambda: P.__init__.__annotations__); t(lambda: P.__init__.__qualname__); t(lambda: P(1,x=2)); t(lambda: P.__eq__(P(1),3)); t(lambda: P.__dataclass_params__); t(lambda: P.x); t(lambda: P.y)
except Exception as e:
    print(type(e).__name__, e)

print("--- 1")
try:
    @dataclass(frozen=True, order=True)
    class V:
        a: float
        b: str = "z"
    t(lambda: setattr(V(1),'a',2)); t(lambda: delattr(V(1),'a')); t(lambda: setattr(V(1),'q',2)); t(lambda: V(1)<V(2)); t(lambda: V(1)>=V(2)); t(lambda: sorted([V(3),V(1)])); t(lambda: hash(V(1))==hash((1,'z'))); t(lambda: V(1)<5); t(lambda: {V(1):1}[V(1)]); t(lambda: replace(V(1),b='k'))
    @dataclass(frozen=True)
    class W(V):
        c: int = 5
    t(lambda: W(1)); t(lambda: setattr(W(1),'c',2)); t(lambda: setattr(W(1),'a',2))
    try:
        @dataclass
        class X(V): d: int = 1
    except Exception as e: print(type(e), e)
except Exception as e:
    print(type(e).__name__, e)

print("--- 2")
try:
    @dataclass
    class B:
        a: int = 1
        b: int
except Exception as e:
    print(type(e).__name__, e)

print("--- 3")
try:
    @dataclass
    class B:
        a: list = []
except Exception as e:
    print(type(e).__name__, e)

print("--- 4")
try:
    @dataclass
    class B:
        a: dict = field(default={})
except Exception as e:
    print(type(e).__name__, e)

print("--- 5")
try:
    @dataclass
    class B:
        a: int = field(default=1, default_factory=int)
except Exception as e:
    print(type(e).__name__, e)

print("--- 6")
try:
    @dataclass
    class B:
        x = field(default=1)
except Exception as e:
    print(type(e).__name__, e)

print("--- 7")
try:
    @dataclass(order=True, eq=False)
    class B:
        x: int
except Exception as e:
    print(type(e).__name__, e)

print("--- 8")
try:
    @dataclass
    class Base:
        n: str
        m: int = 3
        def __post_init__(self): self.up = self.n.upper()
    @dataclass
    class Sub(Base):
        k: int = field(default=3, repr=False)
        hidden: int = field(init=False, default=7, compare=False)
        h2: int = field(init=False)
        m: int = 9
    t(lambda: Sub('ab')); t(lambda: Sub('ab').up); t(lambda: Sub('a',1,2)); t(lambda: Sub.__init__.__annotations__); t(lambda: asdict(Sub('ab')))
except Exception as e:
    print(type(e).__name__, e)

print("--- 9")
try:
    @dataclass
    class I:
        a: int
        s: InitVar[int] = 3
        c: typing.ClassVar[int] = 8
        def __post_init__(self, s): self.a += s
    t(lambda: I(1)); t(lambda: I(1,5)); t(lambda: replace(I(1),a=2)); t(lambda: InitVar[int])
except Exception as e:
    print(type(e).__name__, e)

print("--- 10")
try:
    @dataclass
    class K:
        a: int
        _: KW_ONLY
        b: int
        c: int = 4
    t(lambda: K(1,b=2)); t(lambda: K(1,2)); t(lambda: K(1)); t(lambda: K.__doc__); t(lambda: K.__match_args__)
    @dataclass(kw_only=True)
    class L:
        a: int = 1
        b: int
    t(lambda: L(b=2)); t(lambda: L(1,2))
except Exception as e:
    print(type(e).__name__, e)

print("--- 11")
try:
    @dataclass(slots=True)
    class S:
        a: int
        b: int = 2
    t(lambda: S(1)); t(lambda: setattr(S(1),'q',1)); t(lambda: S.__slots__); t(lambda: hasattr(S(1),'__dict__'))
except Exception as e:
    print(type(e).__name__, e)

print("--- 12")
try:
    @dataclass(unsafe_hash=True)
    class H:
        a: int
        b: int = field(default=0, hash=False)
    t(lambda: hash(H(1))==hash((1,)))
    @dataclass(repr=False, eq=False, init=False)
    class N:
        a: int = 3
    t(lambda: N()==N()); t(lambda: N().a); t(lambda: N(1))
except Exception as e:
    print(type(e).__name__, e)

print("--- 13")
try:
    @dataclass
    class T:
        l: list = None
        s: 'T' = None
        def __repr__(self): return 'custom'
    x=T(); x.l=[T(), (1,{2:T()})]; x.s=x.l
    t(lambda: x); t(lambda: asdict(x)); t(lambda: astuple(x)); t(lambda: copy.deepcopy(x)==x); t(lambda: copy.copy(x).l is x.l)
    @dataclass
    class R_:
        me: object = None
    r=R_(); r.me=r
    t(lambda: r)
except Exception as e:
    print(type(e).__name__, e)

print("--- 14")
try:
    C=make_dataclass('C',[('x',int),'y',('z',int,field(default=5))])
    t(lambda: C(1,2)); t(lambda: C.__annotations__); t(lambda: make_dataclass('C',['1a'])); t(lambda: make_dataclass('C',['a','a'])); t(lambda: make_dataclass('C',['class'])); t(lambda: make_dataclass('D',['a'],bases=(C,))(1,2,3,4) if 0 else 0)
except Exception as e:
    print(type(e).__name__, e)

print("--- 15")
try:
    from enum import Enum
    class Node:
        def __init__(self): self.kids=[]; self.parent=None
    n=Node(); k=Node(); n.kids.append(k); k.parent=n
    m=copy.deepcopy(n)
    t(lambda: m.kids[0].parent is m); t(lambda: m is not n)
    class L(list): pass
    l=L([1,[2]]); l.tag='q'
    t(lambda: (copy.copy(l), copy.copy(l).tag, type(copy.deepcopy(l)), copy.deepcopy(l)[1] is l[1]))
    class D(dict): pass
    d=D(a=[1]); d.z=3
    t(lambda: (copy.deepcopy(d), copy.deepcopy(d).z, copy.deepcopy(d)['a'] is d['a']))
    class Sl:
        __slots__=('a','b')
    s=Sl(); s.a=[1]
    t(lambda: (copy.copy(s).a is s.a, copy.deepcopy(s).a, hasattr(copy.copy(s),'b')))
    class H:
        def __copy__(self): return 'copied'
        def __deepcopy__(self, memo): return ('deep', len(memo))
    t(lambda: (copy.copy(H()), copy.deepcopy(H()), copy.deepcopy([H()])))
    t(lambda: copy.deepcopy((x for x in [])))
    t(lambda: copy.copy((x for x in [])))
    e=ValueError('a',2)
    t(lambda: (copy.copy(e), copy.deepcopy(e).args))
    import collections
    P=collections.namedtuple('P','x y')
    t(lambda: (copy.copy(P(1,[2])), copy.deepcopy(P(1,[2]))))
    t(lambda: (copy.copy({1,2}), copy.deepcopy(frozenset([1])), copy.copy(range(3)), copy.deepcopy({'a':(1,[2])})))
    t(lambda: copy.deepcopy(len) is len)
    t(lambda: copy.copy(None))
    class G:
        def __init__(self): self.x=1
        def __getstate__(self): return {'x':self.x+1}
        def __setstate__(self,st): self.__dict__.update(st); self.y=2
    t(lambda: vars(copy.copy(G()))); t(lambda: vars(copy.deepcopy(G())))
    class Rd:
        def __init__(self,v): self.v=v
        def __reduce__(self): return (Rd,(self.v*2,))
    t(lambda: copy.copy(Rd(4)).v)
    class I(int): pass
    i=I(5); i.z=1
    t(lambda: (copy.copy(i), copy.deepcopy(i).z, type(copy.copy(i))))
    dd=collections.defaultdict(list,{'a':[1]})
    t(lambda: (copy.copy(dd), copy.deepcopy(dd)))
    t(lambda: copy.deepcopy(collections.Counter('aab')))
    t(lambda: copy.deepcopy(collections.OrderedDict(a=[1])))
    t(lambda: copy.deepcopy(collections.deque([1,[2]],maxlen=4)))

except Exception as e:
    print(type(e).__name__, e)
