import itertools, enum
cases = []
def case(f, name=''):
    try:
        r = f()
        print(name, repr(r))
    except BaseException as e:
        print(name, type(e).__name__, '|', e)
case(lambda: type(), 'type0')
case(lambda: type(1, 2), 'type2')
case(lambda: type('A', (), {}, 1), 'type4')
case(lambda: type('A', 3, {}), 'type-bases')
case(lambda: type(1, (), {}), 'type-name')
case(lambda: type('A', (), 5), 'type-dict')
case(lambda: enumerate(), 'enum0')
case(lambda: enumerate(1), 'enum1')
case(lambda: enumerate([], 'a'), 'enum2')
case(lambda: enumerate([1], start='x'), 'enum3')
case(lambda: enumerate([1], 1, 2), 'enum4')
case(lambda: enumerate([1], foo=2), 'enum5')
case(lambda: enumerate(iterable=[1], start=2).__next__(), 'enum6')
case(lambda: enumerate([1], 2, start=2), 'enum7')
case(lambda: list(itertools.zip_longest([1], [2, 3], fillvalue=0)), 'zl')
case(lambda: list(itertools.zip_longest([1], [2, 3], fill=0)), 'zl2')
case(lambda: list(itertools.zip_longest([1], [2, 3], fillvalue=0, x=1)), 'zl3')
case(lambda: (3).__lt__(2.5), 'lt')
case(lambda: (3).__add__('a'), 'add')
case(lambda: (3).__eq__('a'), 'eq')
case(lambda: (2.5).__lt__(3), 'flt')
case(lambda: 'a'.__lt__(1), 'slt')
case(lambda: [].__eq__(()), 'leq')
case(lambda: (3).__lt__(), 'wd1')
case(lambda: (3).__lt__(1, 2), 'wd2')
case(lambda: int.__lt__(1), 'wd3')
case(lambda: int.__add__('a', 1), 'wd4')
case(lambda: int.__add__(), 'wd5')
case(lambda: [].__len__(1), 'wd6')
case(lambda: [].__getitem__(), 'wd7')
case(lambda: [].__getitem__(1, 2), 'wd8')
case(lambda: [].__setitem__(1), 'wd9')
case(lambda: str.__len__(5), 'wd10')
case(lambda: dict.get(5, 1), 'wd11')
case(lambda: dict.get(), 'wd12')
case(lambda: object.__repr__(), 'wd13')
case(lambda: (3).__add__(x=1), 'wd14')
case(lambda: [].__iter__(1), 'wd15')
case(lambda: [].__contains__(), 'wd16')
case(lambda: (1).__bool__(2), 'wd17')
case(lambda: (1).__hash__(2), 'wd18')
case(lambda: 'a'.__add__(1), 'wd19')
case(lambda: [].__add__(1), 'wd20')
case(lambda: ().__mul__('a'), 'wd21')
case(lambda: (1).__pow__(2, 5), 'pow3')
case(lambda: (1).__pow__(), 'pow0')
case(lambda: (1).__round__(1, 2), 'round')
e = OSError(2, 'No such file', 'a.txt')
print(repr(e), str(e), e.errno, e.strerror, e.filename, e.args)
e = OSError(2, 'No such file', 'a.txt', None, 'b.txt')
print(repr(e), str(e), e.filename2, e.args)
e = OSError('x'); print(repr(e), str(e), e.errno, e.filename)
e = OSError(13, 'no'); print(repr(e), str(e), type(e))
e = FileNotFoundError(2, 'gone', 'f'); print(repr(e), str(e))
def en():
    class C(enum.Enum):
        A = 1
        A = 2
case(en, 'enumdup')
def en2():
    class C(enum.Enum):
        A = 1
        B = 1
    class D(C):
        pass
case(en2, 'enumsub')
def en3():
    class C(enum.Enum):
        A = 1
    C.A = 5
case(en3, 'enumset')
def en4():
    class C(enum.Enum):
        A = 1
    C(3)
case(en4, 'enumval')
def en5():
    class C(enum.Enum):
        A = 1
    C['Z']
case(en5, 'enumkey')
def en6():
    class C(enum.Enum):
        A = 1
    C.A.value = 3
case(en6, 'enumvalset')
def outer(it):
    yield from it
class It:
    def __iter__(self): return self
    def __next__(self): return 1
def thr():
    g = outer(It()); next(g); g.throw(ValueError('x'))
case(thr, 'throw1')
def thr2():
    g = outer([1, 2, 3]); next(g); g.throw(ValueError)
case(thr2, 'throw2')
class It2(It):
    def throw(self, *a): return ('thrown', len(a), a[0])
def thr3():
    g = outer(It2()); next(g); return g.throw(ValueError('x'))
case(thr3, 'throw3')
def thr5():
    g = outer(It()); next(g); g.send(5)
case(thr5, 'send1')
class It3(It):
    def throw(self, *a): raise KeyError('k')
def thr6():
    g = outer(It3()); next(g); return g.throw(ValueError('x'))
case(thr6, 'throw6')
def thr7():
    g = outer([1]); g.throw('abc')
case(thr7, 'throw7')
def thr8():
    g = outer([1]); g.throw(ValueError, 'abc')
case(thr8, 'throw8')
def thr9():
    g = outer([1]); g.throw()
case(thr9, 'throw9')
