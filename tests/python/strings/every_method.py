import math, random, itertools, functools, collections, operator, heapq, bisect, statistics, string, copy, json, time, enum, dataclasses, typing, contextlib, sys, os, os.path, warnings, fractions, textwrap, pprint, io, types, abc, traceback

def show(what):
    try:
        print(repr(what()))
    except Exception as e:
        print(type(e).__name__, e)

show(lambda: ('abc'.upper(1)))
show(lambda: ('hello world'.title(), "they're".title(), 'ǆ'.title(), 'ß'.upper(), 'İ'.lower(), 'ΑΣ'.lower(), 'ß'.casefold(), 'ﬁ'.upper()))
show(lambda: ('abc'.center(10,'*'), 'abc'.center(9,'*'), 'abc'.ljust(6)+'|', 'abc'.rjust(6,'é'), 'abc'.center(2)))
show(lambda: ('abc'.center()))
show(lambda: ('abc'.center(5,'ab')))
show(lambda: ('abc'.center('a')))
show(lambda: ('a,b,,c'.split(','), 'a  b c '.split(), 'a b c'.split(' ',1), 'a b c'.split(None,1), ' a b '.rsplit(None,1), 'abc'.split('x'), ''.split(), ''.split(','), 'a,b,c'.rsplit(',',1), 'a b'.split(maxsplit=0)))
show(lambda: ('abc'.split('')))
show(lambda: ('abc'.split(1)))
show(lambda: ('a\nb\r\nc\x0bd\x85e\u2028f'.splitlines(), 'a\nb\n'.splitlines(True), ''.splitlines(), '\n'.splitlines(), 'a\n\nb'.splitlines(keepends=True)))
show(lambda: (','.join(['a','b']), ''.join([]), ','.join('abc'), '-'.join({'a':1})))
show(lambda: (','.join([1])))
show(lambda: (','.join(['a',1])))
show(lambda: (','.join(3)))
show(lambda: ('abcabc'.find('c'), 'abcabc'.find('c',3), 'abcabc'.find('c',0,2), 'abc'.find(''), 'abc'.find('',4), 'abc'.find('',3), 'abcabc'.rfind('b'), 'abc'.rfind(''), 'abc'.find('c',-1), 'abc'.rfind('a',1)))
show(lambda: ('abc'.index('x')))
show(lambda: ('abc'.rindex('x')))
show(lambda: ('abc'.find(1)))
show(lambda: ('aaaa'.count('aa'), 'aaa'.count(''), 'abc'.count('b',2), ''.count(''), 'abc'.count('', 5)))
show(lambda: ('aaa'.replace('a','b',2), 'abc'.replace('','-'), 'abc'.replace('','-',2), 'aaa'.replace('aa','b'), 'abc'.replace('x','y',-1), ''.replace('','x'), ''.replace('','x',0)))
show(lambda: ('abc'.replace('a')))
show(lambda: ('abc'.replace('a',1)))
show(lambda: ('abc'.startswith('ab'), 'abc'.startswith(('x','a')), 'abc'.startswith('b',1), 'abc'.endswith('c'), 'abc'.endswith('b',0,2), 'abc'.startswith(''), 'abc'.startswith('',4), 'abc'.startswith(())))
show(lambda: ('abc'.startswith(1)))
show(lambda: ('abc'.startswith(['a'])))
show(lambda: ('abc'.startswith((1,))))
show(lambda: ('abc'.endswith(1)))
show(lambda: ('abc'.strip('ac'), ' a '.strip(), 'xxaxx'.lstrip('x'), 'xxaxx'.rstrip('x'), ' a'.strip(None), '\u00a0a\u2003'.strip(), 'abc'.strip('')))
show(lambda: ('abc'.strip(1)))
show(lambda: ('abc'.partition('b'), 'abc'.partition('x'), 'abcb'.rpartition('b'), 'abc'.rpartition('x')))
show(lambda: ('abc'.partition('')))
show(lambda: ('abc'.partition(1)))
show(lambda: ('abc'.removeprefix('a'), 'abc'.removesuffix('c'), 'abc'.removeprefix('x'), 'abc'.removesuffix('')))
show(lambda: ('abc'.removeprefix(1)))
show(lambda: ('42'.zfill(5), '-42'.zfill(5), '+4'.zfill(4), 'abc'.zfill(2), ''.zfill(3), '--1'.zfill(5)))
show(lambda: ('a\tb'.expandtabs(), 'a\tb'.expandtabs(4), 'abc\td'.expandtabs(tabsize=2), '\ta\n\tb'.expandtabs(3), 'a\tb'.expandtabs(0)))
show(lambda: ('abc'.translate({97:'x',98:None,99:100}), 'abc'.translate(str.maketrans('ab','xy','c')), 'abc'.translate({'a':1} if 0 else {97:'zz'})))
show(lambda: (str.maketrans('ab','x')))
show(lambda: (str.maketrans({'a':1,'b':'xx',99:None}), str.maketrans('a','b')))
show(lambda: (str.maketrans({'ab':1})))
show(lambda: (str.maketrans(1)))
show(lambda: (str.maketrans('a',1)))
show(lambda: ('abc'.translate(3)))
show(lambda: ('abc'.translate({97:-1})))
show(lambda: ('abc'.translate({97:1.5})))
show(lambda: ('abc'.isalpha(), 'a1'.isalnum(), '١'.isdigit(), '²'.isdigit(), '²'.isdecimal(), '½'.isnumeric(), ' \t'.isspace(), ''.isspace(), 'Abc'.istitle(), 'A B'.istitle(), 'ABC'.isupper(), 'abc1'.islower(), '1'.islower(), 'a_1'.isidentifier(), '1a'.isidentifier(), 'def'.isidentifier(), 'a\n'.isprintable(), ''.isprintable(), 'é'.isascii(), ''.isascii()))
show(lambda: ('{} {}'.format(1,2), '{0} {1} {0}'.format(1,2), '{a} {b}'.format(a=1,b=2), '{0.real} {0[1]}'.format([1,2]) if 0 else '{0[1]}'.format([1,2]), '{:>{w}}'.format(3,w=5), '{!r} {!s} {!a}'.format('é','é','é'), '{{}}'.format(), '{a[k]}'.format(a={'k':1}), '{0.__class__}'.format(3)))
show(lambda: ('{} {0}'.format(1)))
show(lambda: ('{0} {}'.format(1)))
show(lambda: ('{}'.format()))
show(lambda: ('{a}'.format()))
show(lambda: ('{'.format()))
show(lambda: ('}'.format()))
show(lambda: ('{0'.format(1)))
show(lambda: ('{!x}'.format(1)))
show(lambda: ('{!}'.format(1)))
show(lambda: ('{!rr}'.format(1)))
show(lambda: ('{0[}'.format([1])))
show(lambda: ('{0[]}'.format([1])))
show(lambda: ('{0.}'.format(1)))
show(lambda: ('{0[a]}'.format([1])))
show(lambda: ('{0.foo}'.format(1)))
show(lambda: ('{:{}}'.format(3,5), '{:{}.{}f}'.format(3.14159,8,2), '{0:{1}}'.format(3,5)))
show(lambda: ('{:{:{}}}'.format(1,2,3)))
show(lambda: ('{a.b}'.format_map({'a':3})))
show(lambda: ('{x}'.format_map({})))
show(lambda: ('%d %s %r %f %e %g %x %X %o %c %%' % (1,'a','b',1.5,1.5,1.5,255,255,8,'z')))
show(lambda: ('%5d|%-5d|%05d|%+d|% d' % (1,2,3,4,5)))
show(lambda: ('%.2f %8.3f %-8.2f|' % (1.234,2.3456,3.4), '%.3s|%5.1s|' % ('abcdef','xyz'), '%*d' % (5,3), '%.*f' % (2,3.14159), '%#x %#o' % (255,8)))
show(lambda: ('%(a)s %(b)d' % {'a':1,'b':2}, '%s' % [1,2], '%s' % (1,), '%s' % {1:2}, '%(a)s' % {'a':[1]}, '%i %u' % (3,4), '%a' % 'é', '%5%|' % ()))
show(lambda: ('%d' % 'a'))
show(lambda: ('%d' % 3.7, '%x' % 3, '%c' % 97, '%s' % None, '%d' % True))
show(lambda: ('%x' % 3.5))
show(lambda: ('%c' % 'ab'))
show(lambda: ('%c' % 3.5))
show(lambda: ('%s %s' % 1))
show(lambda: ('%s' % (1,2)))
show(lambda: ('%d' % (1,2)))
show(lambda: ('%' % 1))
show(lambda: ('%z' % 1))
show(lambda: ('%(a)s' % 1))
show(lambda: ('%(a' % {}))
show(lambda: ('%(b)s' % {'a':1}))
show(lambda: ('%f' % 'a'))
show(lambda: ('%*d' % ('a',3)))
show(lambda: ('abc' % 1))
show(lambda: ('abc' % {}))
show(lambda: ('%.0f %.0f %.0f' % (0.5,1.5,2.5), '%g %g %g' % (1e-5,1e5,1e6), '%#g' % 1.0, '%G' % 1e-10, '%e' % 0))
show(lambda: ('%s' % float('nan'), '%f' % float('inf'), '%05d' % -3, '%+.1e' % 12345.678, '%5s|%-5s|' % ('ab','cd'), '%05s' % 'a', '%x' % -255, '%#X' % 255, '%.5d' % 42, '%+5d' % 3, '%.3x' % 10))
show(lambda: ('abc'[::-1], 'abc'[5:], 'abc'[-2:], 'abc'[:-1], 'abc'[::2], 'hello'[1:4:2], 'abc'[True]))
show(lambda: ('abc'[::0]))
show(lambda: ('abc'['a':]))
show(lambda: ('a' 'b', 'a'*3, 3*'a', 'a'*-1, 'a'*0, 'a'*True))
show(lambda: ('abc'<'abd', 'a'<'B', ''<'a', 'é'>'z'))
show(lambda: ([1,2,3].index(2), [1,2,3].index(3,1), [1,2,3,2].index(2,2,4)))
show(lambda: ([1].index(5)))
show(lambda: ([].pop()))
show(lambda: ([1].pop(5)))
show(lambda: ([1].pop('a')))
show(lambda: ([1].remove(5)))
show(lambda: ([1].insert('a',1)))
show(lambda: ([1].insert(1)))
show(lambda: ([1].append()))
show(lambda: ([1].append(1,2)))
show(lambda: ([].extend(3)))
show(lambda: ([1].sort(1)))
show(lambda: ([1,2].sort(key=1)))

