import heapq, bisect, operator, random, statistics, math
def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)
random.seed(5)
class K:
    def __init__(self, v): self.v = v
    def __lt__(self, o): return self.v < o.v
    def __repr__(self): return f"K{self.v}"
for kind in (int, float, str, K, lambda v: (v, "x"), lambda v: (v % 3, K(v))):
    xs = [random.randrange(50) for _ in range(25)]
    items = [kind(v) for v in xs]
    h = list(items); heapq.heapify(h); print(h[:4], end=" ")
    for v in (5, 70, -3): heapq.heappush(h, kind(v))
    print(h[0], [heapq.heappop(h) for _ in range(6)], heapq.heappushpop(h, kind(2)), heapq.heapreplace(h, kind(9)), len(h), h[:5])
    print(heapq.nsmallest(3, items), heapq.nlargest(3, items), list(heapq.merge(sorted(items)[:5], sorted(items)[5:9]))[:6])
t(lambda: heapq.heappop([])); t(lambda: heapq.heappush((1,), 2)); t(lambda: heapq.heapify([1, "a", 2])); t(lambda: heapq.heapreplace([], 1)); t(lambda: heapq.heappushpop([], 7))
print(heapq.nsmallest(2, ["bb", "a", "ccc"], key=len), heapq.nlargest(1, []), heapq.nsmallest(0, [1]), list(heapq.merge([3, 1], [4, 2], reverse=True)), list(heapq.merge(["a", "ccc"], ["bb"], key=len)))
a = [1, 3, 3, 5, 7]
print([bisect.bisect(a, x) for x in range(9)], [bisect.bisect_left(a, x) for x in range(9)], bisect.bisect(a, 3, 2), bisect.bisect(a, 3, 0, 1), bisect.bisect_left(["a", "bb", "ccc"], 2, key=len))
bisect.insort(a, 4); bisect.insort_left(a, 3); bisect.insort(a, -9, key=abs); print(a)
t(lambda: bisect.bisect(a, "x")); t(lambda: bisect.bisect(a, 1, -1)); t(lambda: bisect.bisect(5, 1)); t(lambda: bisect.bisect([K(1), K(3)], K(2)))
g = operator.itemgetter; at = operator.attrgetter; mc = operator.methodcaller
print(g(1), g(0, "a"), at("x.y"), mc("split", ",", maxsplit=1), mc("split", ",", maxsplit=1)("a,b,c"), sorted([(2, "b"), (1, "z")], key=g(1)), at("real", "imag")(5), at("__class__.__name__")("s"))
for name in "add sub mul truediv floordiv mod pow lshift rshift and_ or_ xor lt le eq ne gt ge is_ is_not".split():
    print(name, getattr(operator, name)(7, 2), end=";")
print()
for name in "neg pos abs inv invert not_ truth index".split(): print(name, getattr(operator, name)(-7), end=";")
print()
l = [1, 2]; m = operator.iadd(l, [3]); operator.setitem(l, 0, 9); operator.delitem(l, 1); print(l is m, l, operator.getitem(l, 0), operator.contains(l, 3), operator.countOf([1, 1, 2], 1), operator.indexOf([4, 5], 5), operator.concat("a", "b"), operator.length_hint([1, 2]), operator.call(max, 1, 5), operator.matmul.__name__, operator.__add__(1, 2))
t(lambda: g()); t(lambda: g(1)([0])); t(lambda: g("a")({})); t(lambda: at("nope")(1)); t(lambda: at(5)); t(lambda: mc()); t(lambda: mc("nope")(1)); t(lambda: operator.add(1, "a")); t(lambda: operator.indexOf([1], 5)); t(lambda: operator.concat(1, 2)); t(lambda: g(1)(1, 2)); t(lambda: operator.index(1.5))
from functools import reduce
print(reduce(operator.mul, range(1, 11)), list(map(operator.neg, [1, -2])), max({"a": 3, "b": 9}.items(), key=g(1)))
data = [2.5, 3.25, 5.5, 11.25, 11.75, 3.25]
print(statistics.mean(data), statistics.median(data), statistics.mode(data), statistics.stdev(data), statistics.variance(data), statistics.pvariance(data), statistics.quantiles(data), statistics.quantiles(data, n=10, method="inclusive"), statistics.fmean(data), statistics.geometric_mean(data), statistics.harmonic_mean(data))
print(statistics.mean([1, 2, 3, 4]), statistics.mean([10**30, 3]), statistics.median([1, 2]), statistics.multimode("aabbc"), statistics.stdev([1, 1, 1]), statistics.correlation([1, 2, 3], [3, 1, 2]), statistics.linear_regression([1, 2, 3], [2, 4, 7]), statistics.covariance([1, 2], [3, 5]))
n = statistics.NormalDist(10, 2); print(n, n.cdf(11), n.pdf(9), n.inv_cdf(.25), n + 5, n * 2, n.zscore(14), n.overlap(statistics.NormalDist(11, 1)), statistics.NormalDist.from_samples([1, 2, 3]))
for f in (lambda: statistics.mean([]), lambda: statistics.mean(["a"]), lambda: statistics.median([]), lambda: statistics.stdev([1]), lambda: statistics.mode([]), lambda: statistics.quantiles([1]), lambda: statistics.fmean([]), lambda: statistics.harmonic_mean([-1]), lambda: statistics.correlation([1], [1]), lambda: statistics.correlation([1, 1], [1, 2])): t(f)
random.seed(11)
print([random.randint(1, 100) for _ in range(8)], random.sample(range(10**6), 4), random.choices("abc", [1, 2, 3], k=8), random.gauss(0, 1), random.getrandbits(100), random.uniform(-3, 3), random.randrange(0, 1000, 7), random.betavariate(.5, .5), random.triangular(1, 9, 3))
x = list("abcdefgh"); random.shuffle(x); print(x, random.choice(x), random.random())
r = random.Random("seed"); s = r.getstate(); a1 = [r.random() for _ in range(3)]; r.setstate(s); print(a1 == [r.random() for _ in range(3)], a1, len(s[1]), random.Random(2.5).random(), random.Random(-7).random() == random.Random(7).random(), random.Random(10**50).random(), random.Random(True).random())
class Fixed(random.Random):
    def random(self): return 0.25
print(Fixed().random(), Fixed().uniform(0, 8), Fixed().choices([1, 2, 3, 4], k=2), isinstance(Fixed(), random.Random))
for f in (lambda: random.randint(5, 1), lambda: random.choice([]), lambda: random.sample([1], 2), lambda: random.randrange(0), lambda: random.choices([], k=1), lambda: random.sample({1, 2}, 1), lambda: random.choices([1, 2], weights=[1]), lambda: random.getrandbits(-1), lambda: random.seed([1]), lambda: random.randrange(1, 10, 0), lambda: random.expovariate(0), lambda: random.shuffle((1, 2)), lambda: random.randint("a", 2), lambda: random.gammavariate(-1, 1)): t(f)
