import math, random, itertools, functools, collections, operator, heapq, bisect, statistics, string, copy, json, time, enum, dataclasses, typing, contextlib, sys, os, os.path, warnings, fractions, textwrap, pprint, io, types, abc, traceback
from collections import *
from itertools import *
from functools import *
from math import *
Point=namedtuple('Point','x y')
from fractions import Fraction

def show(what):
    try:
        print(repr(what()))
    except Exception as e:
        print(type(e).__name__, e)

show(lambda: (math.sqrt(2), math.sqrt(0), math.pi, math.e, math.tau, math.inf, math.nan))
show(lambda: (math.sqrt(-1)))
show(lambda: (math.log(0)))
show(lambda: (math.log(-1)))
show(lambda: (math.log('a')))
show(lambda: (math.log(8,2), math.log2(8), math.log10(1000), math.log1p(1e-10), math.exp(1), math.expm1(1e-10), math.log(10**400), math.log2(2**2000), math.log10(10**500), math.exp2(3), math.cbrt(27)))
show(lambda: (math.log(1,1)))
show(lambda: (math.log(2,0)))
show(lambda: (math.exp(1000)))
show(lambda: (math.pow(2,0.5), math.pow(0,0), math.pow(1,math.nan), math.pow(math.inf,-1)))
show(lambda: (math.pow(0,-1)))
show(lambda: (math.pow(-1,0.5)))
show(lambda: (math.pow(10,400)))
show(lambda: (math.floor(2.7), math.ceil(2.1), math.trunc(-2.7), math.floor(-2.5), math.floor(1e20), math.ceil(-0.5), math.floor(3)))
show(lambda: (math.floor(math.nan)))
show(lambda: (math.floor(math.inf)))
show(lambda: (math.floor('a')))
show(lambda: (math.factorial(20), math.factorial(0), math.comb(10,3), math.perm(10,3), math.perm(5), math.comb(3,5), math.gcd(12,18), math.gcd(), math.gcd(0,0), math.lcm(4,6), math.lcm(), math.isqrt(17), math.gcd(12,18,27)))
show(lambda: (math.factorial(-1)))
show(lambda: (math.factorial(2.5)))
show(lambda: (math.factorial(2.0)))
show(lambda: (math.comb(-1,2)))
show(lambda: (math.perm(5,-1)))
show(lambda: (math.comb(5,-1)))
show(lambda: (math.comb(1.5,2)))
show(lambda: (math.isqrt(-1)))
show(lambda: (math.isqrt(2.5)))
show(lambda: (math.gcd(1.5,2)))
show(lambda: (math.sin(1), math.cos(1), math.tan(1), math.asin(1), math.acos(0.5), math.atan(1), math.atan2(1,-1), math.sinh(1), math.cosh(1), math.tanh(1), math.asinh(1), math.acosh(2), math.atanh(0.5), math.degrees(1), math.radians(180), math.hypot(3,4), math.hypot(1,2,3), math.hypot(), math.dist([1,2],[4,6])))
show(lambda: (math.asin(2)))
show(lambda: (math.acosh(0)))
show(lambda: (math.atanh(1)))
show(lambda: (math.sin(math.inf)))
show(lambda: (math.dist([1],[1,2])))
show(lambda: (math.dist(1,2)))
show(lambda: (math.fsum([0.1]*10), math.prod([1,2,3]), math.prod([],start=5), math.prod([1.5,2]), math.fmod(-7,3), math.modf(-2.5), math.frexp(10), math.ldexp(0.5,4), math.copysign(1,-0.0), math.fabs(-3), math.isclose(0.1+0.2,0.3), math.isclose(1,1.1,rel_tol=0.2), math.isclose(0,1e-10,abs_tol=1e-9), math.isnan(math.nan), math.isinf(1), math.isfinite(1), math.remainder(7,4), math.nextafter(1,2), math.ulp(1), math.erf(0.5), math.erfc(0.5), math.gamma(5), math.lgamma(10), math.gamma(0.5)))
show(lambda: (math.fmod(1,0)))
show(lambda: (math.gamma(0)))
show(lambda: (math.gamma(-1)))
show(lambda: (math.gamma(200)))
show(lambda: (math.fsum(['a'])))
show(lambda: (math.fsum([1e308,1e308])))
show(lambda: (math.ldexp(1,10000)))
show(lambda: (math.isclose(1,2,rel_tol=-1)))
show(lambda: (math.prod(['a'])))
show(lambda: (math.sqrt()))
show(lambda: (math.sqrt(1,2)))
show(lambda: (math.sqrt('a')))
show(lambda: (math.sqrt(x=1)))
show(lambda: (math.hypot('a')))
show(lambda: (math.atan2(1)))
show(lambda: (list(accumulate([1,2,3])), list(accumulate([1,2,3],operator.mul)), list(accumulate([1,2],initial=10)), list(accumulate([])), list(chain([1],[2])), list(chain.from_iterable(['ab','c'])), list(combinations('abc',2)), list(combinations_with_replacement('ab',2)), list(permutations([1,2,3],2)), list(product('ab',[1,2])), list(product([0,1],repeat=2)), list(product())))
show(lambda: (list(compress('abc',[1,0,1])), list(islice(count(),3)), list(islice(count(5,2),3)), list(islice('abcdef',1,5,2)), list(islice(cycle('ab'),5)), list(dropwhile(lambda x:x<3,[1,4,2])), list(takewhile(lambda x:x<3,[1,4,2])), list(filterfalse(None,[0,1])), [(k,list(g)) for k,g in groupby('aabbc')], list(pairwise([1,2,3])), list(repeat(1,3)), list(starmap(pow,[(2,3)])), [list(x) for x in tee([1,2])], list(zip_longest('ab',[1],fillvalue=0))))
show(lambda: (count(), count(1,2), repeat(1), repeat(1,2), count(1.5), count(0,0.5)))
show(lambda: (islice([1],-1)))
show(lambda: (islice([1],'a')))
show(lambda: (islice([1],0,5,0)))
show(lambda: (combinations('a',-1)))
show(lambda: (product('a',repeat=-1)))
show(lambda: (accumulate()))
show(lambda: (permutations('abc','a')))
show(lambda: (next(count('a'))))
show(lambda: (list(chain(1))))
show(lambda: (chain.from_iterable(3)))
show(lambda: (repeat()))
show(lambda: (cycle(3)))
show(lambda: (groupby()))
show(lambda: (tee([1],-1)))
show(lambda: (list(starmap(pow,[1]))))
show(lambda: (Counter('abracadabra'), Counter('abca').most_common(1), Counter(a=2,b=1), Counter({'a':1})+Counter('ab'), Counter('aab')-Counter('ab'), Counter('ab')&Counter('b'), Counter('a')|Counter('b'), list(Counter('aab').elements()), Counter('a')['z'], Counter('aab').total(), +Counter(a=-1,b=2), -Counter(a=-1), Counter(), Counter(a=1)==Counter(a=1,b=0), Counter('ab')<=Counter('aab')))