@show
def _():
    a=[3,1,2]
    a.sort(reverse=True)
    return a

@show
def _():
    a=[1,2,3]
    a[1:2]=[7,8,9]
    return a

@show
def _():
    a=[1,2,3]
    a[::2]=[7,8]
    return a

@show
def _():
    a=[1,2,3]
    a[::2]=[7]
    return a

@show
def _():
    a=[1,2,3]
    a[1:2]=5
    return a

@show
def _():
    a=[1,2,3]
    a[5]=5
    return a

@show
def _():
    a=[1,2,3]
    del a[5]
    return a

@show
def _():
    a=[1,2,3]
    a['x']=5
    return a

@show
def _():
    a=[1,2,3]
    del a['x']
    return a

@show
def _():
    a=list(range(10))
    del a[::3]
    return a

@show
def _():
    a=list(range(10))
    del a[8:2:-2]
    return a

@show
def _():
    a=[1,2,3]
    a[::-1]=[4,5,6]
    return a

@show
def _():
    a=[1,2,3]
    a[10:]=[4]
    return a

@show
def _():
    a=[1,2,3]
    a.insert(-1,9)
    a.insert(100,8)
    return a

@show
def _():
    a=[1,2]
    a*=2
    a+=(5,)
    a+='xy'
    return a