@show
def _():
    c=Counter('abc')
    c.update('ab')
    c.subtract({'a':5})
    return c

@show
def _():
    c=Counter('a')
    del c['zz']
    return c
show(lambda: (Counter(3)))
show(lambda: (Counter([],[])))
show(lambda: (Counter.fromkeys('a')))
show(lambda: (defaultdict(list), defaultdict(int,{1:2}), defaultdict(None)))

@show
def _():
    d=defaultdict(list)
    d['a'].append(1)
    return d
show(lambda: (defaultdict(3)))
show(lambda: (defaultdict(None)[1]))

@show
def _():
    d=defaultdict(int)
    d['a']+=1
    return (d, d.copy(), dict(d), d.default_factory, d|{1:2})
show(lambda: (OrderedDict([(1,2)]), OrderedDict(a=1), OrderedDict()))

@show
def _():
    d=OrderedDict(a=1,b=2)
    d.move_to_end('a')
    return d

@show
def _():
    d=OrderedDict(a=1,b=2)
    d.move_to_end('b',last=False)
    return (d, d.popitem(last=False), d)

@show
def _():
    d=OrderedDict()
    return d.move_to_end('a')
show(lambda: (OrderedDict().popitem()))
show(lambda: (OrderedDict(a=1,b=2)==OrderedDict(b=2,a=1), OrderedDict(a=1,b=2)==dict(b=2,a=1)))
show(lambda: (deque([1,2,3]), deque([1,2,3],maxlen=2), deque('ab',3), deque()))