@show
def _():
    a=[1,2]
    a+=3
    return a

@show
def _():
    a=[1,2]
    a.clear()
    return a

@show
def _():
    a=[1,2,3]
    a.reverse()
    return a.copy()
show(lambda: ([1,2].count(1), [1,1.0,True].count(1)))
show(lambda: ([1,[2]]==[1,[2]], [1]<[1,2], [2]>[1,5], []<[0]))

@show
def _():
    a=[]
    a.append(a)
    return a

@show
def _():
    a={}
    a[1]=a
    return a

@show
def _():
    a=([],)
    a[0].append(a)
    return a
show(lambda: ((1,2).index(5)))
show(lambda: ((1,2).count(1), (1,2)+(3,), (1,)*3, (1,2)[::-1], (3,) <(3,0)))

@show
def _():
    t=(1,)
    t[0]=5
    return t

@show
def _():
    t=(1,)
    del t[0]
    return t

@show
def _():
    t=([],)
    t[0]+=[1]
    return t
show(lambda: ({1:2}.get(3), {1:2}.get(1,5), {1:2}.pop(1), {1:2}.pop(5,None), {1:2}.setdefault(1), {}.setdefault(1,2), {1:2}.keys(), {1:2}.values(), {1:2}.items()))
show(lambda: ({}.pop(1)))
show(lambda: ({}.popitem()))
show(lambda: ({1:2}.get()))
show(lambda: ({1:2}.pop()))
show(lambda: ({1:2}.update(3)))
show(lambda: ({1:2}.update([3])))
show(lambda: ({1:2}.update([(1,2,3)])))
show(lambda: ({1:2}.update(1,2)))
show(lambda: ({}.setdefault()))

@show
def _():
    d={1:2}
    d.update({3:4},a=5)
    d.update([(7,8)])
    return d

@show
def _():
    d={1:2,3:4}
    d.popitem()
    return d

@show
def _():
    d={1:2}|{3:4,1:0}
    return d

@show
def _():
    d={1:2}
    d|=[(5,6)]
    return d
show(lambda: ({1:2}|[(1,2)]))
show(lambda: ({1:2}|3))
show(lambda: (dict.fromkeys('ab'), dict.fromkeys('ab',0), dict.fromkeys([])))
show(lambda: (dict.fromkeys()))
show(lambda: (dict.fromkeys(3)))
show(lambda: ({1:2}.keys()&{1}, {1:2}.keys()|{5}, {1:2,3:4}.keys()-[1], {1:2}.items()&{(1,2)}, {1:2}.keys()=={1}, {1:2}.keys()<{1,2}, {1:2}.keys().isdisjoint([5]), {1:2}.keys()^{1,9}))
show(lambda: ({1:2}.keys()&3))
show(lambda: (list(reversed({1:2,3:4}.items())), len({1:2}.values()), (1,2) in {1:2}.items(), 2 in {1:2}.values()))
show(lambda: ({1:2}.keys()[0]))
show(lambda: ({True:1,1:2,1.0:3}))

@show
def _():
    d={1:2}
    return [d.__setitem__(k+1,0) for k in d]

@show
def _():
    d={1:2,2:3}
    return [d.pop(1) for k in d]

@show
def _():
    d={1:2,2:3}
    return [d.pop(k) for k in d]

@show
def _():
    s={1,2}
    return [s.add(k+5) for k in s]

@show
def _():
    a=[1,2,3]
    [a.remove(x) for x in a]
    return a
show(lambda: (set().pop()))
show(lambda: ({1}.remove(5)))
show(lambda: ({1}.remove([])))
show(lambda: ({1}.discard([])))
show(lambda: ([] in {1}))
show(lambda: ({1}.add([])))
show(lambda: ({1}.add()))
show(lambda: ({1,2}|{3}, {1,2}&{2}, {1,2}-{1}, {1,2}^{2,3}, {1}<={1,2}, {1}<{1}, {1,2}>{1}, {1}=={1.0}))
show(lambda: ({1}|[1]))
show(lambda: ({1}<[1]))
show(lambda: ({1,2}.union([3],[4]), {1,2}.intersection([2]), {1,2}.difference([1],[2]), {1,2}.symmetric_difference([2,3]), {1}.issubset([1,2]), {1,2}.issuperset([1]), {1}.isdisjoint([2]), {1}.copy()))
show(lambda: ({1}.union(3)))

@show
def _():
    s={1,2}
    s.update([3],(4,))
    s.intersection_update([1,3])
    s.difference_update([3])
    s.symmetric_difference_update([1,7])
    return s