@show
def _():
    d=deque([1,2])
    d.appendleft(0)
    d.extend([3])
    d.extendleft([8,9])
    d.rotate(2)
    return d
show(lambda: (deque().pop()))
show(lambda: (deque().popleft()))
show(lambda: (deque([1])[5]))
show(lambda: (deque([1]).remove(3)))
show(lambda: (deque([1]).index(3)))
show(lambda: (deque([1],maxlen=-1)))
show(lambda: (deque([1],maxlen='a')))

@show
def _():
    d=deque([1,2,3])
    d.insert(1,9)
    d.reverse()
    return (d, d.count(9), d.index(9), d.copy(), d+deque([1]), d*2, d==deque([3,2,9,1]), 9 in d, d[1], d[-1])

@show
def _():
    d=deque([1],maxlen=1)
    return d.insert(0,1)

@show
def _():
    d=deque([1,2])
    return [d.append(1) for x in d]
show(lambda: (deque([1,2])[0:1]))
show(lambda: (Point(1,2), Point(1,2).x, Point(1,2)[1], Point(x=1,y=2)._asdict(), Point(1,2)._replace(x=5), Point._fields, Point._make([3,4]), Point(1,2)==(1,2), Point.__name__, Point.__doc__, Point._field_defaults))
show(lambda: (Point(1)))
show(lambda: (Point(1,2,3)))
show(lambda: (Point(1,z=3)))
show(lambda: (Point(1,2)._replace(z=1)))
show(lambda: (Point._make([1])))
show(lambda: (Point(1,2).z))

@show
def _():
    p=Point(1,2)
    return setattr(p,"x",3)
show(lambda: (namedtuple('A','x x')))
show(lambda: (namedtuple('A','x _y')))
show(lambda: (namedtuple('A','class')))
show(lambda: (namedtuple('A',['x','y'],defaults=[1])(5), namedtuple('A','x, y')(1,2), namedtuple('A','x class',rename=True)(1,2)))
show(lambda: (namedtuple('1A','x')))
show(lambda: (namedtuple('A','x 1y')))
show(lambda: (namedtuple('A','x',defaults=[1,2])))
show(lambda: (ChainMap({1:2},{1:3,4:5}), ChainMap({1:2},{4:5})[4], list(ChainMap({1:2},{4:5})), ChainMap({}).maps, ChainMap({1:2}).new_child({7:8})))
show(lambda: (ChainMap({})['x']))
show(lambda: (ChainMap({}).pop('x')))
show(lambda: (reduce(operator.add,[1,2,3]), reduce(lambda a,b:a*b,[1,2,3],10), partial(pow,2)(3), partial(int,base=2)('101'), sorted([3,1],key=cmp_to_key(lambda a,b:a-b))))
show(lambda: (reduce(operator.add,[])))
show(lambda: (reduce(operator.add,3)))
show(lambda: (reduce(operator.add)))
show(lambda: (partial()))
show(lambda: (partial(3)))
show(lambda: (partial(pow,2), partial(int,base=2).keywords, partial(pow,2).args, partial(pow,2).func))
show(lambda: (operator.add(1,2), operator.itemgetter(1)([1,2]), operator.itemgetter(0,1)('ab'), operator.attrgetter('real')(3), operator.attrgetter('real','imag')(3), operator.methodcaller('upper')('a'), operator.methodcaller('split',',')('a,b'), operator.truth(3), operator.contains([1],1), operator.indexOf([1,2],2), operator.concat([1],[2]), operator.neg(3), operator.floordiv(7,2), operator.is_(None,None), operator.not_(1), operator.countOf([1,1],1), operator.index(True), operator.matmul.__name__, operator.iadd([1],[2])))
show(lambda: (operator.itemgetter(1), operator.attrgetter('a.b'), operator.methodcaller('f',1,k=2)))
show(lambda: (operator.itemgetter(5)([1])))
show(lambda: (operator.attrgetter('foo')(3)))
show(lambda: (operator.add(1)))
show(lambda: (operator.itemgetter()))
show(lambda: (operator.indexOf([1],5)))
show(lambda: (operator.index(1.5)))
show(lambda: (heapq.nlargest(2,[3,1,2]), heapq.nsmallest(2,[3,1,2]), heapq.nlargest(2,'abc',key=ord), list(heapq.merge([1,3],[2])), list(heapq.merge([3,1],[2],reverse=True))))