show(lambda: (frozenset({1})|{2}, {2}|frozenset({1}), frozenset({1})=={1}, hash(frozenset([1,2]))==hash(frozenset([2,1]))))
show(lambda: (frozenset().add(1)))
show(lambda: ((5).bit_length(), (255).bit_count(), (-5).bit_length(), (5).as_integer_ratio(), (5).conjugate(), (5).__add__(3), (5).__add__('a'), int.__add__(2,3)))
show(lambda: ((0.5).as_integer_ratio(), (0.5).is_integer(), (2.0).is_integer(), (0.1).hex(), float.fromhex('0x1.8p1'), (1e300).hex(), (-0.0).hex(), (5e-324).hex(), float('inf').hex()))
show(lambda: (float('inf').as_integer_ratio()))
show(lambda: (float('nan').as_integer_ratio()))
show(lambda: (float.fromhex('xyz')))
show(lambda: (5 .__class__, 5..__class__, 1_000, 0xff, 0b11, 0o17, 1e3, .5, 5.))
show(lambda: (1e16, 1e15, 123456789012345680.0, 1e-4, 1e-5, 0.1+0.2, 1/3, 100.0, 1e22, 1e23, 5e-324, 1.7976931348623157e308, -0.0, 2.5e-8))
show(lambda: (7//2, -7//2, 7%-3, -7%3, 7.5//2, -7.5%2, 1e300%7, -0.0%5, 5%float('inf'), -5%float('inf'), 0.0//-1.0))
show(lambda: (10**20//3, -10**20//3, -10**20%7, 10**20%-7, divmod(-10**30,10**15+1), 2**200>>190, -2**200>>199, 1<<100, -1>>100, ~2**70, (2**70)&(2**70-1), -2**70&0xff, -2**70|1, (2**70)^(-1)))
show(lambda: (round(1234567890123456789012,-5), round(-25,-1), round(25,-1), round(35,-1), round(10**30+5,-1), round(0.15,1), round(0.25,1), round(0.35,1), round(2.675,2), round(1e22,2), round(-0.4), round(123.456,-1), round(1.0,400), round(5e-324,400), round(1.5,-400)))
show(lambda: (int('123456789'*20)*int('987654321'*15), str(3**500), int(str(7**300)), hex(3**100), oct(7**50), bin(5**30)))
show(lambda: ((10**50)/(10**25), (2**1000)/(2**990), (10**300*3)/10**300, 10**25/3, float(2**1000), float(2**53+1), float(10**23)))
show(lambda: (str(10**5000)))
show(lambda: (int('1'*5000)))
show(lambda: (len(str(10**4299)),))
show(lambda: (sys.maxsize, sys.float_info.max, sys.float_info.epsilon, sys.float_info.min, sys.float_info.dig, sys.byteorder, sys.getrecursionlimit()))
show(lambda: (True+True, True*5, -True, ~True, True&False, True|2, True^True, True/2, True<<3, str(True), repr(False), int(True), True==1.0, True<2, f'{True:>6}', f'{True:d}', '%s %d'%(True,True)))
show(lambda: ('abc'.foo))
show(lambda: ((3).foo))
show(lambda: ([].foo))
show(lambda: (None.foo))
show(lambda: ((lambda:1).foo))
show(lambda: (len.foo))
show(lambda: (int.foo))
show(lambda: (math.foo))
show(lambda: (len.__name__, int.__name__, (lambda:1).__name__, 'a'.upper.__name__, str.upper.__qualname__, [].append.__qualname__, math.sin.__name__, math.__name__))
show(lambda: (str.upper('a'), str.join(',',['a']), list.append, dict.get({1:2},1)))
show(lambda: (str.upper()))
show(lambda: (str.upper(3)))
show(lambda: (list.append(3,4)))
show(lambda: ('abc'.upper(x=1)))
show(lambda: ('a b'.split(sep=' ',maxsplit=1)))
show(lambda: ('a b'.split(foo=1)))
show(lambda: ([].sort(foo=1)))
show(lambda: ([3,1].sort(None)))