@show
def _():
    h=[3,1,2]
    heapq.heapify(h)
    heapq.heappush(h,0)
    return (h,heapq.heappop(h),h,heapq.heappushpop(h,5),heapq.heapreplace(h,9),h)
show(lambda: (heapq.heappop([])))
show(lambda: (heapq.heappush(3,1)))
show(lambda: (bisect.bisect([1,2,2,3],2), bisect.bisect_left([1,2,2,3],2), bisect.bisect_right([1,2],5), bisect.bisect([1,5,9],7,key=lambda x:x), bisect.bisect_left([1,2,3],2,1,2)))

@show
def _():
    a=[1,3]
    bisect.insort(a,2)
    bisect.insort_left(a,2)
    return a
show(lambda: (bisect.bisect([1],2,-1)))
show(lambda: (statistics.mean([1,2,3,4]), statistics.mean([1.5,2]), statistics.median([1,3,2]), statistics.median([1,2,3,4]), statistics.mode('aab'), statistics.stdev([1,2,3,4]), statistics.variance([1,2,3,4]), statistics.pstdev([1,2,3]), statistics.pvariance([1,2,3]), statistics.fmean([1,2]), statistics.multimode('aabb'), statistics.quantiles([1,2,3,4,5]), statistics.correlation([1,2,3],[1,2,4]), statistics.median_low([1,2,3,4]), statistics.median_high([1,2,3,4]), statistics.geometric_mean([1,2,4]), statistics.harmonic_mean([1,2,4]), statistics.covariance([1,2,3],[1,2,4]), statistics.linear_regression([1,2,3],[2,4,6])))
show(lambda: (statistics.mean([])))
show(lambda: (statistics.median([])))
show(lambda: (statistics.stdev([1])))
show(lambda: (statistics.mode([])))
show(lambda: (statistics.variance([])))
show(lambda: (statistics.mean(['a'])))
show(lambda: (statistics.fmean([])))
show(lambda: (statistics.median_grouped([1,2,2,3,4])))
show(lambda: (string.ascii_lowercase, string.digits, string.punctuation, string.whitespace, string.hexdigits, string.octdigits, string.capwords('hello  world'), string.Template('$a ${b} $$').substitute(a=1,b=2), string.Template('$a $b').safe_substitute(a=1)))
show(lambda: (string.Template('$a').substitute()))
show(lambda: (string.Template('$').substitute()))
show(lambda: (json.dumps({'a':[1,2.5,None,True,'é"\n']}), json.dumps([1,{'b':2}],indent=2), json.dumps({'b':1,'a':2},sort_keys=True), json.dumps('é',ensure_ascii=False), json.dumps([],indent=2), json.dumps({},indent=2), json.dumps((1,2)), json.dumps({1:2,None:3,True:4,1.5:5}), json.dumps(float('nan')), json.dumps([1,2],separators=(',',':')), json.dumps('\x00\u2028😀'), json.dumps({'a':{'b':[]}},indent='\t'), json.dumps(1e100), json.dumps(10**30)))
show(lambda: (json.dumps({1,2})))
show(lambda: (json.dumps({(1,2):3})))
show(lambda: (json.dumps({(1,2):3},skipkeys=True)))
show(lambda: (json.dumps(float('nan'),allow_nan=False)))
show(lambda: (json.dumps(object)))
show(lambda: (json.dumps({'a':{1}},default=list)))

@show
def _():
    a=[]
    a.append(a)
    return json.dumps(a)
show(lambda: (json.loads('{"a": [1, 2.5, null, true, "x\\u00e9\\n"]}'), json.loads('1'), json.loads(' [ ] '), json.loads('"\\ud83d\\ude00"'), json.loads('1e5'), json.loads('-0'), json.loads('-0.0'), json.loads('NaN'), json.loads('Infinity'), json.loads('{"a":1,"a":2}'), json.loads('123456789012345678901234567890')))
show(lambda: (json.loads('')))
show(lambda: (json.loads('{')))
show(lambda: (json.loads('{"a"}')))
show(lambda: (json.loads('{"a":1,}')))
show(lambda: (json.loads('[1,]')))
show(lambda: (json.loads('[1 2]')))
show(lambda: (json.loads("{'a':1}")))
show(lambda: (json.loads('"abc')))
show(lambda: (json.loads('"a\nb"')))
show(lambda: (json.loads('"\\x"')))
show(lambda: (json.loads('"\\u12"')))
show(lambda: (json.loads('01')))
show(lambda: (json.loads('1 2')))
show(lambda: (json.loads('nul')))
show(lambda: (json.loads('{"a":1 "b":2}')))
show(lambda: (json.loads('[1,\n2,\n]')))
show(lambda: (json.loads(3)))
show(lambda: (json.loads('{1:2}')))
show(lambda: (json.loads('{"a":1}',object_pairs_hook=list), json.loads('[1.5]',parse_float=str), json.loads('{"a":1}',object_hook=lambda d:sorted(d))))
show(lambda: (copy.copy([1,[2]]), copy.deepcopy([1,[2]]), copy.deepcopy({1:{2}}), copy.copy((1,)), copy.copy(3)))
show(lambda: (os.path.join('a','b'), os.path.join('a','/b'), os.path.basename('/a/b.txt'), os.path.dirname('/a/b'), os.path.splitext('a/b.tar.gz'), os.path.split('/a/b'), os.path.normpath('a/../b//c'), os.path.isabs('/a'), os.path.commonprefix(['abc','abd']), os.path.relpath('/a/b','/a/c')))
show(lambda: (textwrap.dedent('  a\n    b\n'), textwrap.fill('hello world foo bar',10), textwrap.wrap('hello world foo bar',10), textwrap.indent('a\nb','> '), textwrap.shorten('hello world foo',10)))
show(lambda: (Fraction(1,3)+Fraction(1,6), Fraction('0.25'), Fraction(0.5), Fraction(3,-6), Fraction('1/3'), Fraction(1,3)*2, Fraction(1,3)/Fraction(2,3), Fraction(7,3)//1, Fraction(7,3)%1, Fraction(1,2)**2, float(Fraction(1,3)), Fraction(1,2)==0.5, Fraction(1,3)<Fraction(1,2), str(Fraction(3,1)), repr(Fraction(3)), Fraction(7,2).limit_denominator(1), round(Fraction(7,3)), Fraction(1.1).limit_denominator(100), int(Fraction(7,2)), abs(Fraction(-1,2)), -Fraction(1,2), Fraction(1,2)+0.5, hash(Fraction(1,2))==hash(0.5), math.floor(Fraction(7,2)), Fraction(1,2).numerator))
show(lambda: (Fraction(1,0)))
show(lambda: (Fraction('abc')))
show(lambda: (Fraction(1,2)+'a'))
show(lambda: (Fraction(1.5,2)))
show(lambda: (pprint.pformat({'a':list(range(30)),'b':{'c':'x'*60,'d':[1,2,3]*8}})))
show(lambda: (pprint.pformat([{'name':'a'*20,'v':i} for i in range(5)])))
show(lambda: (time.gmtime(0), time.strftime('%Y-%m-%d %H:%M:%S',time.gmtime(1e9)), time.gmtime(0).tm_year, time.strftime('%a %b %d %j %U %w %y %%',time.gmtime(86400*100))))
show(lambda: (io.StringIO('a\nb\n').readlines(), io.StringIO('abc').read(2), list(io.StringIO('a\nb'))))

@show
def _():
    s=io.StringIO()
    print('hi',file=s)
    s.write('x')
    return s.getvalue()
show(lambda: (typing.List[int], typing.Optional[int], typing.Union[int,str], typing.Dict[str,int], typing.Callable[[int],str], typing.Any, typing.Tuple[int,...], list[int], dict[str,int], int|None, typing.TypeVar('T'), typing.Literal['a'], typing.Iterable[int], typing.Union[int,None]))
show(lambda: (types.SimpleNamespace(a=1,b=2), types.SimpleNamespace(a=1)==types.SimpleNamespace(a=1), types.FunctionType, types.MappingProxyType({1:2})))
show(lambda: (int.__mro__, bool.__bases__, int.__doc__ is not None, type.__mro__, int.__module__, ValueError.__mro__, KeyError.__bases__))
